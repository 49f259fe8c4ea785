import type { Refusal } from './refusal.ts';
import { TransportFault } from './transport-fault.ts';

/** Writes one log entry; no field holds a secret or anything of a message but where it stands. */
export type ConsumerLog = Readonly<Record<'error' | 'warn' | 'info', (fields: object, message: string) => void>>;

/** What of a refusal may be logged: ids are, and no name that a producer chose. */
export const loggable = ({ detail, faults = [] }: Refusal): object =>
  faults.every(({ pointer }) => /(?<!external)_id$|\/target\/id$/.test(pointer)) ? { detail } : {};

/** What of an error may be logged: a driver’s message may hold what was to be written, so its code alone. */
export const faultFields = (error: unknown): object => {
  if (error instanceof TransportFault) return { kind: error.kind, error: error.message };
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (typeof code === 'string') return { code };
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
};
