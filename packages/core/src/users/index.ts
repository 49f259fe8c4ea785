export { CompactUser, Me, User, UserKind } from './transports.ts';
export type { Acquaintance, UsersRepository } from './repository.ts';
export { userEvents } from './events.ts';
export { getUser, listUsers } from './list-users.ts';
export type { GetUser, ListUsers } from './list-users.ts';
export { getMe } from './get-me.ts';
export type { GetMe } from './get-me.ts';
export { createFirstUser } from './create-first-user.ts';
export type { CreateFirstUser, FirstUser } from './create-first-user.ts';
