import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { contentHash } from '@goldset/core';
import type { Application, Awaited, Caller, DomainError, Fault, ImportLine, ImportOutcome, Result, Target } from '@goldset/core';
import { backOff } from './back-off.ts';
import type { CloudEvent } from './cloud-event.ts';
import { sendDeadLetters } from './dead-letter.ts';
import type { DeadLetter } from './dead-letter.ts';
import { decodeMessage, refusalOfFaults } from './decode.ts';
import type { Decoded } from './decode.ts';
import { dispositionOf, dispositionOfFaults, WAIT_MILLISECONDS } from './dispositions.ts';
import type { Disposition } from './dispositions.ts';
import { withEventTime } from './event-time.ts';
import { inboundTopics } from './handler.ts';
import type { InboundTopic } from './handler.ts';
import { targetNotFound, thingNotFound } from './not-found.ts';
import type { Refusal } from './refusal.ts';
import type { Sink } from './sink.ts';
import type { Batch, IncomingMessage, Source, TopicPartition } from './source.ts';
import type { MissingTopic } from './topic-admin.ts';
import { TransportFault } from './transport-fault.ts';
import { newWaiting } from './waiting.ts';
import type { Waiting } from './waiting.ts';
import { awaitedOf, laneOf } from './waiting-message.ts';
import type { Aside } from './waiting-message.ts';
import { newWaitingRoom } from './waiting-room.ts';
import type { TakenUp, WaitingOptions } from './waiting-room.ts';

/** Writes one log entry; no field holds a secret or anything of a message but where it stands. */
export type ConsumerLog = Readonly<Record<'error' | 'warn' | 'info', (fields: object, message: string) => void>>;

/** Is told what a consumer does, for metrics. */
export interface ConsumerObserver {
  /** So many messages are done: they took effect, or had done so before. */
  readonly handled?: (from: TopicPartition, messages: number) => void;
  readonly deadLettered?: (from: TopicPartition, code: Refusal['code']) => void;
  /** A partition is paused for so many milliseconds, because of what `code` says. */
  readonly retried?: (from: TopicPartition, code: string, milliseconds: number) => void;
}

/** What a consumer needs. */
export interface ConsumerOptions {
  readonly source: Source;
  readonly sink: Sink;
  readonly application: Application;
  /** The token of the user as whom it acts, whatever a message says. */
  readonly token: string;
  /** What the names of all topics begin with. */
  readonly topicPrefix: string;
  readonly now: () => Date;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: ConsumerLog;
  /** Whether something that was thrown is the fault of what was to be written, so that trying again is of no use. What is not, is tried again until it passes. */
  readonly isHopeless?: (error: unknown) => boolean;
  readonly observer?: ConsumerObserver;
  /** For how long what a message needs is waited for, in milliseconds; default 60,000. */
  readonly patience?: number;
  /** Where what waits for a project or an organization is set aside, so that its partition goes on; without it the partition waits. */
  readonly waiting?: WaitingOptions;
}

/** A partition that is tried again: since when, and why. */
export interface PausedPartition extends TopicPartition {
  readonly since: Date;
  /** The code of the refusal or the kind of the fault, as `goldset_kafka_retries_total` has it. */
  readonly code: string;
}

/** How a consumer fares. */
export interface ConsumerState {
  /** `reading` once it is a member of its group, `failing` while the broker does not let it be one, `no_topics` where none of its topics is there. */
  readonly state: 'joining' | 'reading' | 'failing' | 'no_topics' | 'stopped';
  /** What the broker does not do, in a sentence, while it is `failing`. */
  readonly fault?: string;
  /** The partitions that this member has. */
  readonly partitions: readonly TopicPartition[];
  /** Those of them that are tried again, the one that waits longest first. */
  readonly paused: readonly PausedPartition[];
}

/** Reads topics and does what their events ask for. */
export interface Consumer {
  /** Begins; faults of the broker and the database are waited out. */
  start(): void;
  /** Finishes what it has begun, commits, and leaves the group. Never rejects. */
  stop(): Promise<void>;
  /** How it fares at this moment. */
  state(): ConsumerState;
  /** Looks at once whether what was set aside can be taken up; it does so by itself every second. */
  lookAtWaiting(): Promise<void>;
}

