import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { startKafkaServer, whyNoKafka } from './kafka-server.ts';
import type { KafkaServer } from './kafka-server.ts';

/** The broker of the run: its addresses, the reason why there is none, or the error that prevented its start. */
export type FoundBroker =
  | { readonly brokers: readonly string[] }
  | { readonly reason: string }
  | { readonly failure: string };

const orFail = (reason: string): undefined => {
  if (process.env['REQUIRE_BROKER'] === '1')
    throw new Error(`REQUIRE_BROKER=1, and there is no Kafka broker: ${reason}.`);
  return undefined;
};

/**
 * Resolves to the addresses of the broker that the test files of a run share, or `undefined` if there can be none; the
 * tests that need it must then be skipped: `describe.skipIf(brokers === undefined)`. With `REQUIRE_BROKER=1` it rejects
 * instead. The first call waits until the broker has started.
 */
export const sharedBrokers = async (): Promise<readonly string[] | undefined> => {
  const found = (await (await fetch(inject('testKafka'))).json()) as FoundBroker;
  if ('failure' in found) throw new Error(found.failure);
  return 'reason' in found ? orFail(found.reason) : found.brokers;
};

/**
 * Resolves to the reason why a test cannot have its own broker here, or `undefined`; for tests that stop a broker or
 * need TLS or passwords. With `REQUIRE_BROKER=1`, it rejects if there is a reason.
 */
export const whyNoOwnBroker = async (): Promise<string | undefined> => {
  const reason = await whyNoKafka();
  if (reason === undefined) return undefined;
  orFail(reason);
  return reason;
};

/**
 * Starts a broker for one test file alone, with additional settings if some are given. The caller stops it at the end.
 */
export const startOwnBroker = (settings?: Readonly<Record<string, string>>): Promise<KafkaServer> =>
  startKafkaServer(settings);

/** Returns a unique prefix for the names of topics and groups. */
export const newPrefix = (): string => `test-${randomUUID()}.`;
