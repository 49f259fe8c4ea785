import { operationsOf } from '../access/index.ts';
import { createOwnToken } from './create-token.ts';
import { getCurrentToken } from './get-current-token.ts';
import { getOwnToken } from './get-token.ts';
import { listOwnTokens } from './list-tokens.ts';
import { revokeOwnToken } from './revoke-token.ts';
import { updateOwnToken } from './update-token.ts';

/** The operations of a caller’s own tokens. */
export const tokenOperations = operationsOf({
  listOwnTokens,
  createOwnToken,
  getOwnToken,
  updateOwnToken,
  revokeOwnToken,
  getCurrentToken,
});
