// Sends each line of its input as an item to a project. Usage: KAFKA_BROKERS=localhost:9092 node src/main.ts <project id> < sentences.txt
import { createInterface } from 'node:readline';
import kafkajs from 'kafkajs';
import { v7 } from 'uuid';

const { KAFKA_BROKERS = 'localhost:9092', KAFKA_TOPIC_PREFIX = 'goldset' } = process.env;
const [project_id = ''] = process.argv.slice(2);
const producer = new kafkajs.Kafka({ clientId: 'produce-items', brokers: KAFKA_BROKERS.split(',') }).producer({
  createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
});

const messageOf = (text: string): kafkajs.Message => ({
  key: project_id,
  headers: { 'content-type': 'application/cloudevents+json' },
  value: JSON.stringify({
    specversion: '1.0',
    id: v7(),
    source: '/examples/produce-items',
    time: new Date().toISOString(),
    type: 'goldset.item.import',
    data: { project_id, external_id: text, data: { text } },
  }),
});

await producer.connect();
for await (const text of createInterface({ input: process.stdin }))
  await producer.send({ topic: `${KAFKA_TOPIC_PREFIX}.items`, messages: [messageOf(text)] });
await producer.disconnect();
