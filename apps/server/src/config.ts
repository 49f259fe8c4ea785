import { isIP, isIPv4 } from 'node:net';
import { err, Name, ok, readEmailAddress, RESTORE_DAYS } from '@goldset/core';
import type { Result } from '@goldset/core';
import { z } from 'zod';
import { domains } from './domains.ts';
import { logLevels } from './log.ts';
import type { LogLevel } from './log.ts';

/** The configuration of a server, read from the environment once, at the start. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How many seconds a connection of a client is kept open between two requests. */
  readonly keepAliveSeconds: number;
  /** The PostgreSQL to use; `undefined` starts the embedded one. */
  readonly databaseUrl: string | undefined;
  /** The URL of PostgreSQL itself, if `databaseUrl` leads to a pooler that shares connections among transactions. */
  readonly databaseDirectUrl: string | undefined;
  /** Whether statements are prepared. */
  readonly databasePrepare: boolean;
  /** The directory of the embedded PostgreSQL; neither used nor locked if there is a `databaseUrl`. */
  readonly dataDirectory: string;
  readonly bootstrapEmail: string;
  /** The first user's name; `undefined` takes the part of their address before the “@”. */
  readonly bootstrapName: string | undefined;
  /** The first user's token; `undefined` generates one. */
  readonly bootstrapToken: string | undefined;
  readonly organizationCreation: 'everyone' | 'operators';
  readonly operators: ReadonlySet<string>;
  /** How many hours events are kept if no Kafka is configured and so nothing publishes them. */
  readonly eventRetentionHours: number;
  /** How many days a soft delete can be undone. */
  readonly restoreDays: number;
  readonly logLevel: LogLevel;
  /** The maximum number of connections to the database. */
  readonly poolSize: number;
  /** How many requests may wait for a connection before further ones are refused. */
  readonly maxQueued: number;
  /** A caller with this token may read the metrics from anywhere; if `undefined`, only this machine may. */
  readonly metricsToken: string | undefined;
  /** The addresses and networks of proxies whose information about their clients is trusted. */
  readonly trustedProxies: readonly string[];
  /** The origins whose pages may call the API; `*` allows all. */
  readonly corsOrigins: readonly string[];
  /** Which parts of the work this process does. */
  readonly role: Role;
  /** The Kafka to use; `undefined` if none is configured. */
  readonly kafka: KafkaConfig | undefined;
}

/** What a process does: serve HTTP, read Kafka, publish events to Kafka, or all of these. */
export type Role = (typeof roles)[number];

/** Where Kafka is, how this server identifies itself there, and what it reads and writes. */
export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly groupId: string;
  readonly topicPrefix: string;
  /** How many seconds a message may wait for something it needs that is not there yet. */
  readonly waitSeconds: number;
  /** The token of the user in whose name messages are processed; `undefined` if none are read. */
  readonly token: string | undefined;
  /** The paths of PEM files; `false` disables TLS. */
  readonly tls:
    | false
    | {
        readonly caFile: string | undefined;
        readonly certFile: string | undefined;
        readonly keyFile: string | undefined;
      };
  readonly sasl:
    | { readonly mechanism: (typeof mechanisms)[number]; readonly username: string; readonly password: string }
    | undefined;
}

const roles = ['all', 'http', 'kafka', 'relay'] as const;

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

const isDatabaseUrl = (text: string): boolean => {
  try {
    const { protocol, hostname, pathname, username, password } = new URL(text);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return (protocol === 'postgres:' || protocol === 'postgresql:') && hostname !== '' && pathname.length > 1;
  } catch {
    return false;
  }
};

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isOrigin = (text: string): boolean =>
  /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.origin === text;

const isNetwork = (text: string): boolean => {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return (
    isIP(address) > 0 &&
    !address.includes('%') &&
    (prefix === undefined || Number(prefix) <= (isIPv4(address) ? 32 : 128))
  );
};

