export { CompactUser, Me, UserKind } from './transports.ts';
export type { UsersRepository } from './repository.ts';
export { userEvents } from './events.ts';
export { getMe } from './get-me.ts';
export type { GetMe } from './get-me.ts';
export { createFirstUser } from './create-first-user.ts';
export type { CreateFirstUser, FirstUser } from './create-first-user.ts';
