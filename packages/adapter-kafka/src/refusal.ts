import type { DomainError, FaultCode } from '@goldset/core';

/**
 * A validation error of a message: its position in the event, what is wrong, and what to do. The position is a JSON
 * pointer; attributes are at the top, the data is under `/data`.
 */
export interface MessageFault {
  readonly pointer: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/** The codes for errors that are found before an operation runs, and for unexpected errors. */
export type MessageRefusalCode =
  | 'empty'
  | 'too_large'
  | 'malformed_json'
  | 'not_a_cloud_event'
  | 'unknown_type'
  | 'unknown_field'
  | 'invalid'
  | 'internal';

/** Why a message goes to the dead-letter topic: a stable code for consumers of that topic. */
export type RefusalCode = DomainError['code'] | MessageRefusalCode;

/** Why a message was not done, with its validation errors, if any. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly faults?: readonly MessageFault[];
}
