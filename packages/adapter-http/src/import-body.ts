import { err, isSuspicious, jsonFault, MAX_ABORTABLE_BYTES, ok, parse } from '@goldset/core';
import type { ImportLine, Result } from '@goldset/core';
import { z } from 'zod';
import { checkMediaType, MAX_BODY_BYTES, readBytes, refusalError, wrongMediaType } from './body.ts';
import type { RequestBody } from './body.ts';
import type { Context } from './environment.ts';
import { contentTypeOf } from './media-type.ts';
import { EMPTY_BODY, JSON_MEDIA_TYPE, parseJsonText, readJsonText } from './json-body.ts';
import { MAX_LINE_BYTES, NDJSON_MEDIA_TYPE, readLines } from './ndjson.ts';
import { noteDocument } from './idempotency.ts';
import { invalid } from './problem.ts';
import type { Refusal } from './problem.ts';

const MEDIA_TYPES = [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE];

// The elements are checked one by one, as lines: a bad one rejects itself alone.
const envelopeOf = (key: string) => z.strictObject({ [key]: z.array(z.unknown()) });

const elementsOf = (key: string, document: unknown): Result<readonly unknown[], Refusal> => {
  const { [key]: _, ...others } = Object(document) as Record<string, unknown>;
  const unstorable = jsonFault(others);
  if (unstorable !== undefined) return err(invalid([unstorable]));
  const envelope = parse(envelopeOf(key), document);
  return envelope.ok ? ok(envelope.value[key] ?? []) : err(invalid(envelope.error));
};

const elementsIn = async (c: Context, key: string): Promise<Result<{ readonly text: string; readonly elements: readonly unknown[] }, Refusal>> => {
  const text = await readJsonText(c);
  if (!text.ok) return text;
  if (text.value === undefined) return err(EMPTY_BODY);
  const document = parseJsonText(text.value);
  if (!document.ok) return document;
  noteDocument(c, document.value);
  const elements = elementsOf(key, document.value);
  return elements.ok ? ok({ text: text.value, elements: elements.value }) : elements;
};

type Elements = Awaited<ReturnType<typeof elementsIn>>;

const readElements = async function* (reading: () => Promise<Elements>): AsyncGenerator<readonly ImportLine[]> {
  const read = await reading();
  if (!read.ok) throw refusalError(read.error);
  const { text, elements } = read.value;
  const checked = isSuspicious(text);
  // How long each element is was lost in parsing; together they are no longer than the text.
  const bytes = Math.floor(text.length / Math.max(1, elements.length));
  yield elements.map((value, index) => {
    const fault = checked ? jsonFault(value) : undefined;
    return fault === undefined ? { line: index + 1, bytes, value } : { line: index + 1, bytes, fault };
  });
};

/** What an import takes: the schema of a line, and of a document that holds lines as a list under `key`. */
interface Imported {
  readonly key: string;
  readonly line: z.ZodType;
  readonly document: z.ZodType;
}

const nameOf = (schema: z.ZodType): string => String(schema.meta()?.['id']);

const isJson = (c: Context): boolean => contentTypeOf(c.req.header('content-type') ?? '') === JSON_MEDIA_TYPE;

/** The body of an import: a JSON document of at most 10 MiB, or NDJSON of any length. Nothing of it is read before the first line is wanted, but for JSON that brings an idempotency key. */
export const importBody = ({ key, line, document }: Imported): RequestBody<{ readonly lines: AsyncIterable<readonly ImportLine[]> }> => ({
  documented: {
    required: true,
    description: `As \`${JSON_MEDIA_TYPE}\` at most ${MAX_BODY_BYTES / 1024 / 1024} MiB; as \`${NDJSON_MEDIA_TYPE}\` (one \`${nameOf(line)}\` per line, blank lines are ignored) a stream of any length with lines of at most ${MAX_LINE_BYTES / 1024 / 1024} MiB. All counted after inflating; \`Content-Encoding: gzip\` is accepted.`,
    content: {
      [JSON_MEDIA_TYPE]: { schema: document, example: { [key]: [line.meta()?.['example']] } },
      [NDJSON_MEDIA_TYPE]: { schema: line, example: line.meta()?.['example'] },
    },
  },
  isStream: (c) => !isJson(c),
  check: (c) => checkMediaType(c, MEDIA_TYPES) ?? (c.req.header('content-type') === undefined ? wrongMediaType(MEDIA_TYPES) : undefined),
  read: async (c, query) => {
    if (isJson(c)) {
      if (c.get('isKeyed') !== true) return ok({ lines: readElements(() => elementsIn(c, key)) });
      const read = await elementsIn(c, key);
      return read.ok ? ok({ lines: readElements(async () => read) }) : read;
    }
    const limit = query['on_error'] === 'abort' ? MAX_ABORTABLE_BYTES : Number.POSITIVE_INFINITY;
    return ok({ lines: readLines(readBytes(c, limit)) });
  },
});
