import type { DomainError, FaultCode } from '@goldset/core';

/**
 * What happens to a message that an operation refuses. It goes to the dead-letter topic; or it is retried until it
 * succeeds; or it is retried for a limited time, because what it needs may arrive, and then goes to the dead-letter
 * topic.
 */
export type Disposition = 'dead_letter' | 'retry' | 'retry_then_dead_letter';

/** How many milliseconds a message waits for what it needs, unless a consumer has another setting: 60 seconds. */
export const WAIT_MILLISECONDS = 60_000;

/** What happens to a message, by the error of its operation. */
export const dispositions = {
  // The consumer's token was revoked or has expired. No message is the cause, and a person must replace the token.
  unauthenticated: 'retry',
  forbidden: 'dead_letter',
  not_found: 'retry_then_dead_letter',
  invalid: 'dead_letter',
  already_exists: 'dead_letter',
  last_admin: 'dead_letter',
  // The attempts that caused this were made by others, so a later attempt may succeed.
  too_many_requests: 'retry_then_dead_letter',
  // The guideline or the annotation UI may still arrive.
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
  // Another consumer, which has just lost the partition, is handling the same event at this moment.
  idempotency_in_flight: 'retry',
} as const satisfies Readonly<Record<DomainError['code'], Disposition>>;

/** What happens to a line or an `invalid` request, by the codes of its validation errors. */
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
  // The item that a prediction or an answer names may still arrive in another topic.
  not_found: 'retry_then_dead_letter',
  in_use: 'dead_letter',
  stale: 'dead_letter',
  forbidden: 'dead_letter',
} as const satisfies Readonly<Record<FaultCode, Disposition>>;

/** What happens to a message that an operation refuses with this error. */
export const dispositionOf = (error: DomainError): Disposition =>
  error.code === 'invalid' ? dispositionOfFaults(error.errors) : dispositions[error.code];

/** What happens to a line with these validation errors. It is retried only if each of them may pass. */
export const dispositionOfFaults = (faults: readonly { readonly code: FaultCode }[]): Disposition =>
  faults.length > 0 && faults.every(({ code }) => faultDispositions[code] === 'retry_then_dead_letter')
    ? 'retry_then_dead_letter'
    : 'dead_letter';
