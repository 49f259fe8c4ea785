import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDurablePostgres } from '../../../../test/temporary-postgres.ts';
import type { KafkaServer } from '../../../../test/kafka-server.ts';
import { newPrefix, sharedBrokers, startOwnBroker, whyNoOwnBroker } from '../../../../test/kafka.ts';
import { createBlankDatabase } from '../../../../test/postgres.ts';
import { brokerRestart } from './broker-restart.ts';
import { databaseRestart } from './database-restart.ts';
import { onGround } from './ground.ts';
import type { Finding, Ground, GroundOptions } from './ground.ts';
import { killedConsumer } from './killed-consumer.ts';
import { killedRelay } from './killed-relay.ts';
import { lateTopic } from './late-topic.ts';
import { notAllowed } from './not-allowed.ts';
import { sharedGroup } from './shared-group.ts';
import { small } from './sizes.ts';
import { unknownProjects } from './unknown-projects.ts';

// The same eight as `npm run faults`, small. The seed is the same every time, so that a test that fails fails again.
const SEED = 20_261_123;

const brokers = await sharedBrokers();

const options = (): Pick<GroundOptions, 'prefix' | 'isQuick' | 'seed'> => ({
  prefix: newPrefix().replace(/\.$/, ''),
  isQuick: true,
  seed: SEED,
});

const onShared = async (work: (ground: Ground) => Promise<Finding>): Promise<Finding> => {
  const database = await createBlankDatabase();
  return onGround({ ...options(), brokers: brokers ?? [], databaseUrl: database.url }, work).finally(() =>
    database.drop(),
  );
};

describe.skipIf(brokers === undefined)('what holds when', { timeout: 240_000 }, () => {
  it('a consumer is killed: exactly the good items are there, and each bad message is a dead letter', async () => {
    expect((await onShared((ground) => killedConsumer(ground, small.killedConsumer))).broken).toEqual([]);
  });

  it('PostgreSQL is away: the consumer pauses, stays a member, and goes on', async () => {
    const database = await startDurablePostgres();
    try {
      const databaseUrl = await database.newDatabase();
      // That it stays a member is seen only where it is not missed because the machine is busy.
      const finding = await onGround(
        { ...options(), missedAfter: 6_000, brokers: brokers ?? [], databaseUrl },
        (ground) => databaseRestart(ground, database, small.databaseRestart),
      );
      expect(finding.broken).toEqual([]);
    } finally {
      await database.stop();
    }
  });

  it('one of two consumers is stopped and started: no message takes effect twice', async () => {
    expect((await onShared((ground) => sharedGroup(ground, small.sharedGroup))).broken).toEqual([]);
  });

  it('the consumer’s user may not: each message is a dead letter, and nothing is changed', async () => {
    expect((await onShared((ground) => notAllowed(ground, small.notAllowed))).broken).toEqual([]);
  });

  it('messages name unknown projects: those behind them do not wait, and each is a dead letter', async () => {
    expect((await onShared((ground) => unknownProjects(ground, small.unknownProjects))).broken).toEqual([]);
  });

  it('one of two relays is killed: what was told of each item ends in what the API shows', async () => {
    expect((await onShared((ground) => killedRelay(ground, small.killedRelay))).broken).toEqual([]);
  });
});

const whyNot = await whyNoOwnBroker();

describe.skipIf(whyNot !== undefined)('what holds when a topic', { timeout: 240_000 }, () => {
  let broker: KafkaServer;
  beforeAll(async () => {
    broker = await startOwnBroker({ 'auto.create.topics.enable': 'false' });
  }, 120_000);
  afterAll(() => broker?.stop());

  it('appears late: the others are read, and it is read in whole', async () => {
    const database = await createBlankDatabase();
    const own = { ...options(), brokers: [broker.address], databaseUrl: database.url };
    const finding = await onGround(own, (ground) => lateTopic(ground, small.lateTopic)).finally(() => database.drop());
    expect(finding.broken).toEqual([]);
  });
});

describe.skipIf(whyNot !== undefined)('what holds when the broker itself', { timeout: 240_000 }, () => {
  let broker: KafkaServer;
  beforeAll(async () => {
    broker = await startOwnBroker();
  }, 120_000);
  afterAll(() => broker?.stop());

  it('is away: HTTP goes on, and every event is told, in order', async () => {
    const database = await createBlankDatabase();
    const own = { ...options(), brokers: [broker.address], databaseUrl: database.url };
    const finding = await onGround(own, (ground) => brokerRestart(ground, broker, small.brokerRestart)).finally(() =>
      database.drop(),
    );
    expect(finding.broken).toEqual([]);
  });
});