const isBroker = (text: string): boolean =>
  /^(?:[^\s:/,[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/.test(text) && Number(text.slice(text.lastIndexOf(':') + 1)) <= 65_535;

const isTopicName = (text: string): boolean => /^[A-Za-z0-9._-]{1,200}$/.test(text);

const pathOf = (name: string): z.ZodOptional<z.ZodString> =>
  z
    .string()
    .refine((text) => !text.includes('\0'), `${name} must be the path of a PEM file.`)
    .optional();

const numberFrom = (name: string, least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .refine(
      (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `${name} must be a whole number from ${least} to ${most}.`,
    )
    .transform(Number);

/** All environment variables of the server, with their checks and defaults. */
export const Environment = z.object({
  HOST: z
    .string()
    .regex(
      /^[^\s/]+$/,
      'HOST must be the address or name to listen on, such as 127.0.0.1, or 0.0.0.0 for every IPv4 address of this machine.',
    )
    .default('127.0.0.1'),
  PORT: z
    .string()
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      'PORT must be a whole number from 0 to 65535; 0 takes any free port.',
    )
    .transform(Number)
    .default(8080),
  KEEP_ALIVE_SECONDS: numberFrom('KEEP_ALIVE_SECONDS', 1, 3_600).default(75),
  DATABASE_URL: z
    .string()
    .refine(
      isDatabaseUrl,
      'DATABASE_URL must look like postgres://user:password@host:5432/database, with special characters of the password percent-encoded; leave it out to use the embedded PostgreSQL.',
    )
    .optional(),
  DATABASE_DIRECT_URL: z
    .string()
    .refine(
      isDatabaseUrl,
      'DATABASE_DIRECT_URL must look like postgres://user:password@host:5432/database; leave it out unless DATABASE_URL leads to a pooler.',
    )
    .optional(),
  DATABASE_PREPARE: z.enum(['true', 'false'], 'DATABASE_PREPARE must be "true" or "false".').default('true'),
  GOLDSET_DATA_DIR: z
    .string()
    .refine((text) => !text.includes('\0'), 'GOLDSET_DATA_DIR must be the path of a directory.')
    .default('.goldset'),
  GOLDSET_BOOTSTRAP_EMAIL: z
    .string()
    .check((context) => {
      const read = readEmailAddress(context.value, domains);
      if (!read.ok)
        context.issues.push({
          code: 'custom',
          input: context.value,
          message: `GOLDSET_BOOTSTRAP_EMAIL must be an e-mail address that can be used. ${read.error}`,
        });
    })
    .default('admin@goldset.invalid'),
  GOLDSET_BOOTSTRAP_NAME: z
    .string()
    .refine(
      (text) => Name.safeParse(text).success,
      'GOLDSET_BOOTSTRAP_NAME must be a name of 1 to 200 characters; leave it out to have the first user named by what stands before the “@” of GOLDSET_BOOTSTRAP_EMAIL.',
    )
    .optional(),
  GOLDSET_BOOTSTRAP_TOKEN: z
    .string()
    .regex(
      /^[!-~]{32,256}$/,
      'GOLDSET_BOOTSTRAP_TOKEN must have 32 to 256 ASCII characters from "!" to "~" (no spaces); leave it out to have one generated.',
    )
    .optional(),
  ORGANIZATION_CREATION: z
    .enum(['everyone', 'operators'], 'ORGANIZATION_CREATION must be "everyone" or "operators".')
    .default('everyone'),
  GOLDSET_OPERATORS: z
    .string()
    .refine(
      (text) => listOf(text).every((id) => z.uuid().safeParse(id).success),
      'GOLDSET_OPERATORS must be user ids (UUIDs), separated by commas.',
    )
    .transform((text) => new Set(listOf(text).map((id) => id.toLowerCase())))
    .default(new Set<string>()),
  EVENT_RETENTION_HOURS: numberFrom('EVENT_RETENTION_HOURS', 1, 100_000).default(72),
  RESTORE_DAYS: numberFrom('RESTORE_DAYS', 0, 3650).default(RESTORE_DAYS),
  DATABASE_POOL_SIZE: numberFrom('DATABASE_POOL_SIZE', 1, 1_000).default(10),
  MAX_QUEUED: numberFrom('MAX_QUEUED', 1, 1_000_000).default(1_000),
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[!-~]{16,256}$/,
      'METRICS_TOKEN must have 16 to 256 ASCII characters from "!" to "~" (no spaces); leave it out to show metrics to this machine alone.',
    )
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .refine(
      (text) => listOf(text).every(isNetwork),
      'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8 or fd00::/8, separated by commas; leave it out where no proxy stands between the clients and this server.',
    )
    .transform(listOf)
    .default([]),
  CORS_ORIGINS: z
    .string()
    .refine(
      (text) => listOf(text).every((origin) => origin === '*' || isOrigin(origin)),
      'CORS_ORIGINS must be origins such as https://app.example.org, separated by commas, or *; leave it out to let no page of another origin call the API.',
    )
    .transform(listOf)
    .default([]),
  ROLE: z.enum(roles, `ROLE must be one of ${roles.join(', ')}.`).default('all'),
  KAFKA_BROKERS: z
    .string()
    .refine(
      (text) => listOf(text).length > 0 && listOf(text).every(isBroker),
      'KAFKA_BROKERS must be brokers such as kafka-1:9092, separated by commas; leave it out to do without Kafka.',
    )
    .transform(listOf)
    .optional(),
  KAFKA_TOKEN: z
    .string()
    .regex(
      /^[!-~]{16,256}$/,
      'KAFKA_TOKEN must be the token of the user as whom messages are done; leave it out to read none.',
    )
    .optional(),
  KAFKA_CLIENT_ID: z
    .string()
    .refine(isTopicName, 'KAFKA_CLIENT_ID must have 1 to 200 letters, digits, dots, hyphens and underscores.')
    .default('goldset'),
  KAFKA_GROUP_ID: z
    .string()
    .refine(isTopicName, 'KAFKA_GROUP_ID must have 1 to 200 letters, digits, dots, hyphens and underscores.')
    .default('goldset'),
  KAFKA_TOPIC_PREFIX: z
    .string()
    .refine(isTopicName, 'KAFKA_TOPIC_PREFIX must have 1 to 200 letters, digits, dots, hyphens and underscores.')
    .default('goldset'),
  KAFKA_WAIT_SECONDS: numberFrom('KAFKA_WAIT_SECONDS', 0, 86_400).default(60),
  KAFKA_TLS: z.enum(['true', 'false'], 'KAFKA_TLS must be "true" or "false".').default('false'),
  KAFKA_TLS_CA_FILE: pathOf('KAFKA_TLS_CA_FILE'),
  KAFKA_TLS_CERT_FILE: pathOf('KAFKA_TLS_CERT_FILE'),
  KAFKA_TLS_KEY_FILE: pathOf('KAFKA_TLS_KEY_FILE'),
  KAFKA_SASL_MECHANISM: z
    .enum(
      mechanisms,
      `KAFKA_SASL_MECHANISM must be one of ${mechanisms.join(', ')}; leave it out to do without a password.`,
    )
    .optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
});

type Variables = z.output<typeof Environment>;

/** Returns the errors in combinations of variables that are valid by themselves. */
const faultsTogether = (data: Variables): readonly string[] => {
  const { ROLE, KAFKA_BROKERS, KAFKA_TOKEN, KAFKA_TLS, KAFKA_SASL_MECHANISM } = data;
  const isTlsNamed = [data.KAFKA_TLS_CA_FILE, data.KAFKA_TLS_CERT_FILE, data.KAFKA_TLS_KEY_FILE].some(
    (path) => path !== undefined,
  );
  const isSaslNamed = data.KAFKA_SASL_USERNAME !== undefined || data.KAFKA_SASL_PASSWORD !== undefined;
  const isSaslWhole = data.KAFKA_SASL_USERNAME !== undefined && data.KAFKA_SASL_PASSWORD !== undefined;
  const faults: readonly (readonly [boolean, string])[] = [
    [
      data.DATABASE_DIRECT_URL !== undefined && data.DATABASE_URL === undefined,
      'DATABASE_DIRECT_URL needs DATABASE_URL: it is where the pooler that is named there leads to.',
    ],
    [(ROLE === 'kafka' || ROLE === 'relay') && KAFKA_BROKERS === undefined, `ROLE=${ROLE} needs KAFKA_BROKERS.`],
    [
      (ROLE === 'kafka' || ROLE === 'relay') && data.DATABASE_URL === undefined,
      `ROLE=${ROLE} needs DATABASE_URL, because the embedded PostgreSQL belongs to one process alone.`,
    ],
    [
      ROLE === 'kafka' && KAFKA_TOKEN === undefined,
      'ROLE=kafka needs KAFKA_TOKEN: messages are done as the user whose token it is.',
    ],
    [KAFKA_TLS === 'false' && isTlsNamed, 'KAFKA_TLS must be "true" where files for it are named.'],
    [
      (data.KAFKA_TLS_CERT_FILE === undefined) !== (data.KAFKA_TLS_KEY_FILE === undefined),
      'KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE must be given together.',
    ],
    [
      KAFKA_SASL_MECHANISM !== undefined && !isSaslWhole,
      'KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD.',
    ],
    [
      KAFKA_SASL_MECHANISM === undefined && isSaslNamed,
      'KAFKA_SASL_MECHANISM must be given where KAFKA_SASL_USERNAME or KAFKA_SASL_PASSWORD is.',
    ],
  ];
  return faults.filter(([isSo]) => isSo).map(([, sentence]) => sentence);
};

const kafkaOf = (data: Variables): KafkaConfig | undefined => {
  const { KAFKA_BROKERS: brokers, KAFKA_SASL_MECHANISM: mechanism } = data;
  if (brokers === undefined) return undefined;
  const { KAFKA_TLS_CA_FILE: caFile, KAFKA_TLS_CERT_FILE: certFile, KAFKA_TLS_KEY_FILE: keyFile } = data;
  return {
    brokers,
    clientId: data.KAFKA_CLIENT_ID,
    groupId: data.KAFKA_GROUP_ID,
    topicPrefix: data.KAFKA_TOPIC_PREFIX,
    waitSeconds: data.KAFKA_WAIT_SECONDS,
    token: data.KAFKA_TOKEN,
    tls: data.KAFKA_TLS === 'true' && { caFile, certFile, keyFile },
    sasl: mechanism && {
      mechanism,
      username: data.KAFKA_SASL_USERNAME ?? '',
      password: data.KAFKA_SASL_PASSWORD ?? '',
    },
  };
};

/**
 * Reads the configuration from the environment; an empty variable counts as not set. Returns all errors at once, each
 * as a sentence that says what to do and does not repeat the value.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Result<Config, readonly string[]> => {
  const set = Object.fromEntries(
    Object.keys(Environment.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const parsed = Environment.safeParse(set);
  if (!parsed.success) return err([...new Set(parsed.error.issues.map((issue) => issue.message))]);
  const { data } = parsed;
  const faults = faultsTogether(data);
  if (faults.length > 0) return err(faults);
  return ok({
    host: data.HOST,
    port: data.PORT,
    keepAliveSeconds: data.KEEP_ALIVE_SECONDS,
    databaseUrl: data.DATABASE_URL,
    databaseDirectUrl: data.DATABASE_DIRECT_URL,
    databasePrepare: data.DATABASE_PREPARE === 'true',
    dataDirectory: data.GOLDSET_DATA_DIR,
    bootstrapEmail: data.GOLDSET_BOOTSTRAP_EMAIL,
    bootstrapName: data.GOLDSET_BOOTSTRAP_NAME,
    bootstrapToken: data.GOLDSET_BOOTSTRAP_TOKEN,
    organizationCreation: data.ORGANIZATION_CREATION,
    operators: data.GOLDSET_OPERATORS,
    eventRetentionHours: data.EVENT_RETENTION_HOURS,
    restoreDays: data.RESTORE_DAYS,
    logLevel: data.LOG_LEVEL,
    poolSize: data.DATABASE_POOL_SIZE,
    maxQueued: data.MAX_QUEUED,
    metricsToken: data.METRICS_TOKEN,
    trustedProxies: data.TRUSTED_PROXIES,
    corsOrigins: data.CORS_ORIGINS,
    role: data.ROLE,
    kafka: kafkaOf(data),
  });
};
