// Reads Kafka or relays events as ROLE says, as main.ts does but for the times that a test does not wait for: a group or the other relays miss it after three seconds, or `MISSED_AFTER` milliseconds.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createConsumer,
  createKafkajsAdmin,
  createKafkajsSink,
  createKafkajsSource,
  createPublisher,
  createTopicWatch,
  neededTopics,
} from '@goldset/adapter-kafka';
import type { Consumer } from '@goldset/adapter-kafka';
import { isRefused, openPostgres } from '@goldset/adapter-postgres';
import { createApplication } from '@goldset/core';
import { v7 } from 'uuid';
import { readConfig } from '../../src/config.ts';
import { createLogger, toStderr } from '../../src/log.ts';
import { kafkaDetails } from '../../src/kafka-details.ts';
import { createMetrics } from '../../src/metrics.ts';
import { domains } from '../../src/domains.ts';
import { secrets } from '../../src/secrets.ts';

const MISSED_AFTER = Number(process.env['MISSED_AFTER'] ?? 3_000);

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.error.join('\n'));
const {
  databaseUrl = '',
  kafka,
  role,
  poolSize: max,
  logLevel,
  operators,
  organizationCreation,
  restoreDays,
} = read.value;
if (kafka === undefined) throw new Error('This needs KAFKA_BROKERS.');
const { brokers, clientId, groupId, topicPrefix, waitSeconds, token = '' } = kafka;

const now = (): Date => new Date();
const log = createLogger(logLevel, toStderr(), now);
const sink = createKafkajsSink({ brokers, clientId });
const database = openPostgres(databaseUrl, { max, notify: true });

const wait = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
const [patience, group] = [waitSeconds * 1_000, `${groupId}/${topicPrefix}`];
const admin = createKafkajsAdmin({ brokers, clientId });
let consumer: Consumer | undefined;
const metrics = createMetrics({
  version: 'quick',
  pool: database.use,
  backlog: () => database.backlog(now()),
  lag: async () => (consumer === undefined ? [] : admin.lag(groupId, consumer.state().partitions)),
});

const watch = createTopicWatch({
  admin,
  topics: neededTopics({ topicPrefix, isConsumer: role !== 'relay', isPublisher: role === 'relay' }),
  log,
  wait,
});
watch.start();

const startRelay = (): (() => Promise<void>) => {
  const { publish } = createPublisher(sink, { prefix: topicPrefix });
  const onFault = (): void => log.warn({}, 'events could not be published, and are tried again');
  const relay = database.relay({ holder: v7(), now, publish, onFault, lease: MISSED_AFTER, listen: true });
  relay.start();
  return relay.stop;
};

const startConsumer = (): (() => Promise<void>) => {
  const application = createApplication({
    store: database.store,
    now,
    newId: v7,
    secrets,
    domains,
    organizationCreation,
    operators,
    restoreDays,
  });
  const source = createKafkajsSource({ brokers, clientId }, { groupId, sessionTimeout: MISSED_AFTER });
  consumer = createConsumer({
    ...{
      source,
      sink,
      application,
      token,
      topicPrefix,
      now,
      random: Math.random,
      log,
      isHopeless: isRefused,
      observer: metrics.kafka,
    },
    ...{ patience, waiting: { messages: database.store.waiting, group, wait } },
  });
  consumer.start();
  return consumer.stop;
};

const stop = role === 'relay' ? startRelay() : startConsumer();
const server = createServer((request, response) => {
  if (request.url === '/readyz')
    void kafkaDetails({ consumer, watch, summary: () => database.store.waiting.summary(group) }).then((kafka) =>
      response.end(JSON.stringify({ kafka })),
    );
  else void metrics.read().then(({ text }) => response.end(text));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('SIGTERM', () => {
  void Promise.all([stop(), watch.stop()])
    .then(() => Promise.all([sink.close(), admin.close(), database.close()]))
    .then(() => process.exit(0));
});
process.stdout.write(`Goldset serves http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
