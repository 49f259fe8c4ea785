import { createHash } from 'node:crypto';

/** The `ETag` of a resource of which only the revision is known. `If-Match` accepts it like one with a hash. */
export const revisionTag = (revision: number): string => `"${revision}"`;

/** The field `revision` of a value, or 1 if it has none. */
export const revisionOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'revision' in value && typeof value.revision === 'number'
    ? value.revision
    : 1;

/** The revision of the resource under `latest`, which changes with each new version: its version. */
export const versionOf = ({ version }: { readonly version: number }): number => version;

/**
 * The `ETag` of a representation: its revision and a hash of the text that is sent. The hash also covers what does not
 * change the revision: counters, states that follow from other resources or from the time, and names of people,
 * organizations and items.
 */
export const tagOf = (revision: number, text: string): string =>
  `"${revision}.${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`;

/** The `ETag` header, as responses that carry it are documented. */
export const ETAG_HEADER = { ETag: { $ref: '#/components/headers/ETag' } } as const;
