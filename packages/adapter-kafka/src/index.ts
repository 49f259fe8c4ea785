export type { KafkaConnection } from './kafkajs-client.ts';
export { createKafkajsAdmin } from './kafkajs-admin.ts';
export { createKafkajsSink } from './kafkajs-sink.ts';
export type { SinkOptions } from './kafkajs-sink.ts';
export { createKafkajsSource } from './kafkajs-source.ts';
export { headerText, textHeader } from './message.ts';
export type { Content, Header } from './message.ts';
export { createPublisher } from './publisher.ts';
export type { PublisherOptions } from './publisher.ts';
export type { OutgoingMessage, Sink } from './sink.ts';
export type { Batch, IncomingMessage, Source, SourceListener, SourceOptions, TopicPartition } from './source.ts';
export { createTopicWatch } from './topic-watch.ts';
export type { TopicWatch, TopicWatchOptions } from './topic-watch.ts';
export { makeTopics, neededTopics } from './topics.ts';
export type { MadeTopic, TopicPlan, TopicUse } from './topics.ts';
export type { MissingTopic, NewTopic, PartitionLag, TopicAdmin } from './topic-admin.ts';
export { TransportFault } from './transport-fault.ts';
export type { TransportFaultKind } from './transport-fault.ts';
export { asyncApiDocument, asyncApiYaml } from './asyncapi.ts';
export {
  decodeCloudEvent,
  encodeBinary,
  encodeStructured,
  MAX_MESSAGE_BYTES,
  STRUCTURED_MEDIA_TYPE,
} from './cloud-event.ts';
export type { CloudEvent, EncodedEvent } from './cloud-event.ts';
export { consumedTopics } from './consumed-topics.ts';
export { createConsumer } from './consumer.ts';
export type { Consumer, ConsumerOptions, ConsumerState } from './consumer.ts';
export type { ConsumerLog } from './consumer-log.ts';
export type { ConsumerObserver } from './consumer-observer.ts';
export type { PausedPartition } from './partition-pauses.ts';
export { deadLetterHeaders, deadLetterTopic } from './dead-letter.ts';
export { keepReplayed, letterRanges } from './kafkajs-letter-ranges.ts';
export { MAX_ATTEMPTS } from './replay-choice.ts';
export type { JudgedLetter, ReplayAction, ReplayChoice, ReplayFilter } from './replay-choice.ts';
export { replayDeadLetters } from './replay-dead-letters.ts';
export type { LetterRange, ReplayCount, Replayed, ReplayOptions } from './replay-dead-letters.ts';
export type { WaitingOptions } from './waiting-room.ts';
export type { Refusal, RefusalCode } from './refusal.ts';
