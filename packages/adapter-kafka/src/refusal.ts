import type { DomainError, FaultCode } from '@goldset/core';

/** A fault of a message: where in its event it is (a JSON pointer; attributes stand at the top, the data under `/data`), what it is, and what to do. */
export interface MessageFault {
  readonly pointer: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/** The words for what is wrong with a message before any operation has seen it, and for what nobody foresaw. */
export type MessageRefusalCode =
  | 'empty'
  | 'too_large'
  | 'malformed_json'
  | 'not_a_cloud_event'
  | 'unknown_type'
  | 'unknown_field'
  | 'invalid'
  | 'internal';

/** Why a message goes to the dead-letter topic: the stable word that a consumer of it switches on. */
export type RefusalCode = DomainError['code'] | MessageRefusalCode;

/** Why a message is not done, and the faults, where it has any. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly faults?: readonly MessageFault[];
}
