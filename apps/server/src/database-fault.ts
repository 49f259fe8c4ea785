import { StartupFault } from './startup-fault.ts';

const codesOf = (error: unknown, depth = 0): readonly string[] => {
  if (!(error instanceof Error) || depth > 5) return [];
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const inner = error instanceof AggregateError ? error.errors : [];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...[cause, ...inner].flatMap((each) => codesOf(each, depth + 1)),
  ];
};

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'EPIPE',
]);

const TOO_OLD = 'GOLDSET_POSTGRES_TOO_OLD';

const sentenceFor = (
  code: string,
  variable: string,
  where: string,
  user: string,
  database: string,
): string | undefined => {
  if (UNREACHABLE.has(code))
    return `No PostgreSQL answers at ${where} (${code}): start it, or mend host and port in ${variable}.`;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${where} is not known (${code}): mend the host in ${variable}.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${where} refuses user "${user}" (${code}): mend user and password in ${variable}, or let that user in.`;
    case '3D000':
      return `PostgreSQL at ${where} has no database "${database}": create it, or mend the name in ${variable}.`;
    case '42501':
      return `User "${user}" may not create tables in database "${database}" at ${where}: make that user its owner.`;
    case '08P01':
      return `What answers at ${where} takes no settings for a connection (${code}), as poolers do not: name the PostgreSQL itself in DATABASE_DIRECT_URL as well.`;
    case '26000':
    case '42P05':
      return `What answers at ${where} is a pooler that does not know which connection has prepared what (${code}): set DATABASE_PREPARE=false, or, in PgBouncer 1.21 or later, max_prepared_statements=200.`;
    case '53300':
    case '57P03':
      return `PostgreSQL at ${where} takes no connections now (${code}): wait until it does, and start again.`;
    default:
      return undefined;
  }
};

/**
 * Returns a `StartupFault` that says in one sentence why the database of `url`, which `variable` names, cannot be used,
 * if the person who starts the server can correct that. Returns other errors unchanged. Never repeats a password.
 */
export const databaseFault = (error: unknown, url: string, variable = 'DATABASE_URL'): unknown => {
  const { hostname, port, username, pathname } = new URL(url);
  const where = `${hostname}:${port === '' ? '5432' : port}`;
  for (const code of codesOf(error)) {
    if (code === TOO_OLD) return new StartupFault((error as Error).message);
    const sentence = sentenceFor(
      code,
      variable,
      where,
      decodeURIComponent(username),
      decodeURIComponent(pathname.slice(1)),
    );
    if (sentence !== undefined) return new StartupFault(sentence);
  }
  return error;
};
