import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { hasContainerEngine } from './container-engine.ts';
import { freePort } from './free-ports.ts';
import { startKafkaServer, whyNoKafka } from './kafka-server.ts';
import type { FoundBroker } from './kafka.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL at which a test requests the broker of this run; the broker is started at the first request. */
    readonly testKafka: string;
  }
}

interface TestBroker {
  readonly brokers: readonly string[];
  stop(): Promise<void>;
}

const IMAGE = 'apache/kafka:4.1.2';

// Clients connect to the address that the broker advertises, so its port must be known before it starts.
const startContainer = async (): Promise<TestBroker | undefined> => {
  try {
    const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
    const { host } = (await getContainerRuntimeClient()).info.containerRuntime;
    const port = await freePort();
    const container = await new GenericContainer(IMAGE)
      .withExposedPorts({ container: 9092, host: port })
      .withEnvironment({
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port}`,
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
        KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
      })
      .withStartupTimeout(120_000)
      .start();
    return { brokers: [`${host}:${port}`], stop: async () => void (await container.stop()) };
  } catch (error) {
    process.stderr.write(
      `The container engine answers but cannot run ${IMAGE} (${(error as Error).message}): using the machine's Java.\n`,
    );
    return undefined;
  }
};

const findBroker = async (): Promise<TestBroker | string> => {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') return { brokers: given.split(','), stop: async () => undefined };
  const container = (await hasContainerEngine()) ? await startContainer() : undefined;
  if (container !== undefined) return container;
  const reason = await whyNoKafka();
  if (reason !== undefined) return reason;
  const server = await startKafkaServer();
  return { brokers: [server.address], stop: server.stop };
};

/**
 * Lets the tests of a run share one broker: the one of `KAFKA_BROKERS`, a container, or one run by the machine's Java.
 * It is started when the first test requests it.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let finding: Promise<TestBroker | string> | undefined;
  const find = (): Promise<TestBroker | string> => {
    finding ??= findBroker().then((found) => {
      if (typeof found === 'string')
        process.stderr.write(
          `The tests that need a Kafka broker are ${process.env['REQUIRE_BROKER'] === '1' ? 'failing' : 'skipped'}: ${found}. Name one in KAFKA_BROKERS, or install Java 17 and Maven.\n`,
        );
      return found;
    });
    return finding;
  };
  const door = createServer((_request, response) => {
    const answer = (status: number, found: FoundBroker): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(found));
    find().then(
      (found) => answer(200, typeof found === 'string' ? { reason: found } : { brokers: found.brokers }),
      (error: unknown) =>
        answer(200, { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide('testKafka', `http://127.0.0.1:${(door.address() as AddressInfo).port}/`);
  return async () => {
    door.close();
    door.closeAllConnections();
    const found = await finding?.catch(() => undefined);
    if (typeof found === 'object') await found.stop();
  };
};
