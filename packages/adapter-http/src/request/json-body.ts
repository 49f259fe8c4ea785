import { err, ok, parse } from '@goldset/core';
import type { Result } from '@goldset/core';
import { z } from 'zod';
import { bodyLimitOf, sizeInWords } from './body-limit.ts';
import { checkMediaType, readWhole, wrongMediaType } from './body.ts';
import type { RequestBody } from './body.ts';
import type { Context } from '../environment.ts';
import { noteDocument } from './idempotency.ts';
import { FEW_BYTES, readJsonBytes, refusalOfDocument } from './json-document.ts';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';
import { JSON_MEDIA_TYPE } from '../response/media-types.ts';

/** The bytes of the JSON document of a request; `undefined` for an empty body. */
export const readJsonBody = async (c: Context, limit: number): Promise<Result<Buffer | undefined, Refusal>> => {
  const bytes = await readWhole(c, limit);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0) return ok(undefined);
  return c.req.header('content-type') === undefined ? err(wrongMediaType([JSON_MEDIA_TYPE])) : bytes;
};

/** The error response for an empty body if a body is required. */
export const EMPTY_BODY: Refusal = { code: 'malformed_json', detail: 'The body is empty.' };

const documentIn = async (c: Context, limit: number, required: boolean): Promise<Result<unknown, Refusal>> => {
  const bytes = await readJsonBody(c, limit);
  if (!bytes.ok) return bytes;
  if (bytes.value === undefined) return required ? err(EMPTY_BODY) : ok({});
  if (bytes.value.length > FEW_BYTES) c.set('isLong', true);
  const document = await readJsonBytes(bytes.value);
  return document.ok ? document : err(refusalOfDocument(document.error));
};

/** A JSON body. The schema decides the maximum size; if the schema requires no field, the body may be omitted. */
export const json = <Schema extends z.ZodType>(
  schema: Schema,
  example?: z.input<Schema>,
): RequestBody<z.output<Schema>> => {
  const required = !schema.safeParse({}).success;
  return {
    limit: bodyLimitOf(schema),
    documented: (limit) => ({
      required,
      description: `At most ${sizeInWords(limit)} after inflating; \`Content-Encoding: gzip\` is accepted.`,
      content: { [JSON_MEDIA_TYPE]: { schema, example: example ?? schema.meta()?.['example'], 'x-max-bytes': limit } },
    }),
    check: (c) => checkMediaType(c, [JSON_MEDIA_TYPE]),
    read: async (c, _query, limit) => {
      const document = await documentIn(c, limit, required);
      if (!document.ok) return document;
      await noteDocument(c, document.value);
      const parsed = parse(schema, document.value);
      return parsed.ok ? parsed : err(invalid(parsed.error));
    },
  };
};

/** The schema of the body of an action without fields. */
export const NoFields = z
  .strictObject({})
  .meta({ id: 'NoFields', description: 'Nothing: the operation takes no fields.' });

/** The body of an action without fields: it may be omitted, or be `{}`. */
export const noFields: RequestBody<object> = json(NoFields, {});
