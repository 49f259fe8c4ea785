import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Returns a function that compares a token with the secret in constant time, so that the time reveals nothing about it.
 */
export const tokenCheck = (secret: string): ((token: string) => boolean) => {
  const expected = digest(secret);
  return (token) => timingSafeEqual(digest(token), expected);
};
