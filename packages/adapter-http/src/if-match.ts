import { err, fault, ok } from '@goldset/core';
import type { Result } from '@goldset/core';
import { invalid } from './problem.ts';
import type { Refusal } from './problem.ts';

/** How `If-Match` is documented. */
export const IF_MATCH_DESCRIPTION =
  'Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them, such as `"3"`. What matches none is a `412` with the current `ETag`; a weak tag never matches. What has no `revision` is at `"1"`.';

const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;

/** What an `If-Match` header looks like: `*`, or a list of entity tags (RFC 9110) with at least one, whose other elements may be empty. */
export const IF_MATCH_PATTERN = new RegExp(String.raw`^[ \t]*(?:\*|(?:,[ \t]*)*${TAG}(?:[ \t]*,(?:[ \t]*${TAG})?)*)[ \t]*$`);

// One element of a list of entity tags (RFC 9110), which may be empty, up to the comma behind it.
const ELEMENT = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/y;

const MALFORMED: Refusal = invalid(
  [fault(['If-Match'], 'format', 'Must be *, or entity tags in double quotes with commas between them, such as "3" or "3", "4".')],
  'The header If-Match is malformed.',
);

/** The revisions that an `If-Match` header names; `undefined` for any. Tags that no answer gave are none, since they match nothing. */
export const revisionsIn = (header: string | undefined): Result<readonly number[] | undefined, Refusal> => {
  if (header === undefined || header.trim() === '*') return ok(undefined);
  const tags: string[] = [];
  let count = 0;
  for (let place = 0; place < header.length; place = ELEMENT.lastIndex) {
    ELEMENT.lastIndex = place;
    const element = ELEMENT.exec(header);
    if (element === null) return err(MALFORMED);
    const [, weak, tag] = element;
    if (tag === undefined) continue;
    count += 1;
    if (weak === undefined) tags.push(tag);
  }
  return count === 0 ? err(MALFORMED) : ok(tags.filter((tag) => /^[1-9]\d{0,14}$/.test(tag)).map(Number));
};
