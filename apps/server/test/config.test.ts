import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Environment, readConfig } from '../src/config.ts';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  const config = readConfig(env);
  return config.ok ? [] : config.error;
};

describe('the configuration', () => {
  it('has defaults that need no environment', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      value: {
        host: '127.0.0.1',
        port: 8080,
        keepAliveSeconds: 75,
        databaseUrl: undefined,
        databaseDirectUrl: undefined,
        databasePrepare: true,
        dataDirectory: '.goldset',
        bootstrapEmail: 'admin@goldset.invalid',
        bootstrapName: undefined,
        bootstrapToken: undefined,
        organizationCreation: 'everyone',
        operators: new Set(),
        eventRetentionHours: 72,
        restoreDays: 30,
        logLevel: 'info',
        poolSize: 10,
        maxQueued: 1000,
        metricsToken: undefined,
        trustedProxies: [],
        corsOrigins: [],
        role: 'all',
        kafka: undefined,
      },
    });
  });

  it('reads every variable', () => {
    const token = `!${'~'.repeat(31)}`;
    expect(
      readConfig({
        HOST: '::1',
        PORT: '0',
        KEEP_ALIVE_SECONDS: '620',
        DATABASE_URL: 'postgresql://me:p%40ss@db.example:5433/goldset',
        DATABASE_DIRECT_URL: 'postgres://me:p%40ss@primary.example/goldset',
        DATABASE_PREPARE: 'false',
        GOLDSET_DATA_DIR: '/var/lib/goldset',
        GOLDSET_BOOTSTRAP_EMAIL: 'ada@example.org',
        GOLDSET_BOOTSTRAP_NAME: 'Ada',
        GOLDSET_BOOTSTRAP_TOKEN: token,
        ORGANIZATION_CREATION: 'operators',
        GOLDSET_OPERATORS: '0199D3A0-6f7e-7c3a-9d7e-2b1f0c8a4e55, 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e56,',
        EVENT_RETENTION_HOURS: '12',
        RESTORE_DAYS: '0',
        LOG_LEVEL: 'silent',
        DATABASE_POOL_SIZE: '2',
        MAX_QUEUED: '50',
        METRICS_TOKEN: 'a-token-for-metrics',
        TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1, fd00::/8,',
        CORS_ORIGINS: 'https://app.example.org, http://localhost:3000',
        ROLE: 'kafka',
        KAFKA_BROKERS: 'kafka-1:9092, [::1]:9093,',
        KAFKA_TOKEN: 'a-token-of-a-machine',
        KAFKA_CLIENT_ID: 'client',
        KAFKA_GROUP_ID: 'group',
        KAFKA_TOPIC_PREFIX: 'acme.labels',
        KAFKA_WAIT_SECONDS: '5',
        KAFKA_TLS: 'true',
        KAFKA_TLS_CA_FILE: '/ca.pem',
        KAFKA_TLS_CERT_FILE: '/cert.pem',
        KAFKA_TLS_KEY_FILE: '/key.pem',
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_SASL_USERNAME: 'me',
        KAFKA_SASL_PASSWORD: 'p@ss',
        SOMETHING_ELSE: 'is not looked at',
      }),
    ).toEqual({
      ok: true,
      value: {
        host: '::1',
        port: 0,
        keepAliveSeconds: 620,
        databaseUrl: 'postgresql://me:p%40ss@db.example:5433/goldset',
        databaseDirectUrl: 'postgres://me:p%40ss@primary.example/goldset',
        databasePrepare: false,
        dataDirectory: '/var/lib/goldset',
        bootstrapEmail: 'ada@example.org',
        bootstrapName: 'Ada',
        bootstrapToken: token,
        organizationCreation: 'operators',
        operators: new Set(['0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55', '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e56']),
        eventRetentionHours: 12,
        restoreDays: 0,
        logLevel: 'silent',
        poolSize: 2,
        maxQueued: 50,
        metricsToken: 'a-token-for-metrics',
        trustedProxies: ['10.0.0.0/8', '127.0.0.1', 'fd00::/8'],
        corsOrigins: ['https://app.example.org', 'http://localhost:3000'],
        role: 'kafka',
        kafka: {
          brokers: ['kafka-1:9092', '[::1]:9093'],
          clientId: 'client',
          groupId: 'group',
          topicPrefix: 'acme.labels',
          waitSeconds: 5,
          token: 'a-token-of-a-machine',
          tls: { caFile: '/ca.pem', certFile: '/cert.pem', keyFile: '/key.pem' },
          sasl: { mechanism: 'scram-sha-512', username: 'me', password: 'p@ss' },
        },
      },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const names = Object.keys(Environment.shape);
    expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}));
  });

  it('is documented, each variable in a row of its table, with its default', () => {
    const table = readFileSync(new URL('../../../docs/operate.md', import.meta.url), 'utf8');
    const rows = [...table.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\|/gm)].map(([, name, value]) => [name, value]);
    const defaults = Object.entries(Environment.shape).map(([name, schema]) => {
      const { data } = schema.safeParse(undefined);
      return [name, typeof data === 'string' || typeof data === 'number' ? String(data) : undefined];
    });
    expect(new Map(rows as [string, string][])).toEqual(new Map(defaults as [string, string][]));
  });

  it.each([
    ['HOST', 'two words'],
    ['HOST', 'http://localhost'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PORT', ' 8080'],
    ['KEEP_ALIVE_SECONDS', '-1'],
    ['KEEP_ALIVE_SECONDS', '3601'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'fd00::/129'],
    ['TRUSTED_PROXIES', '10.0.0.0/8 127.0.0.1'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0'],
    ['DATABASE_URL', 'mysql://localhost/goldset'],
    ['DATABASE_URL', 'localhost:5432/goldset'],
    ['DATABASE_URL', 'postgres://localhost'],
    ['DATABASE_URL', 'postgres:///goldset'],
    ['DATABASE_URL', 'postgres://me:pass%zzword@localhost/goldset'],
    ['DATABASE_DIRECT_URL', 'localhost:5432/goldset'],
    ['DATABASE_PREPARE', 'maybe'],
    ['GOLDSET_BOOTSTRAP_EMAIL', 'nobody'],
    ['GOLDSET_BOOTSTRAP_EMAIL', `${'a'.repeat(250)}@example.org`],
    ['GOLDSET_BOOTSTRAP_NAME', 'a'.repeat(201)],
    ['GOLDSET_BOOTSTRAP_TOKEN', 'a'.repeat(31)],
    ['GOLDSET_BOOTSTRAP_TOKEN', 'a'.repeat(257)],
    ['GOLDSET_BOOTSTRAP_TOKEN', `${'a'.repeat(40)} `],
    ['GOLDSET_BOOTSTRAP_TOKEN', `${'a'.repeat(40)}é`],
    ['GOLDSET_BOOTSTRAP_TOKEN', `${'a'.repeat(40)}\n`],
    ['ORGANIZATION_CREATION', 'nobody'],
    ['GOLDSET_OPERATORS', 'ada@example.org'],
    ['RESTORE_DAYS', '3651'],
    ['RESTORE_DAYS', '-1'],
    ['RESTORE_DAYS', '1.5'],
    ['DATABASE_POOL_SIZE', '1.5'],
    ['DATABASE_POOL_SIZE', 'many'],
    ['MAX_QUEUED', '-1'],
    ['METRICS_TOKEN', 'short'],
    ['METRICS_TOKEN', 'with a space in it'],
    ['CORS_ORIGINS', 'localhost:3000'],
    ['CORS_ORIGINS', 'https://app.example.org/path'],
    ['CORS_ORIGINS', 'https://a.example.org/'],
    ['CORS_ORIGINS', 'null'],
    ['LOG_LEVEL', 'loud'],
    ['ROLE', 'everything'],
    ['KAFKA_BROKERS', 'broker-without-port'],
    ['KAFKA_BROKERS', 'kafka:99999'],
    ['KAFKA_BROKERS', 'kafka://kafka:9092'],
    ['KAFKA_TOKEN', 'short'],
    ['KAFKA_CLIENT_ID', 'a b'],
    ['KAFKA_GROUP_ID', 'a/b'],
    ['KAFKA_TOPIC_PREFIX', 'ä'],
    ['KAFKA_WAIT_SECONDS', '86401'],
    ['KAFKA_WAIT_SECONDS', '1m'],
    ['KAFKA_TLS', 'yes'],
    ['KAFKA_SASL_MECHANISM', 'gssapi'],
  ])('refuses %s=%j in one sentence that names it and does not repeat the value', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must .*\\.$`));
    expect(faults[0]).not.toContain(value);
  });

  it.each([
    [
      'DATABASE_DIRECT_URL needs DATABASE_URL: it is where the pooler that is named there leads to.',
      { DATABASE_DIRECT_URL: 'postgres://db/x' },
    ],
    [
      'ROLE=kafka needs KAFKA_BROKERS.',
      { ROLE: 'kafka', DATABASE_URL: 'postgres://db/x', KAFKA_TOKEN: 'a-token-of-a-machine' },
    ],
    ['ROLE=relay needs KAFKA_BROKERS.', { ROLE: 'relay', DATABASE_URL: 'postgres://db/x' }],
    [
      'ROLE=relay needs DATABASE_URL, because the embedded PostgreSQL belongs to one process alone.',
      { ROLE: 'relay', KAFKA_BROKERS: 'k:1' },
    ],
    [
      'ROLE=kafka needs KAFKA_TOKEN: messages are done as the user whose token it is.',
      { ROLE: 'kafka', DATABASE_URL: 'postgres://db/x', KAFKA_BROKERS: 'k:1' },
    ],
    ['KAFKA_TLS must be "true" where files for it are named.', { KAFKA_TLS_CA_FILE: '/ca.pem' }],
    [
      'KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE must be given together.',
      { KAFKA_TLS: 'true', KAFKA_TLS_CERT_FILE: '/cert.pem' },
    ],
    [
      'KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD.',
      { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'me' },
    ],
    [
      'KAFKA_SASL_MECHANISM must be given where KAFKA_SASL_USERNAME or KAFKA_SASL_PASSWORD is.',
      { KAFKA_SASL_PASSWORD: 'p' },
    ],
  ])('says what goes together: %s', (sentence, env) => {
    expect(faultsOf(env as unknown as Record<string, string>)).toEqual([sentence]);
  });

  it('reports all faults at once', () => {
    const faults = faultsOf({
      PORT: 'x',
      DATABASE_URL: 'x',
      GOLDSET_BOOTSTRAP_EMAIL: 'x',
      GOLDSET_BOOTSTRAP_TOKEN: 'x',
      ORGANIZATION_CREATION: 'x',
      GOLDSET_OPERATORS: 'x',
      LOG_LEVEL: 'x',
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'GOLDSET_BOOTSTRAP_EMAIL',
      'GOLDSET_BOOTSTRAP_TOKEN',
      'ORGANIZATION_CREATION',
      'GOLDSET_OPERATORS',
      'LOG_LEVEL',
    ]);
  });
});
