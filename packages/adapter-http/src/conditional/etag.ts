import { createHash } from 'node:crypto';

/** The `ETag` of a thing of which nothing but its revision is known; `If-Match` takes it like the one with a hash. */
export const revisionTag = (revision: number): string => `"${revision}"`;

/** The revision of a thing: the one that it says, or 1 where it has none. */
export const revisionOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'revision' in value && typeof value.revision === 'number'
    ? value.revision
    : 1;

/** The revision of what stands under a name that passes from one version to the next. */
export const versionOf = ({ version }: { readonly version: number }): number => version;

/**
 * The `ETag` of a representation: the revision of the thing, and a hash of the text that is sent, which says more than the
 * revision covers: counters, states that follow from other things or from the time, and names of people, organizations and items.
 */
export const tagOf = (revision: number, text: string): string =>
  `"${revision}.${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`;

/** The header of answers that say how to name what they show. */
export const ETAG_HEADER = { ETag: { $ref: '#/components/headers/ETag' } } as const;
