import { err, ok, RESTORE_DAYS } from '@goldset/core';
import type { Result } from '@goldset/core';
import { z } from 'zod';
import { logLevels } from './log.ts';
import type { LogLevel } from './log.ts';

/** How a server is set up; read from the environment once, at start. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The PostgreSQL to use; `undefined` starts the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Where the embedded PostgreSQL keeps everything; neither used nor locked with a `databaseUrl`. */
  readonly dataDirectory: string;
  readonly bootstrapEmail: string;
  /** The first user's token; `undefined` generates one. */
  readonly bootstrapToken: string | undefined;
  readonly organizationCreation: 'everyone' | 'operators';
  readonly operators: ReadonlySet<string>;
  /** For how many days what was deleted can be restored. */
  readonly restoreDays: number;
  readonly logLevel: LogLevel;
  /** How many connections to the database at most. */
  readonly poolSize: number;
  /** How many requests may wait for one of them before others are turned away. */
  readonly maxQueued: number;
  /** Who shows it may read the metrics from anywhere; `undefined` leaves them to this machine. */
  readonly metricsToken: string | undefined;
  /** The origins whose pages may call the API; `*` stands for all. */
  readonly corsOrigins: readonly string[];
}

const isDatabaseUrl = (text: string): boolean => {
  try {
    const { protocol, hostname, pathname, username, password } = new URL(text);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return (protocol === 'postgres:' || protocol === 'postgresql:') && hostname !== '' && pathname.length > 1;
  } catch {
    return false;
  }
};

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '');

const isOrigin = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.origin === text;

const numberFrom = (name: string, least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, `${name} must be a whole number from ${least} to ${most}.`)
    .transform(Number);

/** Every variable that is read, with its meaning for this program. */
export const Environment = z.object({
  HOST: z
    .string()
    .regex(/^[^\s/]+$/, 'HOST must be the address or name to listen on, such as 127.0.0.1, or 0.0.0.0 for every IPv4 address of this machine.')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'PORT must be a whole number from 0 to 65535; 0 takes any free port.')
    .transform(Number)
    .default(8080),
  DATABASE_URL: z
    .string()
    .refine(
      isDatabaseUrl,
      'DATABASE_URL must look like postgres://user:password@host:5432/database, with special characters of the password percent-encoded; leave it out to use the embedded PostgreSQL.',
    )
    .optional(),
  GOLDSET_DATA_DIR: z.string().refine((text) => !text.includes('\0'), 'GOLDSET_DATA_DIR must be the path of a directory.').default('.goldset'),
  GOLDSET_BOOTSTRAP_EMAIL: z
    .email('GOLDSET_BOOTSTRAP_EMAIL must be an e-mail address of at most 254 characters.')
    .max(254, 'GOLDSET_BOOTSTRAP_EMAIL must be an e-mail address of at most 254 characters.')
    .default('admin@goldset.invalid'),
  GOLDSET_BOOTSTRAP_TOKEN: z
    .string()
    .regex(/^[!-~]{32,256}$/, 'GOLDSET_BOOTSTRAP_TOKEN must have 32 to 256 ASCII characters from "!" to "~" (no spaces); leave it out to have one generated.')
    .optional(),
  ORGANIZATION_CREATION: z.enum(['everyone', 'operators'], 'ORGANIZATION_CREATION must be "everyone" or "operators".').default('everyone'),
  GOLDSET_OPERATORS: z
    .string()
    .refine((text) => listOf(text).every((id) => z.uuid().safeParse(id).success), 'GOLDSET_OPERATORS must be user ids (UUIDs), separated by commas.')
    .transform((text) => new Set(listOf(text).map((id) => id.toLowerCase())))
    .default(new Set<string>()),
  RESTORE_DAYS: numberFrom('RESTORE_DAYS', 0, 3650).default(RESTORE_DAYS),
  DATABASE_POOL_SIZE: numberFrom('DATABASE_POOL_SIZE', 1, 1_000).default(10),
  MAX_QUEUED: numberFrom('MAX_QUEUED', 1, 1_000_000).default(1_000),
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]{16,256}$/, 'METRICS_TOKEN must have 16 to 256 ASCII characters from "!" to "~" (no spaces); leave it out to show metrics to this machine alone.')
    .optional(),
  CORS_ORIGINS: z
    .string()
    .refine(
      (text) => listOf(text).every((origin) => origin === '*' || isOrigin(origin)),
      'CORS_ORIGINS must be origins such as https://app.example.org, separated by commas, or *; leave it out to let no page of another origin call the API.',
    )
    .transform(listOf)
    .default([]),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
});

/** Reads the configuration from the environment; an empty variable counts as not set. Reports every fault at once, each as a sentence that says what to do and repeats no value. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Result<Config, readonly string[]> => {
  const set = Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) return err([...new Set(parsed.error.issues.map((issue) => issue.message))]);
  const { data } = parsed;
  return ok({
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    dataDirectory: data.GOLDSET_DATA_DIR,
    bootstrapEmail: data.GOLDSET_BOOTSTRAP_EMAIL,
    bootstrapToken: data.GOLDSET_BOOTSTRAP_TOKEN,
    organizationCreation: data.ORGANIZATION_CREATION,
    operators: data.GOLDSET_OPERATORS,
    restoreDays: data.RESTORE_DAYS,
    logLevel: data.LOG_LEVEL,
    poolSize: data.DATABASE_POOL_SIZE,
    maxQueued: data.MAX_QUEUED,
    metricsToken: data.METRICS_TOKEN,
    corsOrigins: data.CORS_ORIGINS,
  });
};
