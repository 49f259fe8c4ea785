export type { Awaited, AwaitedSince, MessagePlace, SetAside, WaitingLane, WaitingMessage, WaitingMessagesRepository, WaitingSummary } from './repository.ts';
