export type {
  Awaited,
  AwaitedSince,
  MessagePlace,
  NextWaiting,
  SetAside,
  WaitingLane,
  WaitingMessage,
  WaitingMessagesRepository,
  WaitingSummary,
} from './repository.ts';
