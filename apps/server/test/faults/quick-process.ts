// Reads Kafka or relays events as ROLE says, as main.ts does but for the times that a test does not wait for: a group or the other relays miss it after three seconds, and the clock by which a
// message is waited with goes sixty times as fast, so that a minute is a second.
import { createConsumer, createKafkajsSink, createKafkajsSource, createPublisher } from '@goldset/adapter-kafka';
import { isRefused, openPostgres } from '@goldset/adapter-postgres';
import { createApplication } from '@goldset/core';
import { v7 } from 'uuid';
import { readConfig } from '../../src/config.ts';
import { createLogger, toStderr } from '../../src/log.ts';
import { domains } from '../../src/domains.ts';
import { secrets } from '../../src/secrets.ts';

const MISSED_AFTER = 3_000;
const TIMES_AS_FAST = 60;

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.error.join('\n'));
const { databaseUrl = '', kafka, role, poolSize: max, logLevel, operators, organizationCreation, restoreDays } = read.value;
if (kafka === undefined) throw new Error('This needs KAFKA_BROKERS.');
const { brokers, clientId, groupId, topicPrefix, token = '' } = kafka;

const now = (): Date => new Date();
const began = Date.now();
const log = createLogger(logLevel, toStderr(), now);
const sink = createKafkajsSink({ brokers, clientId });
const database = openPostgres(databaseUrl, { max, notify: true });

const startRelay = (): (() => Promise<void>) => {
  const { publish } = createPublisher(sink, { prefix: topicPrefix });
  const onFault = (): void => log.warn({}, 'events could not be published, and are tried again');
  const relay = database.relay({ holder: v7(), now, publish, onFault, lease: MISSED_AFTER, listen: true });
  relay.start();
  return relay.stop;
};

const startConsumer = (): (() => Promise<void>) => {
  const application = createApplication({ store: database.store, now, newId: v7, secrets, domains, organizationCreation, operators, restoreDays });
  const source = createKafkajsSource({ brokers, clientId }, { groupId, sessionTimeout: MISSED_AFTER });
  const soon = (): Date => new Date(began + (Date.now() - began) * TIMES_AS_FAST);
  const consumer = createConsumer({ source, sink, application, token, topicPrefix, now: soon, random: Math.random, log, isHopeless: isRefused });
  consumer.start();
  return consumer.stop;
};

const stop = role === 'relay' ? startRelay() : startConsumer();
process.once('SIGTERM', () => {
  void stop()
    .then(() => Promise.all([sink.close(), database.close()]))
    .then(() => process.exit(0));
});
process.stdout.write('Goldset serves nobody\n');
