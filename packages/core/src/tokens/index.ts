export { CreatedToken, CreateToken, Token } from './transports.ts';
export type { NewToken, TokenOwner, TokensRepository } from './repository.ts';
export { tokenEvents } from './events.ts';
export { createOwnToken, createToken } from './create-token.ts';
export type { CreateOwnToken } from './create-token.ts';
export { listOwnTokens } from './list-tokens.ts';
export type { ListOwnTokens } from './list-tokens.ts';
export { revokeOwnToken, revokeToken } from './revoke-token.ts';
export type { RevokeOwnToken } from './revoke-token.ts';
