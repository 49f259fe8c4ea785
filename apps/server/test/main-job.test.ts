import { afterAll, beforeAll, expect, test } from 'vitest';
import { startListening } from './http/listening.ts';
import type { ListeningApp } from './http/listening.ts';
import { doMainJob } from './main-job.ts';

let server: ListeningApp;
beforeAll(async () => {
  server = await startListening();
});
afterAll(() => server.close());

test(
  'the main job: data in, answers of 20 annotators at once, training data out, line by line as it was sent',
  { timeout: 600_000 },
  async () => {
    expect(await doMainJob(server.api)).toBeGreaterThanOrEqual(900);
  },
);
