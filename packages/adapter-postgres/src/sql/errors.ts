const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const UNIQUE_VIOLATION = '23505';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Returns whether PostgreSQL undid a statement in favour of another transaction, so that the statement should be run
 * again. That includes recording an event that another transaction has just recorded, and creating an item that another
 * one has just created: the second run finds them.
 */
export const isRetryable = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    code === SERIALIZATION_FAILURE ||
    code === DEADLOCK_DETECTED ||
    isUniqueViolation(error, ['inbox_pkey', 'items_external_id_key'])
  );
};

/** Returns whether a statement waited for a lock longer than its lock timeout. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === LOCK_NOT_AVAILABLE;

/** Returns whether a unique constraint (one of `names`) failed the statement. */
export const isUniqueViolation = (error: unknown, names: readonly string[]): boolean =>
  codeOf(error) === UNIQUE_VIOLATION &&
  names.includes((error as { readonly constraint_name?: string }).constraint_name ?? '');

// Data that no column accepts, data that violates a constraint, or more than a statement can hold.
const REFUSED = /^(?:22|23|54)[0-9A-Z]{3}$/;

/** Returns whether PostgreSQL rejects the data and always will, so that trying again is useless. */
export const isRefused = (error: unknown): boolean => REFUSED.test(codeOf(error) ?? '') && !isRetryable(error);

const AWAY = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  '08000', // connection exception
  '08003',
  '08006',
  '25006', // read-only: another server has taken over
  '53100', // its disk is full: what was asked is undone, and goes through once there is room
  '53200', // it has no memory left
  '53300', // too many connections
  '57P01', // the server shuts down
  '57P02', // the server crashed
  '57P03', // the server starts up
]);

/**
 * Returns whether the database is unavailable for the moment: it cannot be reached, accepts no connection, has no space
 * or memory left, or is starting or stopping.
 */
export const isUnavailable = (error: unknown): boolean => AWAY.has(codeOf(error) ?? '');

/**
 * Returns whether the connection that `error` came from is lost: its socket failed, or the server closes it. An error
 * on a connection that stays open has the severity `ERROR`.
 */
export const isConnectionLost = (error: unknown): boolean =>
  isUnavailable(error) && (error as { readonly severity?: string }).severity !== 'ERROR';
