import type { Context } from '../environment.ts';
import { tagsIn } from './if-match.ts';

/** The documentation of `If-None-Match`. */
export const IF_NONE_MATCH_DESCRIPTION =
  'Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not.';

/** Whether the client already has the state that `etag` names. A malformed header names no state. */
export const hasAlready = (c: Context, etag: string): boolean => {
  const header = c.req.header('if-none-match');
  if (header === undefined || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return false;
  return header.trim() === '*' || tagsIn(header)?.some(({ tag }) => `"${tag}"` === etag) === true;
};
