import { Id, ImportOptions, ok, parse, targetOf } from '@goldset/core';
import { withDefault } from '@goldset/core/adapter';
import type {
  Application,
  Caller,
  DomainError,
  Fault,
  ImportResult,
  ImportSource,
  OperationName,
  Result,
  Target,
} from '@goldset/core';
import { z } from 'zod';

/** The topics that a consumer reads, without their prefix. */
export const inboundTopics = ['items', 'predictions', 'annotations', 'tasks', 'commands'] as const;

/** One of the topics that a consumer reads, without its prefix. */
export type InboundTopic = (typeof inboundTopics)[number];

/** The name of an event type: `goldset.<thing>.<verb>`. */
export type InboundType = `goldset.${string}.${string}`;

interface Described<Name extends OperationName = OperationName> {
  readonly type: InboundType;
  readonly operation: Name;
  readonly summary: string;
  readonly description?: string;
  /** The schema of the data of the event. */
  readonly schema: z.ZodObject;
  /** An example of the data. */
  readonly example: object;
}

/**
 * How one type of event is handled: as a command, which is one call of an operation, or as a line of an import.
 * Consecutive lines become one call.
 */
export type Handler<Name extends OperationName = OperationName> = CommandHandler<Name> | LineHandler<Name>;

/** A command with its parsed input: its target, and how to call the operation. */
export interface ReadyCommand {
  readonly target: Target;
  readonly call: (application: Application, caller: Caller) => Promise<Result<unknown, DomainError>>;
}

/** Handles a command. */
export interface CommandHandler<Name extends OperationName = OperationName> extends Described<Name> {
  readonly kind: 'command';
  readonly topic: 'commands';
  readonly read: (data: unknown) => Result<ReadyCommand, readonly Fault[]>;
}

/** The input of an import that is made of consecutive events. */
export interface LinesInput extends ImportSource, ImportOptions {
  readonly project_id: Id;
}

/** Handles a line of an import. */
export interface LineHandler<Name extends OperationName = OperationName> extends Described<Name> {
  readonly kind: 'line';
  readonly topic: Exclude<InboundTopic, 'commands'>;
  readonly run: (
    application: Application,
    caller: Caller,
    input: LinesInput,
  ) => Promise<Result<ImportResult, DomainError>>;
}

/** Defines a command: its data is the request as over HTTP with the ids of the path, and `run` calls the operation. */
export const command = <Schema extends z.ZodObject, const Name extends OperationName>(
  described: Described<Name> & { readonly schema: Schema },
  run: (application: Application, caller: Caller, input: z.output<Schema>) => Promise<Result<unknown, DomainError>>,
): CommandHandler<Name> => ({
  ...described,
  kind: 'command',
  topic: 'commands',
  read: (data) => {
    const parsed = parse(described.schema, data);
    if (!parsed.ok) return parsed;
    const input = parsed.value;
    return ok({
      target: targetOf(described.operation, input),
      call: (application, caller) => run(application, caller, input),
    });
  },
});

/** The fields of an event in addition to the line itself. Consecutive lines with the same values become one import. */
export const LineEnvelope = z.object({
  project_id: Id,
  on_conflict: withDefault(ImportOptions.shape.on_conflict.unwrap(), 'reject'),
});

/** The values of an event in addition to the line itself. */
export type LineEnvelope = z.output<typeof LineEnvelope>;

/**
 * Defines a line of an import: its data is the line as over HTTP with its project, and `run` calls the operation with
 * many lines.
 */
export const line = <const Name extends OperationName>(
  {
    schema,
    ...described
  }: Omit<Described<Name>, 'schema'> & { readonly topic: LineHandler['topic']; readonly schema: z.ZodObject },
  run: LineHandler['run'],
): LineHandler<Name> => ({ ...described, kind: 'line', schema: schema.extend(LineEnvelope.shape), run });

let last: { readonly project_id: unknown; readonly on_conflict: unknown; readonly envelope: LineEnvelope } | undefined;

// Consecutive lines mostly have the same envelope, and parsing it costs as much as parsing the line.
const readEnvelope = (data: unknown): Result<LineEnvelope, readonly Fault[]> => {
  const { project_id, on_conflict } = Object(data) as Readonly<Record<keyof LineEnvelope, unknown>>;
  if (last !== undefined && last.project_id === project_id && last.on_conflict === on_conflict)
    return ok(last.envelope);
  const parsed = parse(LineEnvelope, data);
  if (parsed.ok) last = { project_id, on_conflict, envelope: parsed.value };
  return parsed;
};

/** Splits the data of an event into its envelope and its line. The import itself parses the line. */
export const readLine = (
  data: unknown,
): Result<{ readonly envelope: LineEnvelope; readonly value: object }, readonly Fault[]> => {
  const envelope = readEnvelope(data);
  if (!envelope.ok) return envelope;
  const { project_id: _, on_conflict: __, ...value } = data as LineEnvelope;
  return ok({ envelope: envelope.value, value });
};
