// Creates the missing topics with the settings they need. Usage: npm run create-topics [-- --partitions 6
// --replication-factor 3], with the KAFKA_* variables of the server.
import { parseArgs } from 'node:util';
import { createKafkajsAdmin, makeTopics, TransportFault } from '@goldset/adapter-kafka';
import { readConfig } from './config.ts';
import type { KafkaConfig } from './config.ts';
import { readTls } from './kafka-files.ts';
import { StartupFault } from './startup-fault.ts';

const PARTITIONS = 6;

const USAGE =
  'Usage: npm run create-topics [-- --partitions 6 --replication-factor 3]. Each is a whole number from 1 to 10000 or, for replicas, to 100.';

const readWords = (): { readonly partitions: number; readonly replicationFactor: number | undefined } => {
  const numberOf = (text: string, most: number): number => {
    if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > most) throw new StartupFault(USAGE);
    return Number(text);
  };
  try {
    const { values } = parseArgs({
      options: { partitions: { type: 'string' }, 'replication-factor': { type: 'string' } },
    });
    const replicas = values['replication-factor'];
    return {
      partitions: values.partitions === undefined ? PARTITIONS : numberOf(values.partitions, 10_000),
      replicationFactor: replicas === undefined ? undefined : numberOf(replicas, 100),
    };
  } catch {
    throw new StartupFault(USAGE);
  }
};

const create = async (kafka: KafkaConfig | undefined): Promise<void> => {
  if (kafka === undefined) throw new StartupFault('KAFKA_BROKERS must name the brokers.');
  const { brokers, clientId, topicPrefix, tls, sasl } = kafka;
  const plan = readWords();
  const admin = createKafkajsAdmin({ brokers, clientId, tls: readTls(tls), ...(sasl === undefined ? {} : { sasl }) });
  try {
    for await (const { topic, isNew, warning } of makeTopics(admin, { topicPrefix, ...plan })) {
      process.stdout.write(
        `${topic} ${isNew ? 'was made' : 'is there already, and was left as it is'}.${warning === undefined ? '' : ` ${warning}`}\n`,
      );
    }
  } finally {
    await admin.close();
  }
};

// This program does not use the database, so errors in these variables must not stop it.
const { DATABASE_URL: _, DATABASE_DIRECT_URL: __, ROLE: ___, ...environment } = process.env;
const config = readConfig(environment);
const created = config.ok ? create(config.value.kafka) : Promise.reject(new StartupFault(config.error.join('\n')));
await created.catch((error: unknown) => {
  const isTold = error instanceof StartupFault || error instanceof TransportFault;
  process.stderr.write(
    `Not all topics are there. ${isTold ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
