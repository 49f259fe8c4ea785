import type { Awaited } from '@goldset/core/adapter';
import { inboundTopicOf } from './consumed-topics.ts';
import type { ConsumerLog } from './consumer-log.ts';
import { decodeMessage } from './decode.ts';
import type { Outcome, Refused } from './outcome.ts';
import type { Refusal } from './refusal.ts';
import type { TopicPartition } from './source.ts';
import { placeOf } from './topic-partition.ts';
import { awaitedName } from './waiting-message.ts';
import type { Aside } from './waiting-message.ts';
import type { WaitingRoom } from './waiting-room.ts';

/**
 * The outcome of a message after waiting messages were set aside. It is done (its offset), it is a dead letter or
 * retried, or it is set aside and its partition continues.
 */
export type AfterAside = bigint | Refused | { readonly aside: bigint };

/** What setting messages aside needs. */
export interface SetAsideOptions {
  readonly room: Pick<WaitingRoom, 'add' | 'miss'>;
  readonly topicPrefix: string;
  readonly log: ConsumerLog;
}

const noRoom: Refusal = {
  code: 'not_found',
  detail: 'Messages of the same key wait before this one, and there is no room for more that wait.',
};

const mismatch: Refusal = {
  code: 'idempotency_mismatch',
  detail: 'An event of this source and id, which waits, asks for something else; give each event an id of its own.',
};

/**
 * Makes a function that returns how many milliseconds something is still awaited. It asks once for all messages that
 * await the same.
 */
export const newPatience = (room: Pick<WaitingRoom, 'miss'> | undefined): ((awaited: Awaited) => Promise<number>) => {
  const asked = new Map<string, Promise<number>>();
  return (awaited) => {
    const left = asked.get(awaitedName(awaited)) ?? room?.miss(awaited) ?? Promise.resolve(0);
    asked.set(awaitedName(awaited), left);
    return left;
  };
};

/**
 * Sets aside the messages that await something, and those behind them. A message for which the waiting room has no
 * space is retried. A message that waited too long becomes a dead letter.
 */
export const setAside = async (
  { room, topicPrefix, log }: SetAsideOptions,
  from: TopicPartition,
  outcomes: readonly Outcome[],
): Promise<readonly AfterAside[]> => {
  const leftOf = newPatience(room);
  const asides = new Map<bigint, Aside & { readonly refusal?: Refusal; readonly left: number }>();
  const given: AfterAside[] = [];
  for (const outcome of outcomes) {
    if (typeof outcome === 'bigint') given.push(outcome);
    else if ('behind' in outcome) {
      asides.set(outcome.message.offset, {
        message: outcome.message,
        decoded: outcome.behind,
        left: Number.POSITIVE_INFINITY,
      });
      given.push({ aside: outcome.message.offset });
    } else {
      const { message, refusal, awaited } = outcome;
      const left = awaited === undefined ? 0 : await leftOf(awaited);
      const decoded = left > 0 ? decodeMessage(inboundTopicOf(topicPrefix, from.topic), message) : undefined;
      if (awaited === undefined) given.push(outcome);
      else if (decoded?.ok !== true) given.push({ message, refusal });
      else {
        asides.set(message.offset, { message, decoded: decoded.value, refusal, left });
        given.push({ aside: message.offset });
      }
    }
  }
  if (asides.size === 0) return given;
  const all = [...asides.values()];
  const became = new Map((await room.add(from, all)).map((outcome, index) => [all[index]?.message.offset, outcome]));
  log.info(
    { ...placeOf(from), messages: all.length },
    'messages are set aside until the projects or organizations are there that they name',
  );
  return given.map((each) => {
    const aside = typeof each === 'object' && 'aside' in each ? asides.get(each.aside) : undefined;
    if (aside === undefined) return each;
    const { message, refusal = noRoom, left } = aside;
    const outcome = became.get(message.offset);
    if (outcome === 'mismatch') return { message, refusal: mismatch };
    return outcome === 'full' ? { message, refusal, within: left } : each;
  });
};
