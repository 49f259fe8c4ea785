import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { startKafkaServer, whyNoKafka } from './kafka-server.ts';
import type { KafkaServer } from './kafka-server.ts';

/** What the run says of its broker: where it is, why there is none, or why the one there should be does not start. */
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
 * The addresses of the broker that the test files of a run share, or `undefined` where there can be none; then the tests
 * that need it are to be skipped: `describe.skipIf(brokers === undefined)`. With `REQUIRE_BROKER=1` it rejects instead. The first
 * one who asks waits until it is started.
 */
export const sharedBrokers = async (): Promise<readonly string[] | undefined> => {
  const found = (await (await fetch(inject('testKafka'))).json()) as FoundBroker;
  if ('failure' in found) throw new Error(found.failure);
  return 'reason' in found ? orFail(found.reason) : found.brokers;
};

/** Why no broker of one's own can be had here, or `undefined`; for tests that stop a broker or need TLS or passwords. Rejects with `REQUIRE_BROKER=1` where there is a reason. */
export const whyNoOwnBroker = async (): Promise<string | undefined> => {
  const reason = await whyNoKafka();
  if (reason === undefined) return undefined;
  orFail(reason);
  return reason;
};

/** Starts a broker for one test file alone, with other settings than most where some are given; stop it at the end. */
export const startOwnBroker = (settings?: Readonly<Record<string, string>>): Promise<KafkaServer> =>
  startKafkaServer(settings);

/** A name that no other test uses, to begin those of topics and groups with. */
export const newPrefix = (): string => `test-${randomUUID()}.`;
