const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const UNIQUE_VIOLATION = '23505';
const LOCK_NOT_AVAILABLE = '55P03';

/** Whether PostgreSQL undid a statement for the sake of another transaction, so that running it again is right: what notes an event that has just been noted then finds it, and so does what makes an item that has just been made. */
export const isRetryable = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    code === SERIALIZATION_FAILURE ||
    code === DEADLOCK_DETECTED ||
    isUniqueViolation(error, ['inbox_pkey', 'items_external_id_key'])
  );
};

/** Whether a statement waited longer for a lock than it was to. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === LOCK_NOT_AVAILABLE;

/** Whether a unique constraint (one of `names`) refused the statement. */
export const isUniqueViolation = (error: unknown, names: readonly string[]): boolean =>
  codeOf(error) === UNIQUE_VIOLATION &&
  names.includes((error as { readonly constraint_name?: string }).constraint_name ?? '');

// Data that no column takes, a constraint that refuses it, or more than a statement can hold.
const REFUSED = /^(?:22|23|54)[0-9A-Z]{3}$/;

/** Whether PostgreSQL refuses what it was to keep, and always will: trying again is of no use. */
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

/** Whether the database is away for the moment: it cannot be reached, takes no connection, has no room, or is starting or stopping. */
export const isUnavailable = (error: unknown): boolean => AWAY.has(codeOf(error) ?? '');

/** Whether the connection that this came from is lost: its socket failed, or the server ends it. What is refused on one that goes on has the severity `ERROR`. */
export const isConnectionLost = (error: unknown): boolean =>
  isUnavailable(error) && (error as { readonly severity?: string }).severity !== 'ERROR';
