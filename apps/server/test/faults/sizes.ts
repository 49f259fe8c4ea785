import type { BrokerRestartSizes } from './broker-restart.ts';
import type { DatabaseRestartSizes } from './database-restart.ts';
import type { KilledConsumerSizes } from './killed-consumer.ts';
import type { KilledRelaySizes } from './killed-relay.ts';
import type { LateTopicSizes } from './late-topic.ts';
import type { NotAllowedSizes } from './not-allowed.ts';
import type { SharedGroupSizes } from './shared-group.ts';
import type { UnknownProjectsSizes } from './unknown-projects.ts';

/** How large each fault is. */
export interface Sizes {
  readonly killedConsumer: KilledConsumerSizes;
  readonly databaseRestart: DatabaseRestartSizes;
  readonly brokerRestart: BrokerRestartSizes;
  readonly sharedGroup: SharedGroupSizes;
  readonly notAllowed: NotAllowedSizes;
  readonly killedRelay: KilledRelaySizes;
  readonly unknownProjects: UnknownProjectsSizes;
  readonly lateTopic: LateTopicSizes;
}

/** As part of `npm test`. */
export const small: Sizes = {
  killedConsumer: { messages: 5_000, kills: 2, partitions: 2 },
  databaseRestart: { messages: 4_000, away: 7_000, partitions: 2 },
  brokerRestart: { projects: 4, writers: 2, writes: 50, away: 1_000 },
  sharedGroup: { stops: 2, backlog: 4_000, partitions: 2 },
  notAllowed: { times: 1, partitions: 8, patience: 1_000 },
  killedRelay: { clients: 10, projects: 4, items: 20, requests: 60 },
  // On a machine that does other things as well it shows no more than that nobody waits.
  unknownProjects: { messages: 2_000, projects: 3, rounds: 1, least: 0.2, patience: 1_000 },
  lateTopic: { messages: 1_000, bad: 10, commands: 20, partitions: 2 },
};

/** As `npm run faults`. */
export const large: Sizes = {
  killedConsumer: { messages: 100_000, kills: 10, partitions: 4 },
  databaseRestart: { messages: 40_000, away: 30_000, partitions: 4 },
  brokerRestart: { projects: 10, writers: 8, writes: 2_000, away: 30_000 },
  sharedGroup: { stops: 8, backlog: 20_000, partitions: 8 },
  notAllowed: { times: 5, partitions: 16, patience: 60_000 },
  killedRelay: { clients: 50, projects: 10, items: 100, requests: 300 },
  unknownProjects: { messages: 10_000, projects: 3, rounds: 7, least: 0.9, patience: 60_000 },
  lateTopic: { messages: 20_000, bad: 100, commands: 200, partitions: 4 },
};
