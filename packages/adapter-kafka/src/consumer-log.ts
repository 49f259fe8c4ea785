import type { Refusal } from './refusal.ts';
import { TransportFault } from './transport-fault.ts';

/** Writes one log entry. No field contains a secret, or anything of a message except its position. */
export type ConsumerLog = Readonly<Record<'error' | 'warn' | 'info', (fields: object, message: string) => void>>;

/** The parts of a refusal that may be logged: ids, but no name that a producer chose. */
export const loggable = ({ detail, faults = [] }: Refusal): object =>
  faults.every(({ pointer }) => /(?<!external)_id$|\/target\/id$/.test(pointer)) ? { detail } : {};

/**
 * The parts of an error that may be logged. The message of a database driver can contain the data of the statement, so
 * only its code is logged.
 */
export const faultFields = (error: unknown): object => {
  if (error instanceof TransportFault) return { kind: error.kind, error: error.message };
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (typeof code === 'string') return { code };
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
};