/** For how long it is remembered that a command was done: 14 days. */
export const COMMAND_KEEP_SECONDS = 14 * 86_400;

/** The topics that a consumer reads. */
export const consumedTopics = (prefix: string): readonly string[] => inboundTopics.map((topic) => `${prefix}.${topic}`);

const HEARTBEAT_MILLISECONDS = 2_000;
const COMMIT_MILLISECONDS = 1_000;
// Between turns the statement that is being written goes to the database, piece by piece.
const MESSAGES_PER_TURN = 25;
const MAX_LETTERS = 1_000;

const NEVER = new AbortController().signal;

const isNotBehind = (): boolean => false;

/** What became of a message: it is done, it is given up, it is to be tried again, at the latest after so many milliseconds, or it is to be set aside until what it awaits is there. */
type Settled = 'done' | { readonly refusal: Refusal; readonly within?: number; readonly awaited?: Awaited };

/** A message with what it was decoded to. */
interface Read {
  readonly message: IncomingMessage;
  readonly decoded: Result<Decoded, Refusal>;
}

type DecodedLine = Extract<Decoded, { kind: 'line' }>;

/** What is worked on: messages of a partition, for as long as that is of use. */
type Working = Pick<Batch, 'topic' | 'partition' | 'signal' | 'heartbeat'>;

/** Reads messages one after the other, with a look ahead; what `more` gives where they end belongs to them. */
interface Reader {
  readonly peek: () => Read | undefined;
  readonly take: () => void;
}

const readerOf = (decode: (message: IncomingMessage) => Result<Decoded, Refusal>, from: readonly IncomingMessage[], more: () => readonly IncomingMessage[] | undefined): Reader => {
  let [messages, place] = [from, 0];
  let ahead: Read | undefined;
  return {
    peek: () => {
      if (place === messages.length) [messages, place] = [more() ?? [], 0];
      const message = messages[place];
      return (ahead ??= message && { message, decoded: decode(message) });
    },
    take: () => {
      place += 1;
      ahead = undefined;
    },
  };
};

const detailOf = (error: DomainError): string => {
  if ('detail' in error && error.detail !== undefined) return error.detail;
  if (error.code === 'forbidden' && error.permission !== undefined) return `This needs the permission ${error.permission}.`;
  if (error.code === 'stale') {
    return error.as_of === undefined
      ? `It is at revision ${error.revision}.`
      : `It was changed as of ${error.as_of}, after this event was made. If the change is still wanted, send it as a new event with the time of now, or with if_revision [${error.revision}].`;
  }
  if (error.code === 'idempotency_mismatch') return 'An event of this source and id has asked for something else; give each event an id of its own.';
  return `The operation answered ${error.code}.`;
};

const refusalOf = (error: DomainError): Refusal => (error.code === 'invalid' ? refusalOfFaults(error.errors) : { code: error.code, detail: detailOf(error) });

const ownCodes: ReadonlySet<string> = new Set(['already_exists', 'in_use', 'not_found', 'stale']);

/** A line is refused with faults alone; where one says why by itself, it is the reason. */
const refusalOfLine = (faults: readonly Fault[]): Refusal => {
  const [first] = faults;
  const refusal = refusalOfFaults(faults);
  if (first === undefined || faults.length > 1) return refusal;
  if (first.code === 'duplicate' && first.pointer === '') return { ...refusal, code: 'idempotency_mismatch', detail: first.detail };
  return ownCodes.has(first.code) ? { ...refusal, code: first.code as Refusal['code'], detail: first.detail } : refusal;
};

const lineIn = (topic: InboundTopic, message: IncomingMessage): unknown => {
  const decoded = decodeMessage(topic, message);
  return decoded.ok && decoded.value.kind === 'line' ? decoded.value.value : undefined;
};

/** The things that a command or a line names: who waits for the same ones waits together. */
const idsIn = (data: unknown): string => JSON.stringify(Object.entries(Object(data) as object).filter(([name]) => name.endsWith('_id') || name.endsWith('_version')));

