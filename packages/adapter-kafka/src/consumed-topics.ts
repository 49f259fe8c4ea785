import type { Result } from '@goldset/core';
import { decodeMessage } from './decode.ts';
import type { Decoded } from './decode.ts';
import { withEventTime } from './event-time.ts';
import { inboundTopics } from './handler.ts';
import type { InboundTopic } from './handler.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/** The topics that a consumer reads. */
export const consumedTopics = (prefix: string): readonly string[] => inboundTopics.map((topic) => `${prefix}.${topic}`);

/** The name of a topic that a consumer reads, without its prefix. */
export const inboundTopicOf = (prefix: string, topic: string): InboundTopic =>
  topic.slice(prefix.length + 1) as InboundTopic;

/** Makes a decoder of the messages of a topic. It also determines when each event was made. */
export const decoderOf =
  (topic: InboundTopic, now: () => Date) =>
  (message: IncomingMessage): Result<Decoded, Refusal> =>
    withEventTime(decodeMessage(topic, message), message, now());
