import { createApplication } from '@goldset/core';
import type { Application, Id } from '@goldset/core';
import { memoryStoreHarness, newTestClock, testDependencies } from '@goldset/core/testing';
import type { TestClock } from '@goldset/core/testing';
import { createHttpApp } from '../src/index.ts';
import type { HttpAppOptions, Logger } from '../src/index.ts';

/** One entry of a test's log. */
export interface LogEntry {
  readonly level: keyof Logger;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** The adapter around an application on a memory store, with a first user. */
export interface TestApp {
  readonly app: ReturnType<typeof createHttpApp>;
  readonly application: Application;
  readonly clock: TestClock;
  readonly log: readonly LogEntry[];
  /** Sends a request as the first user, unless its headers say otherwise. */
  readonly send: (method: string, path: string, parts?: Parts) => Promise<Response>;
  /** Sends JSON. */
  readonly post: (path: string, body: unknown) => Promise<Response>;
  /** A project of the first user. */
  readonly project: () => Promise<Id>;
}

/** What a request is made of beside its method and path. */
export interface Parts {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}

/** The token of the first user. */
export const TOKEN = 'a-token-that-nobody-would-ever-guess';

/** Makes the adapter around an application; `replace` takes the place of operations. */
export const newTestApp = async (
  replace: Partial<Application> = {},
  options: Partial<HttpAppOptions> = {},
): Promise<TestApp> => {
  const harness = memoryStoreHarness();
  const clock = newTestClock();
  const real = createApplication(testDependencies(harness, clock));
  await real.createFirstUser({ email: 'first@example.org', secret: TOKEN }, () => undefined);
  const application = { ...real, ...replace };
  const log: LogEntry[] = [];
  const logAt =
    (level: keyof Logger) =>
    (fields: object, message: string): void => {
      log.push({ level, fields: fields as LogEntry['fields'], message });
    };
  const app = createHttpApp({
    application,
    ready: async () => true,
    isUnavailable: () => false,
    log: { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
    newId: harness.newId,
    ...options,
  });
  const send: TestApp['send'] = async (method, path, { headers = {}, body = null } = {}) => {
    const given = Object.entries({ authorization: `Bearer ${TOKEN}`, ...headers }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const streamed = body instanceof ReadableStream ? ({ duplex: 'half' } as const) : {};
    return app.fetch(new Request(`http://localhost${path}`, { method, headers: given, body, ...streamed }));
  };
  const post: TestApp['post'] = (path, body) =>
    send('POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    ...{ app, application, clock, log, send, post },
    project: async () => {
      const organization = (await (await post('/v1/organizations', { name: 'Acme' })).json()) as { readonly id: Id };
      const project = (await (
        await post(`/v1/organizations/${organization.id}/projects`, { name: 'Reviews' })
      ).json()) as { readonly id: Id };
      return project.id;
    },
  };
};

/** The problem in an answer. */
export const problemIn = async (
  response: Response,
): Promise<{
  type: string;
  status: number;
  code: string;
  detail: string;
  errors?: readonly { pointer: string; code: string; line?: number }[];
}> => {
  if (response.headers.get('content-type') !== 'application/problem+json')
    throw new Error(`This is no problem: ${response.status} ${await response.text()}`);
  return (await response.json()) as never;
};
