import { randomUUID } from 'node:crypto';
import { migrate } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { hasContainerEngine } from './container-engine.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this run: the server on which databases are created, and the migrated template database. */
    readonly testPostgres: { readonly url: string; readonly template: string };
  }
}

interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const IMAGE = 'postgres:18';

// Tests do not need durability, so these settings trade it for speed.
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

const startContainer = async (): Promise<TestPostgres | undefined> => {
  try {
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
    const settings = Object.entries(FAST).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const container = await new PostgreSqlContainer(IMAGE)
      .withCommand(['postgres', ...settings])
      .withStartupTimeout(60_000)
      .start();
    return { url: container.getConnectionUri(), stop: async () => void (await container.stop()) };
  } catch (error) {
    process.stderr.write(
      `The container engine answers but cannot run ${IMAGE} (${(error as Error).message}): using the embedded PostgreSQL.\n`,
    );
    return undefined;
  }
};

const findPostgres = async (): Promise<TestPostgres> => {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  return ((await hasContainerEngine()) ? await startContainer() : undefined) ?? (await startTemporaryPostgres(FAST));
};

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

/**
 * Starts a PostgreSQL for the whole run (the one of `TEST_DATABASE_URL`, a container, or the embedded one), and
 * migrates the database that tests copy.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await findPostgres();
  const template = `goldset_template_${randomUUID().replaceAll('-', '')}`;
  const administrator = postgres(server.url, { max: 1, onnotice: () => undefined });
  try {
    await administrator`create database ${administrator(template)}`;
    await migrate(withDatabase(server.url, template));
    // A database can only be copied while nobody is connected to it.
    await administrator`alter database ${administrator(template)} with allow_connections false`;
  } catch (error) {
    await administrator.end();
    await server.stop();
    throw error;
  }
  project.provide('testPostgres', { url: server.url, template });
  return async () => {
    await administrator`drop database if exists ${administrator(template)} with (force)`;
    await administrator.end();
    await server.stop();
  };
};
