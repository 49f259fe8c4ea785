// Sends the dead letters of a topic to it again. Usage: npm run replay-dead-letters -- <topic>, with the KAFKA_* variables of the server.
import { setTimeout as delay } from 'node:timers/promises';
import { createKafkajsSink, createKafkajsSource, replayDeadLetters } from '@goldset/adapter-kafka';
import { readConfig } from './config.ts';
import type { KafkaConfig } from './config.ts';
import { readTls } from './kafka-files.ts';
import { StartupFault } from './startup-fault.ts';

const replay = async (kafka: KafkaConfig | undefined, topic: string | undefined): Promise<void> => {
  if (topic === undefined || topic.endsWith('.dead-letter')) throw new StartupFault('Say which topic: npm run replay-dead-letters -- goldset.items');
  if (kafka === undefined) throw new StartupFault('KAFKA_BROKERS must name the brokers.');
  const { brokers, clientId, groupId, tls, sasl } = kafka;
  const connection = { brokers, clientId, tls: readTls(tls), ...(sasl === undefined ? {} : { sasl }) };
  const sink = createKafkajsSink(connection);
  const { sent, omitted } = await replayDeadLetters({
    source: createKafkajsSource(connection, { groupId: `${groupId}.replay` }),
    sink,
    topic,
    wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
    onFault: (fault) => process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`),
  });
  await sink.close();
  const left = omitted === 0 ? '' : ` ${omitted} were left out: their values are more than the broker takes with the headers, and stand only where they came from.`;
  process.stdout.write(`${sent} dead letters were sent to ${topic} again.${left}\n`);
};

// What is wrong with the database is none of this program’s business.
const { DATABASE_URL: _, DATABASE_DIRECT_URL: __, ROLE: ___, ...environment } = process.env;
const config = readConfig(environment);
const replayed = config.ok ? replay(config.value.kafka, process.argv[2]) : Promise.reject(new StartupFault(config.error.join('\n')));
await replayed.catch((error: unknown) => {
  process.stderr.write(`Nothing was sent again. ${error instanceof StartupFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
