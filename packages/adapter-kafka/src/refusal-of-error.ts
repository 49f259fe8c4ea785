import type { DomainError, Fault } from '@goldset/core';
import { refusalOfFaults } from './decode.ts';
import type { Refusal } from './refusal.ts';

const detailOf = (error: DomainError): string => {
  if ('detail' in error && error.detail !== undefined) return error.detail;
  if (error.code === 'forbidden' && error.permission !== undefined)
    return `This needs the permission ${error.permission}.`;
  if (error.code === 'stale') {
    return error.as_of === undefined
      ? `It is at revision ${error.revision}.`
      : `It was changed as of ${error.as_of}, after this event was made. If the change is still wanted, send it as a new event with the time of now, or with if_revision [${error.revision}].`;
  }
  if (error.code === 'idempotency_mismatch')
    return 'An event of this source and id has asked for something else; give each event an id of its own.';
  return `The operation answered ${error.code}.`;
};

/** The `Refusal` of a message whose operation returned an error. */
export const refusalOfError = (error: DomainError): Refusal =>
  error.code === 'invalid' ? refusalOfFaults(error.errors) : { code: error.code, detail: detailOf(error) };

const ownCodes: ReadonlySet<string> = new Set(['already_exists', 'in_use', 'not_found', 'stale']);

/**
 * The `Refusal` of a line of an import, which has only validation errors. If a single one of them is a reason by
 * itself, its code is the reason.
 */
export const refusalOfLine = (faults: readonly Fault[]): Refusal => {
  const [first] = faults;
  const refusal = refusalOfFaults(faults);
  if (first === undefined || faults.length > 1) return refusal;
  if (first.code === 'duplicate' && first.pointer === '')
    return { ...refusal, code: 'idempotency_mismatch', detail: first.detail };
  return ownCodes.has(first.code) ? { ...refusal, code: first.code as Refusal['code'], detail: first.detail } : refusal;
};
