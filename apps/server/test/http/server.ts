import { createHttpApp } from '@goldset/adapter-http';
import type { HttpAppOptions, Logger } from '@goldset/adapter-http';
import { isUnavailable, openPostgres } from '@goldset/adapter-postgres';
import { createApplication } from '@goldset/core';
import type { Application, Store } from '@goldset/core';
import { createMemoryStore } from '@goldset/core/testing';
import { v7 } from 'uuid';
import { createTestDatabase } from '../../../../test/postgres.ts';
import { domains } from '../../src/domains.ts';
import { secrets } from '../../src/secrets.ts';
import { newApi } from './client.ts';
import type { Api } from './client.ts';
import { conforming } from './conforming.ts';
import type { Fetch } from './conforming.ts';

/** One entry of a test's log. */
export interface LogEntry {
  readonly level: keyof Logger;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** How to start a test's application. */
export interface TestAppOptions {
  /** Where the state is kept; default: a PostgreSQL database of its own. */
  readonly store?: 'postgres' | 'memory' | Store;
  readonly now?: () => Date;
  /** Is told the text of every SQL statement; on PostgreSQL only. */
  readonly onStatement?: (text: string) => void;
  readonly isUnavailable?: (error: unknown) => boolean;
  readonly ready?: () => Promise<boolean>;
  /** What the HTTP adapter can do without. */
  readonly http?: Partial<HttpAppOptions>;
  /** Takes the place of an operation, to see what is made of what it answers or throws. */
  readonly replace?: Partial<Application>;
}

/** An application behind the HTTP interface, with its first user. */
export interface TestApp {
  readonly application: Application;
  /** As the first user; every answer is checked against the committed contract. */
  readonly api: Api;
  /** The token of the first user. */
  readonly token: string;
  /** Without the check, and without reading the body. */
  readonly fetch: Fetch;
  readonly log: readonly LogEntry[];
  close(): Promise<void>;
}

interface OpenStore {
  readonly store: Store;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const openStore = async ({ store = 'postgres', onStatement }: TestAppOptions): Promise<OpenStore> => {
  if (store !== 'postgres')
    return {
      store: store === 'memory' ? createMemoryStore() : store,
      ready: async () => true,
      close: async () => undefined,
    };
  const database = await createTestDatabase();
  const postgres = openPostgres(database.url, onStatement === undefined ? {} : { onStatement });
  return {
    store: postgres.store,
    ready: postgres.ready,
    close: async () => {
      await postgres.close();
      await database.drop();
    },
  };
};

/** Starts an application in which nothing is but its first user. */
export const startTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const { store, ready, close } = await openStore(options);
  const now = options.now ?? ((): Date => new Date());
  const real = createApplication({
    store,
    now,
    newId: v7,
    secrets,
    domains,
    organizationCreation: 'everyone',
    operators: new Set(),
  });
  const application: Application = { ...real, ...options.replace };
  const token = secrets.generate();
  await real.createFirstUser({ email: 'first@example.org', secret: token }, () => undefined);

  const log: LogEntry[] = [];
  const logAt =
    (level: keyof Logger) =>
    (fields: object, message: string): void => {
      log.push({ level, fields: fields as LogEntry['fields'], message });
    };
  const app = createHttpApp({
    application,
    ready: options.ready ?? ready,
    isUnavailable: options.isUnavailable ?? isUnavailable,
    log: { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
    newId: v7,
    ...options.http,
  });
  const fetch: Fetch = async (request, bindings) => app.fetch(request, bindings);
  return { application, api: newApi(conforming(fetch), token), token, fetch, log, close };
};
