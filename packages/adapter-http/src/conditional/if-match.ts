import { err, fault, ok } from '@goldset/core';
import type { Result } from '@goldset/core';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';

/** The documentation of `If-Match`. */
export const IF_MATCH_DESCRIPTION =
  'Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`.';

const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;

/**
 * The syntax of an `If-Match` header: `*`, or a list of entity tags (RFC 9110) with at least one tag. The other
 * elements of the list may be empty.
 */
export const IF_MATCH_PATTERN = new RegExp(
  String.raw`^[ \t]*(?:\*|(?:,[ \t]*)*${TAG}(?:[ \t]*,(?:[ \t]*${TAG})?)*)[ \t]*$`,
);

// One element of a list of entity tags (RFC 9110), which may be empty, and the comma after it.
const ELEMENT = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/y;

const MALFORMED: Refusal = invalid(
  [
    fault(
      ['If-Match'],
      'format',
      'Must be *, or entity tags in double quotes with commas between them, such as "3" or "3", "4".',
    ),
  ],
  'The header If-Match is malformed.',
);

/** The entity tags that a header names, without their quotes; `undefined` if it is malformed or names none. */
export const tagsIn = (header: string): readonly { readonly tag: string; readonly isWeak: boolean }[] | undefined => {
  const tags: { tag: string; isWeak: boolean }[] = [];
  for (let place = 0; place < header.length; place = ELEMENT.lastIndex) {
    ELEMENT.lastIndex = place;
    const element = ELEMENT.exec(header);
    if (element === null) return undefined;
    const [, weak, tag] = element;
    if (tag !== undefined) tags.push({ tag, isWeak: weak !== undefined });
  }
  return tags.length === 0 ? undefined : tags;
};

/** A tag of a response: a revision, and optionally a hash, which `If-Match` ignores. */
const KNOWN = /^([1-9]\d{0,14})(?:\.[\w-]{16})?$/;

/**
 * The revisions that an `If-Match` header names; `undefined` for any revision. Weak tags and tags that no response gave
 * are left out, since they match nothing.
 */
export const revisionsIn = (header: string | undefined): Result<readonly number[] | undefined, Refusal> => {
  if (header === undefined || header.trim() === '*') return ok(undefined);
  const tags = tagsIn(header);
  if (tags === undefined) return err(MALFORMED);
  return ok(tags.flatMap(({ tag, isWeak }) => (isWeak ? [] : (KNOWN.exec(tag)?.slice(1, 2) ?? []))).map(Number));
};
