import type { DomainError, FaultCode } from '@goldset/core';

/**
 * What becomes of a message that an operation refuses: it goes to the dead-letter topic; it is tried again until it passes; or
 * it is waited for, because what it needs may be on its way, and goes to the dead-letter topic then.
 */
export type Disposition = 'dead_letter' | 'retry' | 'retry_then_dead_letter';

/** For how long what a message needs is waited for, unless a consumer is told otherwise: 60 seconds. */
export const WAIT_MILLISECONDS = 60_000;

/** What becomes of a message, by the error that its operation answers. */
export const dispositions = {
  // The consumer's token was revoked or has expired: no message is to blame, and a person must mend it.
  unauthenticated: 'retry',
  forbidden: 'dead_letter',
  not_found: 'retry_then_dead_letter',
  invalid: 'dead_letter',
  already_exists: 'dead_letter',
  last_admin: 'dead_letter',
  // What failed too often, at the hands of others, may be tried again later.
  too_many_requests: 'retry_then_dead_letter',
  // The guideline, or the annotation UI, may be on its way as well.
  not_ready: 'retry_then_dead_letter',
  malformed_cursor: 'dead_letter',
  too_large: 'dead_letter',
  stale: 'dead_letter',
  in_use: 'dead_letter',
  unexpected_count: 'dead_letter',
  archived: 'dead_letter',
  lease_lost: 'dead_letter',
  already_submitted: 'dead_letter',
  idempotency_mismatch: 'dead_letter',
  // The same event is being handled at this moment, by a consumer that has just lost the partition.
  idempotency_in_flight: 'retry',
} as const satisfies Readonly<Record<DomainError['code'], Disposition>>;

/** What becomes of a line, or a request that is `invalid`, by its faults: the first that says more than that it can never succeed. */
export const faultDispositions = {
  required: 'dead_letter',
  unknown_field: 'dead_letter',
  type: 'dead_letter',
  range: 'dead_letter',
  length: 'dead_letter',
  format: 'dead_letter',
  option: 'dead_letter',
  duplicate: 'dead_letter',
  encoding: 'dead_letter',
  depth: 'dead_letter',
  number: 'dead_letter',
  malformed_json: 'dead_letter',
  too_large: 'dead_letter',
  already_exists: 'dead_letter',
  // The item that a prediction or an answer names may be on its way in another topic.
  not_found: 'retry_then_dead_letter',
  in_use: 'dead_letter',
  stale: 'dead_letter',
  forbidden: 'dead_letter',
} as const satisfies Readonly<Record<FaultCode, Disposition>>;

/** What becomes of a message that an operation refuses. */
export const dispositionOf = (error: DomainError): Disposition =>
  error.code === 'invalid' ? dispositionOfFaults(error.errors) : dispositions[error.code];

/** What becomes of a line that has these faults. With one that never passes, nothing is waited for. */
export const dispositionOfFaults = (faults: readonly { readonly code: FaultCode }[]): Disposition =>
  faults.length > 0 && faults.every(({ code }) => faultDispositions[code] === 'retry_then_dead_letter')
    ? 'retry_then_dead_letter'
    : 'dead_letter';
