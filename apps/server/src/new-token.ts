// Creates a token for the person with an e-mail address. Usage: npm run new-token -- <e-mail> [--keep], with the
// DATABASE_* variables and GOLDSET_DATA_DIR of the server, which may be running.
import { openPostgres } from '@goldset/adapter-postgres';
import { createApplication } from '@goldset/core';
import type { IssuedToken, TokenToIssue } from '@goldset/core';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { holdDataDirectory } from './data-directory.ts';
import { databaseFault } from './database-fault.ts';
import { domains } from './domains.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { createIds } from './new-id.ts';
import { hasEmbeddedData, runningPostgres } from './running-postgres.ts';
import { secrets } from './secrets.ts';
import { StartupFault } from './startup-fault.ts';

const USAGE =
  'Say whose: npm run new-token -- grace@example.org, with --keep behind it to leave the other tokens of that person as they are.';

const UNDEFINED_COLUMN = '42703';

const readRequest = (words: readonly string[], takenByNpm: string | undefined): TokenToIssue => {
  const unknown = words.find((word) => word.startsWith('-') && word !== '--keep');
  if (unknown !== undefined) throw new StartupFault(`There is no option ${unknown}. ${USAGE}`);
  const keep = words.includes('--keep');
  const [email, ...others] = words.filter((word) => word !== '--keep');
  if (email === undefined || others.length > 0) throw new StartupFault(USAGE);
  // Without this error, two missing hyphens would revoke the tokens that the person wanted to keep.
  if (!keep && takenByNpm !== undefined)
    throw new StartupFault(
      `npm has taken --keep for itself, because there is no -- before it: npm run new-token -- ${email} --keep`,
    );
  return { email, keep };
};

const UNFINISHED =
  'It is not known how far this came: old tokens may be revoked already, and no new one was said. Run the command again.';

// The operation runs in more than one transaction, so an error can leave part of it done.
const unfinished = (error: unknown): never => {
  if ((error as { readonly code?: unknown }).code === UNDEFINED_COLUMN)
    throw new StartupFault(
      'The database is that of an older version. Start the server of this version once, which brings it up to date.',
    );
  throw new Error(UNFINISHED, { cause: error });
};

const isUnfinished = (error: unknown): error is Error => error instanceof Error && error.message === UNFINISHED;

const issueOn = async (url: string, prepare: boolean, request: TokenToIssue): Promise<IssuedToken> => {
  const database = openPostgres(url, { max: 1, prepare });
  try {
    if (!(await database.ready()))
      throw new StartupFault(
        'There is nobody in this database yet. Start the server once; it makes the first user and says their token.',
      );
    const application = createApplication({
      store: database.store,
      now: () => new Date(),
      newId: createIds(),
      secrets,
      domains,
      organizationCreation: 'operators',
      operators: new Set(),
    });
    const issued = await application.issueToken(request).catch(unfinished);
    if (issued.ok) return issued.value;
    if (issued.error.code === 'invalid')
      throw new StartupFault(`"${request.email}" is no e-mail address. ${issued.error.errors[0]?.detail ?? ''}`);
    throw new StartupFault(
      `Nobody has the address ${request.email} here. Look at its spelling; who has no account yet needs an invitation.`,
    );
  } finally {
    await database.close();
  }
};

const issue = async (
  { databaseUrl, databaseDirectUrl, databasePrepare, dataDirectory }: Config,
  request: TokenToIssue,
): Promise<IssuedToken> => {
  if (databaseUrl !== undefined) {
    const url = databaseDirectUrl ?? databaseUrl;
    return issueOn(url, databasePrepare, request).catch((error: unknown) => {
      throw isUnfinished(error)
        ? error
        : databaseFault(error, url, databaseDirectUrl === undefined ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL');
    });
  }
  if (!hasEmbeddedData(dataDirectory)) {
    throw new StartupFault(
      `There is no database in ${dataDirectory}. Name the server's data directory in GOLDSET_DATA_DIR, or its database in DATABASE_URL; where there was no server yet, start it once.`,
    );
  }
  const running = await runningPostgres(dataDirectory);
  if (running !== undefined) return issueOn(running, true, request);
  const directory = await holdDataDirectory(dataDirectory);
  try {
    const embedded = await startEmbeddedPostgres({ dataDirectory });
    try {
      return await issueOn(embedded.url, true, request);
    } finally {
      await embedded.stop();
    }
  } finally {
    directory.release();
  }
};

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

const warning = (accounts: IssuedToken['service_accounts']): readonly string[] => [
  'Not revoked: tokens that this account has made of service accounts. Whoever held a token of it may know them. Have an admin of the organization revoke those that are not wanted:',
  ...accounts.map(({ id, name, organization }) => `  ${name} (${id}) in ${organization.name} (${organization.id})`),
];

const notice = (
  { user, secret, is_first_proof, revoked_tokens, revoked_invitations, service_accounts }: IssuedToken,
  { email, keep }: TokenToIssue,
): string =>
  [
    `A token of ${user.name} (${email.trim()}), which works everywhere and is shown only this once:`,
    '',
    `export GOLDSET_TOKEN=${secret}`,
    '',
    keep
      ? 'The other tokens were kept, and nothing is proved about the address.'
      : `Revoked: ${count(revoked_tokens, 'other token')}, ${count(revoked_invitations, 'open invitation')} that they had made.${is_first_proof ? ' The address counts as proved from now on.' : ''}`,
    ...(service_accounts.length === 0 ? [] : ['', ...warning(service_accounts)]),
    '',
  ].join('\n');

// This program ignores all other variables of the server.
const {
  DATABASE_URL,
  DATABASE_DIRECT_URL,
  DATABASE_PREPARE,
  GOLDSET_DATA_DIR,
  npm_config_keep: takenByNpm,
} = process.env;
const make = async (): Promise<void> => {
  const request = readRequest(process.argv.slice(2), takenByNpm);
  const config = readConfig({ DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_PREPARE, GOLDSET_DATA_DIR });
  if (!config.ok) throw new StartupFault(config.error.join('\n'));
  process.stdout.write(notice(await issue(config.value, request), request));
};

const told = (error: unknown): string =>
  error instanceof StartupFault
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);

await make().catch((error: unknown) => {
  process.stderr.write(
    isUnfinished(error) ? `${error.message}\n${told(error.cause)}\n` : `No token was made. ${told(error)}\n`,
  );
  process.exitCode = 1;
});
