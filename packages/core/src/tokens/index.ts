export {
  CompactProject,
  CreatedToken,
  CreateOwnToken,
  CreateToken,
  CurrentToken,
  CurrentTokenFilter,
  Token,
  TokenAccess,
  TokenFilter,
  TokenUser,
  UpdateToken,
} from './transports.ts';
export type {
  FoundToken,
  HeldRoles,
  NewToken,
  TokenOwner,
  TokensRepository,
  TokenUpdate,
  TokenUse,
} from './repository.ts';
export { createToken } from './create-token.ts';
export type { CreateOwnToken as CreateOwnTokenUseCase } from './create-token.ts';
export { countOldTokens } from './count-old-tokens.ts';
export type { CountOldTokens } from './count-old-tokens.ts';
export { newTokenUses } from './token-uses.ts';
export type { TokenUses, WriteTokenUses } from './token-uses.ts';
export type { GetCurrentToken } from './get-current-token.ts';
export { readToken } from './get-token.ts';
export type { GetOwnToken } from './get-token.ts';
export { updateToken } from './update-token.ts';
export type { UpdateOwnToken as UpdateOwnTokenUseCase, UpdateOwnTokenInput } from './update-token.ts';
export { tokenListOf } from './list-tokens.ts';
export type { ListOwnTokens } from './list-tokens.ts';
export { revokeToken } from './revoke-token.ts';
export type { RevokeOwnToken } from './revoke-token.ts';
export { tokenOperations } from './operations.ts';
