import { err, fault, MAX_FAULTS, ok, parse } from '@goldset/core';
import type { Fault, Result } from '@goldset/core';
import type { z } from 'zod';
import { invalid } from './problem.ts';
import type { Refusal } from './problem.ts';

/** Reads the query parameters of a request by their schema: one that does not exist, or stands there twice, is refused. */
export const parseQuery = <Schema extends z.ZodObject>(schema: Schema, search: string): Result<z.output<Schema>, Refusal> => {
  const given = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (!Object.hasOwn(schema.shape, name)) faults.push(fault([name], 'unknown_field', 'There is no such query parameter; check its spelling.'));
    else if (given.has(name)) faults.push(fault([name], 'duplicate', 'This query parameter stands there twice.'));
    given.set(name, value);
  }
  const parsed = faults.length > 0 ? err(faults.slice(0, MAX_FAULTS)) : parse(schema, Object.fromEntries(given));
  return parsed.ok ? ok(parsed.value) : err(invalid(parsed.error, 'The query of the URL has faults.'));
};
