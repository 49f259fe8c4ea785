import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { contentHash } from '@goldset/core/adapter';
import type { Application, Caller, DomainError, ImportLine, ImportOutcome, Result, Target } from '@goldset/core';
import type { CloudEvent } from './cloud-event.ts';
import { faultFields } from './consumer-log.ts';
import type { ConsumerLog } from './consumer-log.ts';
import { decodeMessage } from './decode.ts';
import type { Decoded } from './decode.ts';
import { dispositionOf, dispositionOfFaults } from './dispositions.ts';
import type { Disposition } from './dispositions.ts';
import type { InboundTopic } from './handler.ts';
import type { MessageReader } from './message-reader.ts';
import { targetNotFound, thingNotFound } from './not-found.ts';
import { outcomeOf } from './outcome.ts';
import type { Outcome, Settled } from './outcome.ts';
import { refusalOfError, refusalOfLine } from './refusal-of-error.ts';
import type { Refusal } from './refusal.ts';
import type { Batch, IncomingMessage } from './source.ts';
import { placeOf } from './topic-partition.ts';
import type { Waiting } from './waiting.ts';
import { awaitedOf } from './waiting-message.ts';
import type { WaitingRoom } from './waiting-room.ts';

// 14 days, as for the inbox records of lines.
const COMMAND_KEEP_SECONDS = 14 * 86_400;

// In between, the statement that is being written is sent to the database piece by piece.
const MESSAGES_PER_TURN = 25;

/** What the handling of messages needs of their batch: its partition, its abort signal and its heartbeat. */
export type Working = Pick<Batch, 'topic' | 'partition' | 'signal' | 'heartbeat'>;

/** Returns whether a message must wait for others of its key. */
export type IsBehind = (message: IncomingMessage) => boolean;

/** Runs the operations that messages ask for. */
export interface MessageHandling {
  /**
   * Handles the next messages that belong together, at most `most`. Resolves to the outcome of each, in their order;
   * empty at the end.
   */
  readonly doNext: (
    working: Working,
    reader: MessageReader,
    most: number,
    isBehind: IsBehind,
  ) => Promise<readonly Outcome[]>;
}

/** What the handling of messages needs. */
export interface MessageHandlingOptions {
  readonly application: Application;
  /** The token of the user as whom all operations run. */
  readonly token: string;
  /** The record of what messages miss, and of how long each waits within its partition. */
  readonly waiting: Waiting;
  /** The store for messages that wait for a project or an organization. Without it, their partition waits. */
  readonly room: Pick<WaitingRoom, 'found' | 'wake'> | undefined;
  /** Whether an exception is caused by the data that was to be written, so that a retry is useless. */
  readonly isHopeless: (error: unknown) => boolean;
  readonly log: ConsumerLog;
}

type DecodedCommand = Extract<Decoded, { kind: 'command' }>;

type DecodedLine = Extract<Decoded, { kind: 'line' }>;

const hopeless: Refusal = {
  code: 'internal',
  detail: 'The database refuses what this message would have it keep; the log of the server says more.',
};

const lineIn = (topic: InboundTopic, message: IncomingMessage): unknown => {
  const decoded = decodeMessage(topic, message);
  return decoded.ok && decoded.value.kind === 'line' ? decoded.value.value : undefined;
};

/** The ids and versions that a command or a line refers to. Messages with the same ones share one waiting time. */
const idsIn = (data: unknown): string =>
  JSON.stringify(
    Object.entries(Object(data) as object).filter(([name]) => name.endsWith('_id') || name.endsWith('_version')),
  );

const keyOf = ({ source, id }: CloudEvent): string => `event ${hash('sha256', JSON.stringify([source, id]))}`;

const isOfRun = (decoded: Decoded, { handler, envelope }: DecodedLine): decoded is DecodedLine =>
  decoded.kind === 'line' &&
  decoded.handler === handler &&
  decoded.envelope.project_id === envelope.project_id &&
  decoded.envelope.on_conflict === envelope.on_conflict;

