import { hash, randomBytes } from 'node:crypto';
import type { Secrets } from '@goldset/core';

/** The secrets of tokens: `gs_` and 256 random bits. The store finds them by their SHA-256. */
export const secrets: Secrets = {
  generate: () => `gs_${randomBytes(32).toString('base64url')}`,
  hash: (secret) => hash('sha256', secret),
};