const keyOf = ({ source, id }: CloudEvent): string => `event ${hash('sha256', JSON.stringify([source, id]))}`;

const hasWords = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** What of a refusal may be logged: ids are, and no name that a producer chose. */
const loggable = ({ detail, faults = [] }: Refusal): object => (faults.every(({ pointer }) => /(?<!external)_id$|\/target\/id$/.test(pointer)) ? { detail } : {});

/** What of an error may be logged: a driver’s message may hold what was to be written, so its code alone. */
const faultFields = (error: unknown): object => {
  if (error instanceof TransportFault) return { kind: error.kind, error: error.message };
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? { code } : { error: hasWords(error) };
};

/** What became of a message: its offset, when it is done; `behind` is one that must wait for others of its key. */
type Outcome = bigint | (Exclude<Settled, 'done'> & { readonly message: IncomingMessage }) | { readonly message: IncomingMessage; readonly behind: Decoded };

type Refused = Extract<Outcome, { readonly refusal: Refusal }>;

type IsBehind = (message: IncomingMessage) => boolean;

const outcomeOf = (message: IncomingMessage, settled: Settled): Outcome => (settled === 'done' ? message.offset : { message, ...settled });

/** Makes a consumer. It is idle until it is started. */
export const createConsumer = (options: ConsumerOptions): Consumer => {
  const { source, sink, application, token, topicPrefix, now, random, log, isHopeless = () => false, observer, patience = WAIT_MILLISECONDS } = options;
  const waiting: Waiting = newWaiting(() => now().getTime(), patience);
  const room = options.waiting && newWaitingRoom(options.waiting, { patience, now, random, onFault: (fault) => log.warn(faultFields(fault), 'messages that wait are looked at again after a fault') });
  const failures = new Map<string, number>();
  const paused = new Map<string, PausedPartition>();
  let assigned: readonly TopicPartition[] = [];
  let missing: readonly MissingTopic[] = [];
  let [isMember, isStopped, fault]: [boolean, boolean, string | undefined] = [false, false, undefined];

  const settledBy = (disposition: Disposition, refusal: Refusal, what: string): Settled => {
    if (disposition === 'dead_letter') return { refusal };
    if (disposition === 'retry') return { refusal, within: Number.POSITIVE_INFINITY };
    const left = waiting.left(what);
    return left > 0 ? { refusal, within: left } : { refusal };
  };

  /** What becomes of a message whose target is not there, or not for this user. */
  const settledByTarget = (target: Target, error: DomainError, data: unknown, what: string): Settled => {
    if (error.code !== 'not_found') return settledBy(dispositionOf(error), refusalOf(error), what);
    const refusal = targetNotFound(data);
    return room === undefined ? settledBy(dispositionOf(error), refusal, what) : { refusal, awaited: awaitedOf(target) };
  };

  const callerOf = (target: Target, event: CloudEvent, once?: Parameters<Application['authenticate']>[3]): Promise<Result<Caller, DomainError>> =>
    application.authenticate(token, target, event.id, once);

  const doCommand = async ({ event, handler: { operation, schema }, command: { target, call } }: Extract<Decoded, { kind: 'command' }>): Promise<Settled> => {
    const request_hash = String(contentHash([event.type, event.data]));
    const caller = await callerOf(target, event, { operation, key: keyOf(event), request_hash, keep_seconds: COMMAND_KEEP_SECONDS });
    const result = caller.ok ? await call(application, { ...caller.value, event_time: event.time }) : caller;
    const what = `${operation} ${idsIn(event.data)}`;
    // What took effect before is done, also where it would be refused now: what it deleted is not there any more.
    if (!result.ok && caller.ok && caller.value.once?.kept?.request_hash === request_hash) return 'done';
    if (!result.ok) {
      if (!caller.ok || !caller.value.knows_target) return settledByTarget(target, result.error, event.data, what);
      return settledBy(dispositionOf(result.error), result.error.code === 'not_found' ? thingNotFound(schema, event.data) : refusalOf(result.error), what);
    }
    if (!waiting.isEmpty()) waiting.found(what);
    await room?.found(awaitedOf(target));
    room?.wake();
    return 'done';
  };

  const isOfRun = (decoded: Decoded, { handler, envelope }: DecodedLine): decoded is DecodedLine =>
    decoded.kind === 'line' && decoded.handler === handler && decoded.envelope.project_id === envelope.project_id && decoded.envelope.on_conflict === envelope.on_conflict;

  /** Imports the lines that stand next, as many as go together, at most `most`. What cannot be read between them breaks no run. */
  const importRun = async (batch: Working, reader: Reader, first: DecodedLine, most: number, isBehind: IsBehind): Promise<readonly Outcome[]> => {
    const { handler, event, envelope } = first;
    const { project_id, on_conflict } = envelope;
    // Of each message what became of it, or itself until that is known: what was decoded of it, and it when it is done, is let go of.
    const outcomes: (IncomingMessage | Outcome)[] = [];
    const take = (): readonly ImportLine[] | undefined => {
      const { length } = outcomes;
      const taken: ImportLine[] = [];
      while (outcomes.length < Math.min(most, length + MESSAGES_PER_TURN) && !batch.signal.aborted) {
        const read = reader.peek();
        if (read?.decoded.ok === true && isBehind(read.message)) {
          outcomes.push({ message: read.message, behind: read.decoded.value });
          reader.take();
          continue;
        }
        if (read === undefined || (read.decoded.ok && !isOfRun(read.decoded.value, first))) break;
        const { message, decoded } = read;
        outcomes.push(decoded.ok ? message : { message, refusal: decoded.error });
        reader.take();
        if (!decoded.ok) continue;
        const { event: { source, id, time }, value } = decoded.value as DecodedLine;
        taken.push({ line: outcomes.length, bytes: message.value?.length ?? 0, value, event: { source, id, time } });
      }
      return outcomes.length === length ? undefined : taken;
    };
    const lines = async function* (): AsyncGenerator<readonly ImportLine[]> {
      for (let taken = take(); taken !== undefined; taken = take()) {
        yield taken;
        await nextTurn();
        await batch.heartbeat();
      }
    };
    const coming = lines();
    const target: Target = { type: 'project', id: project_id };
    const caller = await callerOf(target, event);
    const project = `${handler.operation} ${project_id}`;
    const onOutcome = (line: number, outcome: ImportOutcome): void => {
      const message = outcomes[line - 1] as IncomingMessage;
      const what = (): string => `${project} ${idsIn(lineIn(handler.topic, message))}`;
      if (typeof outcome === 'string' && !waiting.isEmpty()) waiting.found(what());
      outcomes[line - 1] = outcomeOf(message, typeof outcome === 'string' ? 'done' : settledBy(dispositionOfFaults(outcome), refusalOfLine(outcome), what()));
    };
    const result = caller.ok ? await handler.run(application, caller.value, { project_id, on_conflict, on_error: 'continue', lines: coming, onOutcome }) : caller;
    // What refuses the first refuses all of them.
    for await (const _ of coming);
    const refused = result.ok ? undefined : settledByTarget(target, result.error, event.data, project);
    if (refused === undefined && !waiting.isEmpty()) waiting.found(project);
    if (refused === undefined) await room?.found(awaitedOf(target));
    return outcomes.map((outcome): Outcome => {
      if (typeof outcome === 'bigint' || 'refusal' in outcome || 'behind' in outcome) return outcome;
      if (refused === undefined) throw new Error('An import tells of each line.');
      return outcomeOf(outcome, refused);
    });
  };

  const noRoom: Refusal = { code: 'not_found', detail: 'Messages of the same key wait before this one, and there is no room for more that wait.' };

  const mismatch: Refusal = { code: 'idempotency_mismatch', detail: 'An event of this source and id, which waits, asks for something else; give each event an id of its own.' };

  const hopeless: Refusal = { code: 'internal', detail: 'The database refuses what this message would have it keep; the log of the server says more.' };

  /** Does what the next messages ask for that go together. */
  const doNext = async (batch: Working, reader: Reader, most: number, isBehind: IsBehind): Promise<readonly Outcome[]> => {
    const read = reader.peek();
    if (read === undefined) return [];
    const { message, decoded } = read;
    if (decoded.ok && isBehind(message)) {
      reader.take();
      return [{ message, behind: decoded.value }];
    }
    const isLine = decoded.ok && decoded.value.kind === 'line';
    if (!isLine) reader.take();
    if (!decoded.ok) return [outcomeOf(message, { refusal: decoded.error })];
    try {
      return decoded.value.kind === 'line' ? await importRun(batch, reader, decoded.value, most, isBehind) : [outcomeOf(message, await doCommand(decoded.value))];
    } catch (error) {
      if (!isHopeless(error) || (isLine && most > 1)) throw error;
      log.error({ ...placeOf(batch), offset: String(message.offset), ...faultFields(error) }, 'a message that can never be written is given up');
      return [outcomeOf(message, { refusal: hopeless })];
    }
  };

  const placeOf = ({ topic, partition }: TopicPartition): TopicPartition => ({ topic, partition });

  const nameOf = ({ topic, partition }: TopicPartition): string => `${topic} ${partition}`;

  const pause = (batch: Batch, code: string, within = Number.POSITIVE_INFINITY): number => {
    const count = (failures.get(nameOf(batch)) ?? 0) + 1;
    failures.set(nameOf(batch), count);
    paused.set(nameOf(batch), { ...placeOf(batch), code, since: paused.get(nameOf(batch))?.since ?? now() });
    // Waiting for what may come, the end of the wait is not missed.
    const milliseconds = Math.max(1, Math.min(backOff(count, random), Math.ceil(within)));
    observer?.retried?.(placeOf(batch), code, milliseconds);
    return milliseconds;
  };

  const topicOf = ({ topic }: TopicPartition): InboundTopic => topic.slice(topicPrefix.length + 1) as InboundTopic;

  const decodeAt =
    (topic: InboundTopic) =>
    (message: IncomingMessage): Result<Decoded, Refusal> =>
      withEventTime(decodeMessage(topic, message), message, now());

  /** How long something is still waited for, asked once for all that awaits it. */
  const newPatience = (): ((awaited: Awaited) => Promise<number>) => {
    const asked = new Map<string, Promise<number>>();
    return (awaited) => {
      const name = `${awaited.type} ${awaited.id}`;
      const left = asked.get(name) ?? (room?.miss(awaited) ?? Promise.resolve(0));
      asked.set(name, left);
      return left;
    };
  };

  /** Sets aside what awaits something, and what is behind it. Of what is left, that for which there is no room is tried again, and what was waited for in vain is given up. */
  const setAside = async (batch: Working, outcomes: readonly Outcome[]): Promise<readonly (bigint | Refused | { readonly aside: bigint })[]> => {
    const leftOf = newPatience();
    const asides = new Map<bigint, Aside & { readonly refusal?: Refusal; readonly left: number }>();
    const given: (bigint | Refused | { readonly aside: bigint })[] = [];
    for (const outcome of outcomes) {
      if (typeof outcome === 'bigint') given.push(outcome);
      else if ('behind' in outcome) {
        asides.set(outcome.message.offset, { message: outcome.message, decoded: outcome.behind, left: Number.POSITIVE_INFINITY });
        given.push({ aside: outcome.message.offset });
      } else {
        const { message, refusal, awaited } = outcome;
        const left = awaited === undefined ? 0 : await leftOf(awaited);
        const decoded = left > 0 ? decodeMessage(topicOf(batch), message) : undefined;
        if (awaited === undefined) given.push(outcome);
        else if (decoded?.ok !== true) given.push({ message, refusal });
        else {
          asides.set(message.offset, { message, decoded: decoded.value, refusal, left });
          given.push({ aside: message.offset });
        }
      }
    }
    if (room === undefined || asides.size === 0) return given;
    const all = [...asides.values()];
    const became = new Map((await room.add(batch, all)).map((outcome, index) => [all[index]?.message.offset, outcome]));
    log.info({ ...placeOf(batch), messages: all.length }, 'messages are set aside until the projects or organizations are there that they name');
    return given.map((each) => {
      const aside = typeof each === 'object' && 'aside' in each ? asides.get(each.aside) : undefined;
      if (aside === undefined) return each;
      const { message, refusal = noRoom, left } = aside;
      const outcome = became.get(message.offset);
      if (outcome === 'mismatch') return { message, refusal: mismatch };
      return outcome === 'full' ? { message, refusal, within: left } : each;
    });
  };

  /** Takes up messages that were set aside. */
  const takeUp = async (from: TopicPartition, messages: readonly IncomingMessage[]): Promise<TakenUp> => {
    const [done, letters, blocked, leftOf]: [bigint[], DeadLetter[], Set<string>, ReturnType<typeof newPatience>] = [[], [], new Set(), newPatience()];
    const absent = new Map<string, Awaited>();
    const working: Working = { ...placeOf(from), signal: NEVER, heartbeat: async () => undefined };
    const isBehind = (message: IncomingMessage): boolean => blocked.has(laneOf(message));
    const all = async (most: number): Promise<void> => {
      const begun = new Set([...done, ...letters.map(({ message }) => message.offset)]);
      const reader = readerOf(decodeAt(topicOf(from)), messages.filter(({ offset }) => !begun.has(offset)), () => undefined);
      while (reader.peek() !== undefined) {
        for (const outcome of await doNext(working, reader, most, isBehind)) {
          if (typeof outcome === 'bigint') done.push(outcome);
          else if ('refusal' in outcome) {
            const { message, refusal, within = 0, awaited } = outcome;
            if ((awaited === undefined ? within : await leftOf(awaited)) > 0) {
              blocked.add(laneOf(message));
              if (awaited !== undefined) absent.set(`${awaited.type} ${awaited.id}`, awaited);
            } else letters.push({ message, refusal });
          }
        }
      }
    };
    try {
      await all(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      await all(1);
    }
    await sendDeadLetters(sink, from, letters, now());
    for (const { refusal } of letters) observer?.deadLettered?.(placeOf(from), refusal.code);
    if (letters.length > 0) log.warn({ ...placeOf(from), messages: letters.length, reasons: [...new Set(letters.map(({ refusal }) => refusal.code))] }, 'messages that waited went to the dead-letter topic');
    if (done.length > 0) observer?.handled?.(placeOf(from), done.length);
    return { done, dead: letters.map(({ message }) => message.offset), absent: [...absent.values()] };
  };

  /** Does what the next messages ask for, and sets aside what waits. */
  const step = (batch: Batch, reader: Reader, most: number): Promise<readonly (bigint | Refused | { readonly aside: bigint })[]> =>
    room === undefined ? doNext(batch, reader, most, isNotBehind).then((outcomes) => setAside(batch, outcomes)) : room.withPartition(batch, async (isBehind) => setAside(batch, await doNext(batch, reader, most, isBehind)));

  /** Works through a batch; resolves to how long the partition is to be paused, if it is. */
  const work = async (batch: Batch, most: number, begun: { next: bigint }): Promise<number | void> => {
    const { messages, signal } = batch;
    const letters: DeadLetter[] = [];
    let handled = 0;
    let next: bigint | undefined;
    let committed = now().getTime();
    // Long enough that the wait for the last ones to be written costs little, and short enough for the others that wait for their turn.
    const enough = committed + COMMIT_MILLISECONDS;
    const more = (): readonly IncomingMessage[] | undefined => (most > 1 && now().getTime() < enough ? batch.more() : undefined);
    const reader = readerOf(decodeAt(topicOf(batch)), messages.filter(({ offset }) => offset >= begun.next), more);

    const commit = async (): Promise<void> => {
      committed = now().getTime();
      if (next === undefined) return;
      await sendDeadLetters(sink, batch, letters, now());
      if (!(await batch.commit(next))) return;
      begun.next = next;
      for (const { refusal } of letters) observer?.deadLettered?.(placeOf(batch), refusal.code);
      if (letters.length > 0) log.warn({ ...placeOf(batch), messages: letters.length, reasons: [...new Set(letters.map(({ refusal }) => refusal.code))] }, 'messages went to the dead-letter topic');
      if (handled > 0) observer?.handled?.(placeOf(batch), handled);
      failures.delete(nameOf(batch));
      paused.delete(nameOf(batch));
      [handled, next] = [0, undefined];
      letters.length = 0;
    };

    try {
      while (reader.peek() !== undefined && !signal.aborted) {
        for (const outcome of await step(batch, reader, most)) {
          if (typeof outcome === 'bigint') {
            handled += 1;
            next = outcome + 1n;
            continue;
          }
          if ('aside' in outcome) {
            next = outcome.aside + 1n;
            continue;
          }
          const { message, refusal, within } = outcome;
          if (within !== undefined) {
            // What comes behind it comes again, and what of it was done is known.
            await commit();
            const { code } = refusal;
            const milliseconds = pause(batch, code, within);
            log.warn({ ...placeOf(batch), offset: String(message.offset), code, ...loggable(refusal), milliseconds }, 'a message is tried again');
            return milliseconds;
          }
          letters.push({ message, refusal });
          next = message.offset + 1n;
        }
        if (letters.length >= MAX_LETTERS || now().getTime() - committed >= COMMIT_MILLISECONDS) await commit();
        await batch.heartbeat();
      }
    } catch (error) {
      // What was done before is kept, if the broker can be reached; what failed is what matters.
      await commit().catch(() => undefined);
      throw error;
    }
    await commit();
  };

  const keepAlive = async <T>(batch: Batch, run: () => Promise<T>): Promise<T> => {
    const beating = setInterval(() => void batch.heartbeat(), HEARTBEAT_MILLISECONDS);
    try {
      return await run();
    } finally {
      clearInterval(beating);
    }
  };

  const handle = async (batch: Batch): Promise<number | void> => {
    const begun = { next: batch.messages[0]?.offset ?? 0n };
    try {
      return await work(batch, Number.POSITIVE_INFINITY, begun);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      // One of many cannot be written: each by itself shows which.
      return work(batch, 1, begun);
    }
  };

  return {
    start: () => {
      room?.start(takeUp);
      source.start(consumedTopics(topicPrefix), {
        handle: (batch) =>
          keepAlive(batch, async () => {
            try {
              return await handle(batch);
            } catch (error) {
              const milliseconds = pause(batch, error instanceof TransportFault ? `broker ${error.kind}` : 'internal');
              log.warn({ ...placeOf(batch), ...faultFields(error), milliseconds }, 'a partition is tried again after a fault');
              return milliseconds;
            }
          }),
        onAssigned: (partitions) => {
          assigned = partitions;
          room?.assign(partitions);
          const names = new Set(partitions.map(nameOf));
          for (const name of paused.keys()) if (!names.has(name)) paused.delete(name);
          log.info({ partitions: partitions.map(({ topic, partition }) => `${topic}/${partition}`) }, 'partitions are assigned');
        },
        onMember: (isOne) => {
          isMember = isOne;
          if (isOne) fault = undefined;
        },
        onMissingTopics: (topics) => {
          missing = topics;
        },
        onFault: (met) => {
          if (met instanceof TransportFault) fault = met.message;
          log.warn(faultFields(met), 'the broker does not do what it was asked to; trying again');
        },
      });
    },
    stop: async () => {
      isStopped = true;
      await source.stop();
      await room?.stop();
    },
    lookAtWaiting: async () => room?.look(takeUp),
    state: () => {
      const isWithout = missing.length === consumedTopics(topicPrefix).length;
      const state = isStopped ? 'stopped' : isMember ? 'reading' : isWithout ? 'no_topics' : fault === undefined ? 'joining' : 'failing';
      return { state, ...(state === 'failing' && fault !== undefined ? { fault } : {}), partitions: assigned, paused: [...paused.values()].sort((a, b) => a.since.getTime() - b.since.getTime()) };
    },
  };
};
