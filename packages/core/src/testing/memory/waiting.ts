import type { Id, Timestamp } from '../../index.ts';
import type { Awaited, WaitingMessage, WaitingMessagesRepository } from '../../adapter.ts';

interface Kept extends WaitingMessage {
  readonly group: string;
  readonly added_at: Timestamp;
}

interface Missed {
  readonly group: string;
  readonly awaited: Awaited;
  readonly since: Timestamp;
  readonly asked_at: Timestamp;
}

const nameOf = (group: string, { type, id }: Awaited): string => JSON.stringify([group, type, id]);

const byPlace = (a: WaitingMessage, b: WaitingMessage): number => (BigInt(a.offset) < BigInt(b.offset) ? -1 : 1);

/**
 * Creates the store of messages that are set aside. They are not part of the state that transactions change. `isThere`
 * returns whether a project or an organization exists.
 */
export const newWaitingMessages = (
  isThere: (awaited: { readonly type: Awaited['type']; readonly id: Id }) => boolean,
): WaitingMessagesRepository => {
  const messages = new Map<string, Kept>();
  const missed = new Map<string, Missed>();
  const keyOf = (group: string, topic: string, event: string): string => JSON.stringify([group, topic, event]);
  const ofGroup = (group: string): readonly Kept[] => [...messages.values()].filter((each) => each.group === group);
  const inPartition = (group: string, topic: string, partition: number): readonly Kept[] =>
    ofGroup(group)
      .filter((each) => each.topic === topic && each.partition === partition)
      .toSorted(byPlace);
  const isWaitedFor = (group: string, awaited: Awaited): boolean =>
    ofGroup(group).some((each) => nameOf(group, each.awaited) === nameOf(group, awaited));
  const bare = ({ group: _, added_at: __, ...message }: Kept): WaitingMessage => message;
  return {
    miss: async (group, awaited, at, forgotten) => {
      const before = missed.get(nameOf(group, awaited));
      const isForgotten =
        before !== undefined && Date.parse(before.asked_at) < Date.parse(forgotten) && !isWaitedFor(group, awaited);
      const since = before === undefined || isForgotten ? at : before.since;
      missed.set(nameOf(group, awaited), { group, awaited, since, asked_at: at });
      return since;
    },
    found: async (group, awaited) => {
      if (!isWaitedFor(group, awaited)) missed.delete(nameOf(group, awaited));
    },
    add: async (group, given, at, limit) => {
      let room = limit - ofGroup(group).length;
      return given.map((message) => {
        const key = keyOf(group, message.topic, message.event);
        const there = messages.get(key);
        if (there !== undefined) return there.content === message.content ? 'there' : 'mismatch';
        if (room <= 0) return 'full';
        room -= 1;
        messages.set(key, { ...message, group, added_at: at });
        const name = nameOf(group, message.awaited);
        if (!missed.has(name)) missed.set(name, { group, awaited: message.awaited, since: at, asked_at: at });
        return 'kept';
      });
    },
    lanes: async (group, topic, partition) => {
      const counts = new Map<string, number>();
      for (const { lane } of inPartition(group, topic, partition)) counts.set(lane, (counts.get(lane) ?? 0) + 1);
      return [...counts].map(([lane, count]) => ({ lane, messages: count }));
    },
    due: async (group, over) =>
      [...missed.values()]
        .filter(
          (each) =>
            each.group === group &&
            isWaitedFor(group, each.awaited) &&
            (isThere(each.awaited) || Date.parse(each.since) <= Date.parse(over)),
        )
        .map(({ awaited, since }) => ({ ...awaited, since })),
    next: async (group, { topic, partition, awaited, except, limit, bytes }) => {
      const wanted = new Set(awaited.map((each) => nameOf(group, each)));
      const all = inPartition(group, topic, partition);
      const heads = new Map<string, Awaited>();
      for (const each of all) if (!heads.has(each.lane)) heads.set(each.lane, each.awaited);
      let room = bytes;
      const hasRoom = ({ message }: WaitingMessage, index: number): boolean =>
        (room -= new TextEncoder().encode(message).length) >= 0 || index === 0;
      const those = all
        .filter(({ lane }) => !except.includes(lane) && wanted.has(nameOf(group, heads.get(lane) as Awaited)))
        .slice(0, limit);
      const end = those.findIndex((each, index) => !hasRoom(each, index));
      return those.slice(0, end === -1 ? undefined : end).map(bare);
    },
    remove: async (group, topic, events) => {
      for (const event of events) messages.delete(keyOf(group, topic, event));
    },
    summary: async (group) => {
      const all = ofGroup(group);
      const topics = [...new Set(all.map(({ topic }) => topic))]
        .toSorted()
        .map((topic) => ({ topic, messages: all.filter((each) => each.topic === topic).length }));
      const sinceOf = (message: Kept): string => missed.get(nameOf(group, message.awaited))?.since ?? message.added_at;
      const [first] = all.toSorted((a, b) => Date.parse(sinceOf(a)) - Date.parse(sinceOf(b)) || byPlace(a, b));
      return {
        topics,
        oldest: first && {
          topic: first.topic,
          partition: first.partition,
          offset: first.offset,
          awaited: first.awaited,
          since: sinceOf(first),
        },
      };
    },
    removeOld: async (before, limit) => {
      const old = [...messages].filter(([, { added_at }]) => Date.parse(added_at) < Date.parse(before)).slice(0, limit);
      for (const [key] of old) messages.delete(key);
      for (const [name, { group, awaited, asked_at }] of missed)
        if (Date.parse(asked_at) < Date.parse(before) && !isWaitedFor(group, awaited)) missed.delete(name);
      return old.length;
    },
  };
};
