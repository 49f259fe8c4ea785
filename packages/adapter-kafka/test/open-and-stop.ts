// Usage: node open-and-stop.ts <topic> <broker>…: sends and reads three messages, stops, and says what is left that would keep a program running.
import { setTimeout as delay } from 'node:timers/promises';
import { createKafkajsSink, createKafkajsSource } from '@goldset/adapter-kafka';

const [topic = '', ...brokers] = process.argv.slice(2);
const connection = { brokers, clientId: 'goldset-test' };
const sink = createKafkajsSink(connection);
const source = createKafkajsSource(connection, { groupId: `${topic}-group` });

let read = 0;
await new Promise<void>((resolve) => {
  source.start([topic], {
    handle: async (batch) => {
      read += batch.messages.length;
      await batch.commit((batch.messages.at(-1)?.offset ?? 0n) + 1n);
      if (read >= 3) resolve();
    },
    onFault: () => resolve(),
  });
  sink
    .send(
      topic,
      [1, 2, 3].map(() => ({ key: null, value: null, headers: [] })),
    )
    .catch(() => resolve());
});
await Promise.all([source.stop(), sink.close()]);
const left = (): readonly string[] =>
  process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap' && name !== 'TTYWrap');
// What is closing takes a turn or two of the event loop.
await delay(20);
console.log(`stopped with ${read} messages, ${left().length === 0 ? 'nothing' : left().join(', ')} left`);
