import { err, fault, MAX_FAULTS, ok, parse } from '@goldset/core';
import { unknownField } from '@goldset/core/adapter';
import type { Fault, Result } from '@goldset/core';
import { z } from 'zod';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';

// A parameter that is a record is written in a URL as one parameter per key: `metadata.lang=de`.
const isKeyed = (schema: unknown): boolean =>
  schema instanceof z.ZodRecord || (schema instanceof z.ZodOptional && isKeyed(schema.unwrap()));

/** The parameter that a name in a URL belongs to, and its key if the parameter is a record. */
const partsOf = (
  schema: z.ZodObject,
  name: string,
): { readonly parameter: string; readonly key: string | null } | undefined => {
  const dot = name.indexOf('.');
  const parameter = dot === -1 ? name : name.slice(0, dot);
  if (!Object.hasOwn(schema.shape, parameter) || isKeyed(schema.shape[parameter]) !== (dot !== -1)) return undefined;
  const key = dot === -1 ? null : name.slice(dot + 1);
  // A record drops this key silently.
  return key === '__proto__' ? undefined : { parameter, key };
};

/**
 * The query parameters as a URL query, ordered by name. A record becomes one parameter per key, as `partsOf` reads
 * them.
 */
export const queryOf = (parameters: object): string => {
  const flat = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, text]) => [`${name}.${key}`, String(text)])
        : [[name, String(value)]],
    );
  return String(new URLSearchParams(flat.toSorted(([a], [b]) => (a < b ? -1 : 1))));
};

// For a record, the pointer names the parameter as it is written in the URL. All values in a URL are text, so "not
// string" in an error would mislead.
const asNamed = (schema: z.ZodObject, found: Fault): Fault => {
  const [, parameter = '', ...rest] = found.pointer.split('/');
  const named =
    rest.length > 0 && isKeyed(schema.shape[parameter])
      ? { ...found, pointer: `/${parameter}.${rest.join('/')}` }
      : found;
  return named.code === 'type' ? { ...named, detail: named.detail.replace(', not string.', '.') } : named;
};

// In a URL a `+` means a space, so a time with an offset loses it.
const explained = (found: Fault, given: Readonly<Record<string, unknown>>): Fault =>
  found.code === 'format' && /T\S* \d\d:?\d\d$/.test(String(given[found.pointer.slice(1)]))
    ? {
        ...found,
        detail: `${found.detail} In a URL a + stands for a blank: write it as %2B, or give the time in UTC, with a Z.`,
      }
    : found;

const namesOf = (schema: z.ZodObject): string => {
  const names = Object.entries(schema.shape).map(([name, type]) => (isKeyed(type) ? `${name}.<key>` : name));
  return names.length === 0 ? 'this operation has none' : `this operation has ${names.join(', ')}`;
};

/** The new names of renamed query parameters, by the old name. */
const RENAMED: ReadonlyMap<string, string> = new Map([['changed_after', 'changed_since']]);

const unknownDetail = (schema: z.ZodObject, name: string): string => {
  const renamed = RENAMED.get(name);
  return renamed !== undefined && Object.hasOwn(schema.shape, renamed)
    ? `This query parameter is called \`${renamed}\` now.`
    : `There is no such query parameter; ${namesOf(schema)}.`;
};

/** Parses the query parameters of a request by their schema. Unknown and repeated parameters are errors. */
export const parseQuery = <Schema extends z.ZodObject>(
  schema: Schema,
  search: string,
): Result<z.output<Schema>, Refusal> => {
  const seen = new Set<string>();
  const given: Record<string, string | Record<string, string>> = {};
  const faults: Fault[] = [];
  for (const [name, value] of new URLSearchParams(search)) {
    const parts = partsOf(schema, name);
    if (parts === undefined) faults.push(unknownField([name], unknownDetail(schema, name)));
    else if (seen.has(name)) faults.push(fault([name], 'duplicate', 'This query parameter stands there twice.'));
    else if (parts.key === null) given[parts.parameter] = value;
    else ((given[parts.parameter] ??= {}) as Record<string, string>)[parts.key] = value;
    if (faults.length === MAX_FAULTS) break;
    seen.add(name);
  }
  const parsed = faults.length > 0 ? err(faults) : parse(schema, given);
  return parsed.ok
    ? ok(parsed.value)
    : err(
        invalid(
          parsed.error.map((found) => explained(asNamed(schema, found), given)),
          'The query of the URL has faults.',
        ),
      );
};
