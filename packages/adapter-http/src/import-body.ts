import { err, ImportItem, ImportItems, isSuspicious, jsonFault, MAX_ABORTABLE_BYTES, ok, parse } from '@goldset/core';
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
const Envelope = z.strictObject({ items: z.array(z.unknown()) });

const elementsOf = (document: unknown): Result<readonly unknown[], Refusal> => {
  const { items: _, ...others } = Object(document) as Record<string, unknown>;
  const unstorable = jsonFault(others);
  if (unstorable !== undefined) return err(invalid([unstorable]));
  const envelope = parse(Envelope, document);
  return envelope.ok ? ok(envelope.value.items) : err(invalid(envelope.error));
};

const elementsIn = async (c: Context): Promise<Result<{ readonly text: string; readonly elements: readonly unknown[] }, Refusal>> => {
  const text = await readJsonText(c);
  if (!text.ok) return text;
  if (text.value === undefined) return err(EMPTY_BODY);
  const document = parseJsonText(text.value);
  if (!document.ok) return document;
  noteDocument(c, document.value);
  const elements = elementsOf(document.value);
  return elements.ok ? ok({ text: text.value, elements: elements.value }) : elements;
};

type Elements = Awaited<ReturnType<typeof elementsIn>>;

const readElements = async function* (reading: () => Promise<Elements>): AsyncGenerator<ImportLine> {
  const read = await reading();
  if (!read.ok) throw refusalError(read.error);
  const { text, elements } = read.value;
  const checked = isSuspicious(text);
  // How long each element is was lost in parsing; together they are no longer than the text.
  const bytes = Math.floor(text.length / Math.max(1, elements.length));
  for (const [index, value] of elements.entries()) {
    const fault = checked ? jsonFault(value) : undefined;
    yield fault === undefined ? { line: index + 1, bytes, value } : { line: index + 1, bytes, fault };
  }
};

const isJson = (c: Context): boolean => contentTypeOf(c.req.header('content-type') ?? '') === JSON_MEDIA_TYPE;

/** The body of an import: `{"items": [...]}` of at most 10 MiB, or NDJSON of any length. Nothing of it is read before the first line is wanted, but for JSON that brings an idempotency key. */
export const importBody: RequestBody<{ readonly lines: AsyncIterable<ImportLine> }> = {
  documented: {
    required: true,
    description: `As \`${JSON_MEDIA_TYPE}\` at most ${MAX_BODY_BYTES / 1024 / 1024} MiB; as \`${NDJSON_MEDIA_TYPE}\` (one \`ImportItem\` per line, blank lines are ignored) a stream of any length with lines of at most ${MAX_LINE_BYTES / 1024 / 1024} MiB. All counted after inflating; \`Content-Encoding: gzip\` is accepted.`,
    content: {
      [JSON_MEDIA_TYPE]: { schema: ImportItems, example: { items: [ImportItem.meta()?.['example']] } },
      [NDJSON_MEDIA_TYPE]: { schema: ImportItem, example: ImportItem.meta()?.['example'] },
    },
  },
  isStream: (c) => !isJson(c),
  check: (c) => checkMediaType(c, MEDIA_TYPES) ?? (c.req.header('content-type') === undefined ? wrongMediaType(MEDIA_TYPES) : undefined),
  read: async (c, query) => {
    if (isJson(c)) {
      if (c.var.isKeyed !== true) return ok({ lines: readElements(() => elementsIn(c)) });
      const read = await elementsIn(c);
      return read.ok ? ok({ lines: readElements(async () => read) }) : read;
    }
    const limit = query['on_error'] === 'abort' ? MAX_ABORTABLE_BYTES : Number.POSITIVE_INFINITY;
    return ok({ lines: readLines(readBytes(c, limit)) });
  },
};