/** Makes the handling of messages. */
export const newMessageHandling = ({
  application,
  token,
  waiting,
  room,
  isHopeless,
  log,
}: MessageHandlingOptions): MessageHandling => {
  const settledBy = (disposition: Disposition, refusal: Refusal, what: string): Settled => {
    if (disposition === 'dead_letter') return { refusal };
    if (disposition === 'retry') return { refusal, within: Number.POSITIVE_INFINITY };
    const left = waiting.left(what);
    return left > 0 ? { refusal, within: left } : { refusal };
  };

  /** The outcome of a message whose target does not exist or is not visible to this user. */
  const settledByTarget = (target: Target, error: DomainError, data: unknown, what: string): Settled => {
    if (error.code !== 'not_found') return settledBy(dispositionOf(error), refusalOfError(error), what);
    const refusal = targetNotFound(data);
    return room === undefined
      ? settledBy(dispositionOf(error), refusal, what)
      : { refusal, awaited: awaitedOf(target) };
  };

  const callerOf = (
    target: Target,
    event: CloudEvent,
    once?: Parameters<Application['authenticate']>[3],
  ): Promise<Result<Caller, DomainError>> => application.authenticate(token, target, event.id, once);

  const doCommand = async ({
    event,
    handler: { operation, schema },
    command: { target, call },
  }: DecodedCommand): Promise<Settled> => {
    const request_hash = String(contentHash([event.type, event.data]));
    const caller = await callerOf(target, event, {
      operation,
      key: keyOf(event),
      request_hash,
      keep_seconds: COMMAND_KEEP_SECONDS,
    });
    const result = caller.ok ? await call(application, { ...caller.value, event_time: event.time }) : caller;
    const what = `${operation} ${idsIn(event.data)}`;
    // A command that took effect before is done, even if it would be refused now: its resource may have been deleted
    // since.
    if (!result.ok && caller.ok && caller.value.once?.kept?.request_hash === request_hash) return 'done';
    if (!result.ok) {
      if (!caller.ok || !caller.value.knows_target) return settledByTarget(target, result.error, event.data, what);
      return settledBy(
        dispositionOf(result.error),
        result.error.code === 'not_found' ? thingNotFound(schema, event.data) : refusalOfError(result.error),
        what,
      );
    }
    if (!waiting.isEmpty()) waiting.found(what);
    await room?.found(awaitedOf(target));
    room?.wake();
    return 'done';
  };

  /**
   * Imports the next lines, as many as belong together. Messages in between that cannot be read do not end the import.
   */
  const importRun = async (
    working: Working,
    reader: MessageReader,
    first: DecodedLine,
    most: number,
    isBehind: IsBehind,
  ): Promise<readonly Outcome[]> => {
    const { handler, event, envelope } = first;
    const { project_id, on_conflict } = envelope;
    // For each message its outcome or, until that is known, the message itself. Decoded data, and messages that are
    // done, are not kept in memory.
    const outcomes: (IncomingMessage | Outcome)[] = [];
    const take = (): readonly ImportLine[] | undefined => {
      const { length } = outcomes;
      const taken: ImportLine[] = [];
      while (outcomes.length < Math.min(most, length + MESSAGES_PER_TURN) && !working.signal.aborted) {
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
        const {
          event: { source, id, time },
          value,
        } = decoded.value as DecodedLine;
        taken.push({ line: outcomes.length, bytes: message.value?.length ?? 0, value, event: { source, id, time } });
      }
      return outcomes.length === length ? undefined : taken;
    };
    const lines = async function* (): AsyncGenerator<readonly ImportLine[]> {
      for (let taken = take(); taken !== undefined; taken = take()) {
        yield taken;
        await nextTurn();
        await working.heartbeat();
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
      outcomes[line - 1] = outcomeOf(
        message,
        typeof outcome === 'string' ? 'done' : settledBy(dispositionOfFaults(outcome), refusalOfLine(outcome), what()),
      );
    };
    const result = caller.ok
      ? await handler.run(application, caller.value, {
          project_id,
          on_conflict,
          on_error: 'continue',
          lines: coming,
          onOutcome,
        })
      : caller;
    // An error for the first line holds for all of them.
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

  return {
    doNext: async (working, reader, most, isBehind) => {
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
        return decoded.value.kind === 'line'
          ? await importRun(working, reader, decoded.value, most, isBehind)
          : [outcomeOf(message, await doCommand(decoded.value))];
      } catch (error) {
        if (!isHopeless(error) || (isLine && most > 1)) throw error;
        log.error(
          { ...placeOf(working), offset: String(message.offset), ...faultFields(error) },
          'a message that can never be written is given up',
        );
        return [outcomeOf(message, { refusal: hopeless })];
      }
    },
  };
};
