import { createHash } from 'node:crypto';

/** The `ETag` of a thing at a revision. */
export const revisionTag = (revision: number): string => `"${revision}"`;

/** The `ETag` of a thing: its revision, or 1 where it has none because it never changes. */
export const tagOf = (value: unknown): string =>
  revisionTag(typeof value === 'object' && value !== null && 'revision' in value && typeof value.revision === 'number' ? value.revision : 1);

/** The `ETag` of what stands under a name that passes from one version to the next. */
export const versionTag = ({ version }: { readonly version: number }): string => revisionTag(version);

/** The `ETag` of what changes without counting its changes: a hash of all of it. */
export const hashTag = (value: unknown): string => `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)}"`;

/** The header of answers that say how to name what they show. */
export const ETAG_HEADER = { ETag: { $ref: '#/components/headers/ETag' } } as const;
