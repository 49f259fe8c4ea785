import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

// What these test keeps nothing in its process, so one process runs one file after the other: to load everything anew takes longer than most of them.
const together = ['packages/core/{src,test}/**/*.test.ts', 'packages/adapter-http/test/**/*.test.ts'];

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: ['test/postgres-global-setup.ts', 'test/kafka-global-setup.ts'],
    maxWorkers: 2,
    // Far more than any test takes that has no limit of its own: one fails because of what it shows, and not because the machine has much else to do.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    expect: { requireAssertions: true },
    sequence: { sequencer: LongestFirst },
    // The programs that tests start load in half the time.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: [
            'packages/*/test/**/*.test.ts',
            'packages/*/src/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'clients/*/test/**/*.test.ts',
            'examples/*/test/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: together,
        },
      },
      {
        extends: true,
        test: { name: 'together', include: together, isolate: false, setupFiles: ['test/same-seed.ts'] },
      },
    ],
  },
});
