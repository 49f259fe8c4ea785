import { expect, test } from 'vitest';
import { createMetrics } from '../src/metrics.ts';
import { tokenCheck } from '../src/token-check.ts';

test('the metrics say what the process does, and no label is made up by a client', async () => {
  const metrics = createMetrics({
    version: '1.2.3',
    pool: () => ({ max: 10, inUse: 4, waiting: 7 }),
    backlog: async () => ({ seconds: 12.5, events: 3 }),
  });
  metrics.answered({ operation: 'claimTasks', method: 'POST', status: 200, seconds: 0.004 });
  metrics.answered({ operation: 'claimTasks', method: 'POST', status: 409, seconds: 0.002 });
  metrics.answered({ operation: undefined, method: 'INVENTED', status: 404, seconds: 0.001 });
  const { mediaType, text } = await metrics.read();
  expect(mediaType).toContain('text/plain');
  const lines = text.split('\n');
  for (const line of [
    'goldset_http_requests_total{operation="claimTasks",method="POST",status="200"} 1',
    'goldset_http_requests_total{operation="none",method="other",status="404"} 1',
    'goldset_http_request_duration_seconds_bucket{le="0.005",operation="claimTasks",status="2xx"} 1',
    'goldset_http_request_duration_seconds_bucket{le="0.0025",operation="claimTasks",status="2xx"} 0',
    'goldset_http_request_duration_seconds_count{operation="claimTasks",status="4xx"} 1',
    'goldset_database_connections_max 10',
    'goldset_database_connections_in_use 4',
    'goldset_database_queue_depth 7',
    'goldset_outbox_lag_seconds 12.5',
    'goldset_outbox_events 3',
    `goldset_build_info{version="1.2.3",node="${process.version}"} 1`,
  ]) {
    expect(lines).toContain(line);
  }
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_cpu_seconds_total'])
    expect(text).toContain(`\n${name} `);
  expect(text).not.toContain('INVENTED');
});

test('the metrics are there while the database is away, but for what only it knows', async () => {
  let isAway = false;
  const backlog = async (): Promise<{ seconds: number; events: number }> =>
    isAway ? Promise.reject(new Error('away')) : { seconds: 1, events: 1 };
  const metrics = createMetrics({ version: '1', pool: () => ({ max: 1, inUse: 0, waiting: 0 }), backlog });
  expect((await metrics.read()).text).toMatch(/^goldset_outbox_events 1$/m);
  isAway = true;
  const { text } = await metrics.read();
  expect(text).toMatch(/^goldset_database_queue_depth 0$/m);
  expect(text).not.toMatch(/^goldset_outbox_(events|lag_seconds) /m);
});

test('the lag is that of this moment: a partition that went elsewhere is left out, and all are while the broker is away', async () => {
  let lag: readonly { topic: string; partition: number; messages: number }[] | undefined = [
    { topic: 'items', partition: 0, messages: 7 },
    { topic: 'items', partition: 1, messages: 0 },
  ];
  const metrics = createMetrics({
    version: '1',
    pool: () => ({ max: 1, inUse: 0, waiting: 0 }),
    backlog: async () => ({ seconds: 0, events: 0 }),
    lag: async () => lag ?? Promise.reject(new Error('away')),
  });
  const said = async (): Promise<readonly string[]> =>
    [...(await metrics.read()).text.matchAll(/^goldset_kafka_lag_messages.*$/gm)].map(([line]) => line);
  expect(await said()).toEqual([
    'goldset_kafka_lag_messages{topic="items",partition="0"} 7',
    'goldset_kafka_lag_messages{topic="items",partition="1"} 0',
  ]);
  lag = lag.slice(1);
  expect(await said()).toEqual(['goldset_kafka_lag_messages{topic="items",partition="1"} 0']);
  lag = undefined;
  expect(await said()).toEqual([]);
});

test('what waits is counted by topic, and left out where nothing is read or the database is away', async () => {
  let waiting: { topics: readonly { topic: string; messages: number }[]; seconds: number } | undefined = {
    topics: [
      { topic: 'items', messages: 4 },
      { topic: 'commands', messages: 0 },
    ],
    seconds: 12.5,
  };
  const metrics = createMetrics({
    version: '1',
    pool: () => ({ max: 1, inUse: 0, waiting: 0 }),
    backlog: async () => ({ seconds: 0, events: 0 }),
    waiting: async () => waiting,
  });
  const said = async (): Promise<readonly string[]> =>
    [...(await metrics.read()).text.matchAll(/^goldset_kafka_waiting.*$/gm)].map(([line]) => line);
  expect(await said()).toEqual([
    'goldset_kafka_waiting_messages{topic="items"} 4',
    'goldset_kafka_waiting_messages{topic="commands"} 0',
    'goldset_kafka_waiting_oldest_seconds 12.5',
  ]);
  waiting = undefined;
  expect(await said()).toEqual([]);
});

test('a token is compared with the secret', () => {
  const isToken = tokenCheck('the-secret-of-metrics');
  expect(['the-secret-of-metrics', 'the-secret-of-metric', '', 'THE-SECRET-OF-METRICS'].map(isToken)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
