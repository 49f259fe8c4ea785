import type { Awaited } from '@goldset/core/adapter';
import type { Decoded } from './decode.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/**
 * What happens to a message that was not done. With `awaited` it is set aside until the awaited project or organization
 * exists; with `within` it is retried, after this many milliseconds at the latest; otherwise it becomes a dead letter.
 */
export interface NotDone {
  readonly refusal: Refusal;
  readonly within?: number;
  readonly awaited?: Awaited;
}

/** The outcome of a message: it is done or not. */
export type Settled = 'done' | NotDone;

/** A message that was not done. */
export type Refused = NotDone & { readonly message: IncomingMessage };

/**
 * The outcome of a message: its offset if it is done. `behind` is the decoded event of a message that must wait for
 * others of its key.
 */
export type Outcome = bigint | Refused | { readonly message: IncomingMessage; readonly behind: Decoded };

/** Makes the outcome of a message. */
export const outcomeOf = (message: IncomingMessage, settled: Settled): Outcome =>
  settled === 'done' ? message.offset : { message, ...settled };
