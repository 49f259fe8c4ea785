import { err, MAX_ABORTABLE_BYTES, ok, parse } from '@goldset/core';
import type { ImportLine, Result, TableSource } from '@goldset/core';
import type { Delimiter } from '@goldset/core/adapter';
import { z } from 'zod';
import { bodyLimitOf, sizeInWords } from './body-limit.ts';
import { checkMediaType, readBytes, refusalError, wrongMediaType } from './body.ts';
import type { RequestBody } from './body.ts';
import type { Context } from '../environment.ts';
import { noteList } from './idempotency.ts';
import { EMPTY_BODY, readJsonBody } from './json-body.ts';
import { readJsonBytes, readJsonList, refusalOfDocument } from './json-document.ts';
import type { JsonList } from './json-document.ts';
import { contentTypeOf } from './media-type.ts';
import { longOnly, MAX_LINE_BYTES, MAX_LONG_LINE_BYTES, readElements, readLines } from './ndjson.ts';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';
import { readRecords } from './table.ts';
import { CSV_MEDIA_TYPE, JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE, TSV_MEDIA_TYPE } from '../response/media-types.ts';

const MEDIA_TYPES = [JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE];

// The elements are checked one by one, as lines, so that an invalid one does not reject the others.
const envelopeOf = (key: string) => z.strictObject({ [key]: z.array(z.unknown()) });

type Lines = AsyncIterable<readonly ImportLine[]>;

const listIn = async (c: Context, key: string, limit: number): Promise<Result<JsonList, Refusal>> => {
  const bytes = await readJsonBody(c, limit);
  if (!bytes.ok) return bytes;
  if (bytes.value === undefined) return err(EMPTY_BODY);
  const list = await readJsonList(bytes.value, key);
  if (!list.ok) return err(refusalOfDocument(list.error));
  const envelope = parse(envelopeOf(key), list.value.around);
  return envelope.ok ? list : err(invalid(envelope.error));
};

const readLater = async function* (reading: () => Promise<Result<JsonList, Refusal>>): Lines {
  const list = await reading();
  if (!list.ok) throw refusalError(list.error);
  yield* readElements(list.value);
};

/**
 * The body of an import: the schema of a line, and the schema of a document that has the lines as a list under `key`.
 */
interface Imported {
  readonly key: string;
  readonly line: z.ZodType;
  readonly document: z.ZodType;
  /** Whether a line may be as long as a line of an export. */
  readonly mayBeLong?: (value: unknown) => boolean;
}

const nameOf = (schema: z.ZodType): string => String(schema.meta()?.['id']);

const mediaTypeIn = (c: Context): string | undefined => contentTypeOf(c.req.header('content-type') ?? '');

const isJson = (c: Context): boolean => mediaTypeIn(c) === JSON_MEDIA_TYPE;

const checkIsOneOf = (c: Context, mediaTypes: readonly string[]): Refusal | undefined =>
  checkMediaType(c, mediaTypes) ??
  (c.req.header('content-type') === undefined ? wrongMediaType(mediaTypes) : undefined);

// With `on_error=abort`, the whole import is held in memory.
const bytesIn = (c: Context, query: Readonly<Record<string, unknown>>): AsyncIterable<Buffer> =>
  readBytes(c, query['on_error'] === 'abort' ? MAX_ABORTABLE_BYTES : Number.POSITIVE_INFINITY);

/**
 * The body of an import: a JSON document, or NDJSON of any length. Reading begins when the first line is requested;
 * JSON with an idempotency key is read before.
 */
export const importBody = ({ key, line, document, mayBeLong }: Imported): RequestBody<{ readonly lines: Lines }> => ({
  limit: bodyLimitOf(document),
  documented: (limit) => ({
    required: true,
    description: `As \`${JSON_MEDIA_TYPE}\` at most ${sizeInWords(limit)}; as \`${NDJSON_MEDIA_TYPE}\` (one \`${nameOf(line)}\` per line, blank lines are ignored) a stream of any length with lines of at most ${sizeInWords(MAX_LINE_BYTES)}${mayBeLong === undefined ? '' : ` (${sizeInWords(MAX_LONG_LINE_BYTES)}, where they have answers, predictions or skips)`}. All counted after inflating; \`Content-Encoding: gzip\` is accepted.`,
    content: {
      [JSON_MEDIA_TYPE]: { schema: document, example: { [key]: [line.meta()?.['example']] }, 'x-max-bytes': limit },
      [NDJSON_MEDIA_TYPE]: { schema: line, example: line.meta()?.['example'], 'x-max-line-bytes': MAX_LINE_BYTES },
    },
  }),
  isStream: (c) => !isJson(c),
  check: (c) => checkIsOneOf(c, MEDIA_TYPES),
  read: async (c, query, limit) => {
    if (isJson(c)) {
      if (c.get('isKeyed') !== true) return ok({ lines: readLater(() => listIn(c, key, limit)) });
      const list = await listIn(c, key, limit);
      if (!list.ok) return list;
      const textOf = (line: number): string => Buffer.from(list.value.element(line - 1)).toString('utf8');
      return ok({ lines: await noteList(c, key, readElements(list.value), textOf) });
    }
    const bytes = bytesIn(c, query);
    return ok({
      lines: mayBeLong === undefined ? readLines(bytes) : longOnly(readLines(bytes, MAX_LONG_LINE_BYTES), mayBeLong),
    });
  },
});

const TABLES: readonly (string | undefined)[] = [CSV_MEDIA_TYPE, TSV_MEDIA_TYPE];

const readJson = (text: string) => readJsonBytes(Buffer.from(text));

/** The body of an import that can also be a table of any length; `rows` is an example of a table. */
export const importOrTableBody = ({
  rows,
  ...imported
}: Imported & { readonly rows: string }): RequestBody<
  { readonly lines: Lines } | Pick<TableSource, 'records' | 'readJson'>
> => {
  const lines = importBody(imported);
  const table = { schema: z.string(), 'x-max-line-bytes': MAX_LINE_BYTES };
  return {
    ...lines,
    documented: (limit) => {
      const { description, content, ...documented } = lines.documented(limit);
      return {
        ...documented,
        description: `${description}\n\nAs \`${CSV_MEDIA_TYPE}\` or \`${TSV_MEDIA_TYPE}\` a table (RFC 4180) of any length in UTF-8, with or without a byte order mark, whose first row names the columns; rows end with CRLF, LF or CR, have at most ${sizeInWords(MAX_LINE_BYTES)}, and one that holds nothing is ignored. The \`line\` of a fault is the line of the file at which the row begins.`,
        content: {
          ...content,
          [CSV_MEDIA_TYPE]: { ...table, example: rows },
          [TSV_MEDIA_TYPE]: { ...table, example: rows.replaceAll(',', '\t') },
        },
      };
    },
    check: (c) => checkIsOneOf(c, [...MEDIA_TYPES, CSV_MEDIA_TYPE, TSV_MEDIA_TYPE]),
    read: async (c, query, limit) => {
      const mediaType = mediaTypeIn(c);
      if (!TABLES.includes(mediaType)) return lines.read(c, query, limit);
      const delimiter = (query['delimiter'] as Delimiter | undefined) ?? (mediaType === TSV_MEDIA_TYPE ? '\t' : ',');
      return ok({ records: readRecords(bytesIn(c, query), delimiter), readJson });
    },
  };
};
