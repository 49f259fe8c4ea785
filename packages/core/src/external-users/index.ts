export {
  ExternalUser,
  ExternalUserFilters,
  ExternalUserLink,
  LinkedExternalUser,
  LinkExternalUser,
  MovedAnswers,
} from './transports.ts';
export type {
  ExternalLink,
  ExternalToLink,
  ExternalUserFilter,
  ExternalUsersRepository,
  MovedChunk,
  UnfinishedLink,
  UnkeyedName,
  UserToIdentify,
} from './repository.ts';
export { externalUserEvents } from './events.ts';
export type { GetExternalUser } from './get-external-user.ts';
export type { ListExternalUsers } from './list-external-users.ts';
export type { LinkExternalUser as LinkExternalUserUseCase, LinkExternalUserInput } from './link-external-user.ts';
export { keyExternalUsers } from './key-external-users.ts';
export type { KeyExternalUsers } from './key-external-users.ts';
export { linkAddress } from './link-address.ts';
export type { LinkedAddress } from './link-address.ts';
export { MAX_MOVED, moveFirstAnswers, moveLinkedAnswers } from './move-answers.ts';
export type { MoveLinkedAnswers } from './move-answers.ts';
export { externalUserOperations } from './operations.ts';
