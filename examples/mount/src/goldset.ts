import { createHash, randomBytes } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import { createHttpApp } from '@goldset/adapter-http';
import type { HttpApp, HttpAppOptions } from '@goldset/adapter-http';
import { createApplication } from '@goldset/core';
import { createMemoryStore } from '@goldset/core/testing';
import { v7 } from 'uuid';

/** The HTTP interface of Goldset, and the token of its first user. */
export interface Goldset {
  readonly app: HttpApp;
  readonly token: string;
}

/** Makes Goldset, with everything in memory, for a host application; `options` say where it is mounted. */
export const createGoldset = async (
  options: Pick<HttpAppOptions, 'basePath' | 'hostStripsBasePath' | 'docs' | 'log'>,
): Promise<Goldset> => {
  const newId = (): string => v7();
  const application = createApplication({
    // For data that is to stay: `openPostgres(url).store` of `@goldset/adapter-postgres`, after its `migrate(url)`.
    store: createMemoryStore(),
    now: () => new Date(),
    newId,
    secrets: {
      generate: () => `gs_${randomBytes(32).toString('base64url')}`,
      hash: (secret) => createHash('sha256').update(secret).digest('hex'),
    },
    domains: { toAscii: domainToASCII, toUnicode: domainToUnicode },
    organizationCreation: 'everyone',
    operators: new Set(),
  });
  let token = '';
  await application.createFirstUser({ email: 'ada@example.org' }, (secret) => {
    token = secret;
  });
  // With PostgreSQL, `ready` is that of the opened database, and `isUnavailable` that of its package.
  const app = createHttpApp({ application, ready: async () => true, isUnavailable: () => false, newId, ...options });
  return { app, token };
};
