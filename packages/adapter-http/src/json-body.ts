import { isUtf8 } from 'node:buffer';
import { decodeJson, err, isSuspicious, jsonFault, ok, parse } from '@goldset/core';
import type { Result } from '@goldset/core';
import { z } from 'zod';
import { checkMediaType, MAX_BODY_BYTES, readWhole, wrongMediaType } from './body.ts';
import type { RequestBody } from './body.ts';
import type { Context } from './environment.ts';
import { noteDocument } from './idempotency.ts';
import { invalid } from './problem.ts';
import type { Refusal } from './problem.ts';

/** The media type of JSON. */
export const JSON_MEDIA_TYPE = 'application/json';

const BYTE_ORDER_MARK = 0xfeff;

/** The text of a JSON document that was sent as bytes. */
export const textOf = (bytes: Buffer): Result<string, Refusal> => {
  if (!isUtf8(bytes)) return err({ code: 'malformed_json', detail: 'The body is not valid UTF-8.' });
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === BYTE_ORDER_MARK
    ? err({ code: 'malformed_json', detail: 'The body begins with a byte order mark; send UTF-8 without one.' })
    : ok(text);
};

/** The JSON document of a request, as text; `undefined` for an empty body. */
export const readJsonText = async (c: Context): Promise<Result<string | undefined, Refusal>> => {
  const bytes = await readWhole(c);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0) return ok(undefined);
  if (c.req.header('content-type') === undefined) return err(wrongMediaType([JSON_MEDIA_TYPE]));
  return textOf(bytes.value);
};

/** Parses the text of a request's JSON document. */
export const parseJsonText = (text: string): Result<unknown, Refusal> => {
  const decoded = decodeJson(text);
  return decoded.ok ? decoded : err({ code: 'malformed_json', detail: decoded.error.detail });
};

/** The refusal of a request without a body where one is needed. */
export const EMPTY_BODY: Refusal = { code: 'malformed_json', detail: 'The body is empty.' };

/** A JSON body of at most 10 MiB. Where the schema requires no field, the body may be left out. */
export const json = <Schema extends z.ZodType>(schema: Schema, example?: z.input<Schema>): RequestBody<z.output<Schema>> => {
  const required = !schema.safeParse({}).success;
  return {
    documented: {
      required,
      description: `At most ${MAX_BODY_BYTES / 1024 / 1024} MiB after inflating; \`Content-Encoding: gzip\` is accepted.`,
      content: { [JSON_MEDIA_TYPE]: { schema, example: example ?? schema.meta()?.['example'] } },
    },
    check: (c) => checkMediaType(c, [JSON_MEDIA_TYPE]),
    read: async (c) => {
      const text = await readJsonText(c);
      if (!text.ok) return text;
      if (text.value === undefined && required) return err(EMPTY_BODY);
      const document: Result<unknown, Refusal> = text.value === undefined ? ok({}) : parseJsonText(text.value);
      if (!document.ok) return document;
      const unstorable = text.value !== undefined && isSuspicious(text.value) ? jsonFault(document.value) : undefined;
      if (unstorable !== undefined) return err(invalid([unstorable]));
      noteDocument(c, document.value);
      const parsed = parse(schema, document.value);
      return parsed.ok ? parsed : err(invalid(parsed.error));
    },
  };
};

/** The body of an action that takes no fields: it may be left out, or be `{}`. */
export const noFields: RequestBody<object> = json(z.strictObject({}), {});
