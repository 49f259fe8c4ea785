import { expect, test } from 'vitest';
import { createMetrics } from '../src/metrics.ts';
import { tokenCheck } from '../src/token-check.ts';

test('the metrics say what the process does, and no label is made up by a client', async () => {
  const metrics = createMetrics({ version: '1.2.3', pool: () => ({ max: 10, inUse: 4, waiting: 7 }), backlog: async () => ({ seconds: 12.5, events: 3 }) });
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
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_cpu_seconds_total']) expect(text).toContain(`\n${name} `);
  expect(text).not.toContain('INVENTED');
});

test('the metrics are there while the database is away, but for what only it knows', async () => {
  let isAway = false;
  const backlog = async (): Promise<{ seconds: number; events: number }> => (isAway ? Promise.reject(new Error('away')) : { seconds: 1, events: 1 });
  const metrics = createMetrics({ version: '1', pool: () => ({ max: 1, inUse: 0, waiting: 0 }), backlog });
  expect((await metrics.read()).text).toMatch(/^goldset_outbox_events 1$/m);
  isAway = true;
  const { text } = await metrics.read();
  expect(text).toMatch(/^goldset_database_queue_depth 0$/m);
  expect(text).not.toMatch(/^goldset_outbox_(events|lag_seconds) /m);
});

test('a token is compared with the secret', () => {
  const isToken = tokenCheck('the-secret-of-metrics');
  expect(['the-secret-of-metrics', 'the-secret-of-metric', '', 'THE-SECRET-OF-METRICS'].map(isToken)).toEqual([true, false, false, false]);
});
