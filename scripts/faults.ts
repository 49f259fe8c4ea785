// Causes each fault that the Kafka adapter must survive, when reading and when publishing, on a Kafka and a PostgreSQL
// of its own, and prints a line for each. Exits with 1 if a guarantee does not hold.
// Usage: npm run faults [-- [--small] [number]…]. `FAULTS_SEED` repeats the random choices of an earlier run.
import { brokerRestart } from '../apps/server/test/faults/broker-restart.ts';
import { databaseRestart } from '../apps/server/test/faults/database-restart.ts';
import { onGround } from '../apps/server/test/faults/ground.ts';
import type { Finding, Ground } from '../apps/server/test/faults/ground.ts';
import { killedConsumer } from '../apps/server/test/faults/killed-consumer.ts';
import { killedRelay } from '../apps/server/test/faults/killed-relay.ts';
import { lateTopic } from '../apps/server/test/faults/late-topic.ts';
import { notAllowed } from '../apps/server/test/faults/not-allowed.ts';
import { sharedGroup } from '../apps/server/test/faults/shared-group.ts';
import { large, small } from '../apps/server/test/faults/sizes.ts';
import type { Sizes } from '../apps/server/test/faults/sizes.ts';
import { unknownProjects } from '../apps/server/test/faults/unknown-projects.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import type { TemporaryPostgres } from '../test/temporary-postgres.ts';
import { startKafkaServer, whyNoKafka } from '../test/kafka-server.ts';
import type { KafkaServer } from '../test/kafka-server.ts';

interface Servers {
  readonly broker: KafkaServer;
  /** A second broker, which does not create topics by itself. */
  readonly strict: KafkaServer;
  readonly database: TemporaryPostgres;
}

const faults: readonly (readonly [
  name: string,
  run: (ground: Ground, sizes: Sizes, servers: Servers) => Promise<Finding>,
  on?: 'strict',
])[] = [
  ['The consumer is killed', (ground, sizes) => killedConsumer(ground, sizes.killedConsumer)],
  [
    'PostgreSQL is restarted',
    (ground, sizes, { database }) => databaseRestart(ground, database, sizes.databaseRestart),
  ],
  ['The broker is restarted', (ground, sizes, { broker }) => brokerRestart(ground, broker, sizes.brokerRestart)],
  ['One of two consumers is stopped', (ground, sizes) => sharedGroup(ground, sizes.sharedGroup)],
  ['The consumer’s user may not', (ground, sizes) => notAllowed(ground, sizes.notAllowed)],
  ['One of two relays is killed', (ground, sizes) => killedRelay(ground, sizes.killedRelay)],
  ['Messages name unknown projects', (ground, sizes) => unknownProjects(ground, sizes.unknownProjects)],
  ['A topic appears late', (ground, sizes) => lateTopic(ground, sizes.lateTopic), 'strict'],
];

const words = process.argv.slice(2);
const isSmall = words.includes('--small');
const wanted = words.filter((word) => word !== '--small').map(Number);
const unknown = wanted.some((number) => faults[number - 1] === undefined);
const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 2 ** 31);
const reason = await whyNoKafka();

if (unknown || !Number.isSafeInteger(seed)) {
  console.error(
    `Name faults by their numbers, 1 to ${faults.length}, or none for all of them; FAULTS_SEED is a whole number.`,
  );
  process.exitCode = 1;
} else if (reason === undefined) {
  const [broker, strict, database] = await Promise.all([
    startKafkaServer(),
    startKafkaServer({ 'auto.create.topics.enable': 'false' }),
    startDurablePostgres(),
  ]);
  try {
    console.log(`The seed is ${seed}.`);
    for (const [index, [name, run, on]] of faults.entries()) {
      if (wanted.length > 0 && !wanted.includes(index + 1)) continue;
      const options = {
        brokers: [(on === 'strict' ? strict : broker).address],
        databaseUrl: await database.newDatabase(),
        prefix: `faults-${index + 1}`,
        isQuick: isSmall,
        seed,
      };
      const { figures, broken } = await onGround(options, (ground) =>
        run(ground, isSmall ? small : large, { broker, strict, database }),
      ).catch((error: unknown): Finding => ({
        figures: 'it did not come to an end',
        broken: [error instanceof Error ? error.message : String(error)],
      }));
      console.log(`${broken.length === 0 ? 'ok  ' : 'FAIL'} ${index + 1}. ${name}: ${[figures, ...broken].join('; ')}`);
      if (broken.length > 0) process.exitCode = 1;
    }
  } finally {
    await Promise.all([broker.stop(), strict.stop(), database.stop()]);
  }
} else {
  console.error(
    `The faults need a Kafka that can be restarted, run by the machine's Java: ${reason}. Install Java 17 and Maven.`,
  );
  process.exitCode = 1;
}
