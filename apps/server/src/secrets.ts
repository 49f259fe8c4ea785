import { hash, randomBytes } from 'node:crypto';
import type { Secrets } from '@goldset/core';

/** The secrets of tokens: 256 random bits behind `gs_`, found again by their SHA-256. */
export const secrets: Secrets = {
  generate: () => `gs_${randomBytes(32).toString('base64url')}`,
  hash: (secret) => hash('sha256', secret),
};
