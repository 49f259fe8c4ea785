import { fileURLToPath } from 'node:url';
import { BaseSequencer } from 'vitest/node';
import type { TestSequencer, TestSequencerConstructor, TestSpecification, Vitest } from 'vitest/node';

// The approximate seconds of the long test files. A new clone has not measured them yet, and a long file that is
// started last would keep one processor busy after the others are done.
const SECONDS: Readonly<Record<string, number>> = {
  'packages/adapter-postgres/test/contract.test.ts': 200,
  'apps/server/test/faults/faults.test.ts': 180,
  'apps/server/test/lifecycle.test.ts': 120,
  'apps/server/test/fuzz/fuzz.test.ts': 120,
  'apps/server/test/kafka.test.ts': 80,
  'apps/server/test/memory.test.ts': 70,
  'packages/core/test/contract.test.ts': 60,
  'packages/adapter-postgres/test/large-project.test.ts': 60,
  'apps/server/test/relay-broker.test.ts': 50,
  'apps/server/test/load-faults.test.ts': 50,
  'packages/adapter-kafka/test/transport.test.ts': 45,
  'apps/server/test/pgbouncer.test.ts': 45,
  'apps/server/test/large-bodies.test.ts': 45,
  'packages/adapter-kafka/test/own-broker.test.ts': 40,
  'packages/adapter-postgres/test/outbox-relay.test.ts': 35,
  'apps/server/test/new-token.test.ts': 35,
  'apps/server/test/generated-clients/generated-clients.test.ts': 30,
  'packages/adapter-postgres/test/plans-while-growing.test.ts': 30,
  'packages/adapter-postgres/test/moving.test.ts': 30,
  'packages/core/test/answer-schema.test.ts': 30,
  'apps/server/test/embedded-postgres.test.ts': 25,
  'apps/server/test/http/shared-statuses.test.ts': 25,
  'test/boundaries.test.ts': 25,
  'test/kafka.test.ts': 20,
  'apps/server/test/guide.test.ts': 20,
  'apps/server/test/main-job.test.ts': 20,
};

const root = fileURLToPath(new URL('..', import.meta.url));

const secondsOf = ({ moduleId }: TestSpecification): number => SECONDS[moduleId.slice(root.length)] ?? 0;

/**
 * Sorts files with a process of their own before those that share one, which are short; within each group, the longest
 * first.
 */
const newSequencer = (vitest: Vitest): TestSequencer => {
  const usual = new BaseSequencer(vitest);
  return {
    shard: (files) => usual.shard(files),
    sort: async (files) => {
      const sorted = await usual.sort(files);
      return sorted.toSorted(
        (a, b) => Number(b.project.config.isolate) - Number(a.project.config.isolate) || secondsOf(b) - secondsOf(a),
      );
    },
  };
};

/** The sequencer that Vitest uses to order test files. */
export const LongestFirst = function (vitest: Vitest) {
  return newSequencer(vitest);
} as unknown as TestSequencerConstructor;
