import { expect, test } from 'vitest';
import { createTopicWatch, makeTopics, neededTopics, TransportFault } from '../src/index.ts';
import type { MissingTopic, NewTopic, TopicAdmin } from '../src/index.ts';

test('a process needs the topics that it reads, those of their dead letters, and that of the events where it publishes', () => {
  const inbound = [
    'p.items',
    'p.items.dead-letter',
    'p.predictions',
    'p.predictions.dead-letter',
    'p.annotations',
    'p.annotations.dead-letter',
    'p.tasks',
    'p.tasks.dead-letter',
    'p.commands',
    'p.commands.dead-letter',
  ];
  expect(neededTopics({ topicPrefix: 'p', isConsumer: true, isPublisher: false })).toEqual(inbound);
  expect(neededTopics({ topicPrefix: 'p', isConsumer: false, isPublisher: true })).toEqual(['p.events']);
  expect(neededTopics({ topicPrefix: 'p', isConsumer: true, isPublisher: true })).toEqual([...inbound, 'p.events']);
});

test('topics are made with what they need, none is compacted, and what is there is left as it is', async () => {
  const made: NewTopic[] = [];
  const admin: TopicAdmin = {
    missing: async () => [],
    lag: async () => [],
    create: async (topic) => {
      if (topic.topic === 'p.commands') return false;
      made.push(topic);
      return true;
    },
    setting: async (topic, name) =>
      name === 'max.message.bytes' ? '1048588' : topic === 'p.commands' ? 'compact,delete' : 'delete',
    close: async () => undefined,
  };
  const said: string[] = [];
  for await (const { topic, isNew, warning } of makeTopics(admin, {
    topicPrefix: 'p',
    partitions: 6,
    replicationFactor: 3,
  }))
    said.push(`${topic} ${isNew}${warning === undefined ? '' : ' compacted'}`);
  expect(said).toEqual([
    'p.items true',
    'p.items.dead-letter true',
    'p.predictions true',
    'p.predictions.dead-letter true',
    'p.annotations true',
    'p.annotations.dead-letter true',
    'p.tasks true',
    'p.tasks.dead-letter true',
    'p.commands false compacted',
    'p.commands.dead-letter true',
    'p.events true',
  ]);
  expect(
    made.map(({ topic, partitions, replicationFactor }) => `${topic} ${partitions} ${replicationFactor}`).slice(0, 2),
  ).toEqual(['p.items 6 3', 'p.items.dead-letter 1 3']);
  expect(made.every(({ config }) => config['cleanup.policy'] === 'delete')).toBe(true);
  expect(made[1]?.config['max.message.bytes']).toBe(String(1_048_588 + 65_536));
});

test('a watch says each topic that is missing once, and that it is there, and goes on when the broker does not answer', async () => {
  const answers: (readonly MissingTopic[] | 'away')[] = [
    [
      { topic: 'a', reason: 'absent' },
      { topic: 'b', reason: 'forbidden' },
    ],
    'away',
    [{ topic: 'a', reason: 'absent' }],
    [],
  ];
  const said: string[] = [];
  const pauses: number[] = [];
  const seen: string[] = [];
  const write =
    (level: string) =>
    (_fields: object, message: string): void =>
      void said.push(`${level} ${message}`);
  const watch = createTopicWatch({
    admin: {
      missing: async () => {
        const answer = answers.shift() ?? [];
        if (answer === 'away') throw new TransportFault('away', 'The broker is away.');
        return answer;
      },
    },
    topics: ['a', 'b'],
    log: { error: write('error'), warn: write('warn'), info: write('info') },
    wait: async (milliseconds, signal) => {
      pauses.push(milliseconds);
      seen.push(
        watch
          .missing()
          .map(({ topic }) => topic)
          .join(' '),
      );
      if (answers.length === 0) await new Promise((resolve) => void signal.addEventListener('abort', resolve));
    },
  });
  watch.start();
  while (answers.length > 0) await new Promise((resolve) => void setImmediate(resolve));
  await new Promise((resolve) => void setImmediate(resolve));
  await watch.stop();
  expect(seen).toEqual(['a b', 'a b', 'a', '']);
  expect(pauses).toEqual([5_000, 5_000, 5_000, 60_000]);
  expect(said.map((line) => line.split(':')[0])).toEqual([
    'error Kafka has not got the topic a and does not make it by itself',
    'error Kafka does not let this user use the topic b',
    'info Kafka has got the topic b now',
    'info Kafka has got the topic a now',
  ]);
});
