// Usage: node relay-process.ts <database URL> <broker> <prefix>: relays the outbox until it is killed. Says "relaying" once it holds slices.
import { createKafkajsSink, createPublisher } from '@goldset/adapter-kafka';
import { openPostgres } from '@goldset/adapter-postgres';
import { v7 } from 'uuid';

const [url = '', broker = '', prefix = ''] = process.argv.slice(2);
const { publish } = createPublisher(createKafkajsSink({ brokers: [broker], clientId: 'goldset-test-relay' }), {
  prefix,
});
const relay = openPostgres(url, { max: 4 }).relay({
  holder: v7(),
  now: () => new Date(),
  publish,
  onFault: () => undefined,
  lease: 2_000,
  idle: 100,
  listen: true,
});
relay.start();
const looking = setInterval(() => {
  if (relay.state().slices === 0) return;
  clearInterval(looking);
  process.stdout.write('relaying\n');
}, 20);
