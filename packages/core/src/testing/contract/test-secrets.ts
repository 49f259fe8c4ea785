import type { Id, Secrets } from '../../index.ts';

const WORDS = 8;
const FNV_PRIME = 0x01000193;

const word = (text: string, seed: number): string => {
  let hash = seed;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), FNV_PRIME) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

/** Secrets for tests: not secret at all, each different, with a hash of the right form that costs nothing. */
export const testSecrets = (newId: () => Id): Secrets => ({
  generate: () => `${newId()}${newId()}`.replaceAll('-', ''),
  hash: (secret) => Array.from({ length: WORDS }, (_, index) => word(secret, 0x811c9dc5 + index)).join(''),
});
