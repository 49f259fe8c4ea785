import type { Awaited } from '@goldset/core/adapter';
import type { Decoded } from './decode.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/** What becomes of a message that was not done: it is given up; or it is to be tried again, at the latest after so many milliseconds (`within`); or it is to be set aside until what it awaits is there. */
export interface NotDone {
  readonly refusal: Refusal;
  readonly within?: number;
  readonly awaited?: Awaited;
}

/** What became of a message: it is done, or not. */
export type Settled = 'done' | NotDone;

/** A message that was not done. */
export type Refused = NotDone & { readonly message: IncomingMessage };

/** What became of a message: its offset, when it is done; `behind` is what one was decoded to that must wait for others of its key. */
export type Outcome = bigint | Refused | { readonly message: IncomingMessage; readonly behind: Decoded };

/** What became of a message, as it settled. */
export const outcomeOf = (message: IncomingMessage, settled: Settled): Outcome =>
  settled === 'done' ? message.offset : { message, ...settled };
