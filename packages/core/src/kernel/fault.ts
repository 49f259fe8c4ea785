import { z } from 'zod';
import { momentFault } from './moment.ts';
import { visible } from './visible.ts';

/** The stable codes of validation errors. */
export const faultCodes = [
  'required',
  'unknown_field',
  'type',
  'range',
  'length',
  'format',
  'option',
  'duplicate',
  'encoding',
  'depth',
  'number',
  'malformed_json',
  'too_large',
  'already_exists',
  'not_found',
  'in_use',
  'forbidden',
  'stale',
] as const;

/** One of the stable codes of validation errors. */
export type FaultCode = (typeof faultCodes)[number];

/**
 * One validation error of an input: its position (a JSON pointer, RFC 6901), its code, and a sentence that says what to
 * do.
 */
export const Fault = z
  .object({
    pointer: z.string().meta({
      description: 'JSON pointer (RFC 6901) to the place of the fault; the empty string is the whole document.',
    }),
    code: z.enum(faultCodes),
    detail: z.string(),
  })
  .meta({ id: 'Fault', example: { pointer: '/name', code: 'length', detail: 'Must have 1 to 200 characters.' } });

/** One validation error of an input. */
export interface Fault {
  readonly pointer: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/** The maximum number of validation errors that are reported for one input. */
export const MAX_FAULTS = 100;

/** The maximum length of a name that is shown in a detail, in UTF-16 units. */
const MAX_SHOWN = 100;

/** A JSON pointer (RFC 6901) to `path`. */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/**
 * Makes a validation error at `path`. Invisible characters that the detail quotes from an input are written as `\\u…`.
 */
export const fault = (path: readonly PropertyKey[], code: FaultCode, detail: string): Fault => ({
  pointer: pointerTo(path),
  code,
  detail: visible(detail),
});

/**
 * Makes the validation error of an unknown field at `path`. If its name has invisible characters, the detail shows them
 * escaped.
 */
export const unknownField = (
  path: readonly PropertyKey[],
  detail = 'There is no such field; check its spelling.',
): Fault => {
  const name = String(path.at(-1));
  const shown = visible(name);
  return fault(
    path,
    'unknown_field',
    shown === name ? detail : `${detail} The name holds characters that show nothing: "${shown.slice(0, MAX_SHOWN)}".`,
  );
};

/** The same validation error for a document in which the invalid value is at `path`. */
export const under = (path: readonly PropertyKey[], inner: Fault): Fault => ({
  ...inner,
  pointer: pointerTo(path) + inner.pointer,
});

type Issue = z.core.$ZodIssue;

const received = (issue: Issue): string =>
  issue.input === null ? 'null' : Array.isArray(issue.input) ? 'array' : typeof issue.input;

const bounds = (
  issue: { readonly origin: string },
  words: string,
): { readonly code: FaultCode; readonly detail: string } =>
  issue.origin === 'string'
    ? { code: 'length', detail: `Must have ${words} characters.` }
    : issue.origin === 'array' || issue.origin === 'set'
      ? { code: 'length', detail: `Must have ${words} elements.` }
      : { code: 'range', detail: `Must be ${words}.` };

const oneOfThese = (values: readonly unknown[]): string =>
  `Must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}.`;

// For an issue about a discriminator, the input is the object that should have it.
const unionFault = (issue: z.core.$ZodIssueInvalidUnion): Fault => {
  if (issue.input === undefined) return fault(issue.path, 'required', 'This field is required.');
  if (!('options' in issue) || issue.options === undefined || issue.discriminator === undefined)
    return fault(issue.path, 'option', 'Fits none of the allowed forms.');
  const known = oneOfThese(issue.options);
  return Object.hasOwn(Object(issue.input), issue.discriminator)
    ? fault(issue.path, 'option', known)
    : fault(issue.path, 'required', `This field is required. ${known}`);
};

const translate = (issue: Issue): Fault[] => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? [fault(issue.path, 'required', 'This field is required.')]
        : [fault(issue.path, 'type', `Must be of type ${issue.expected}, not ${received(issue)}.`)];
    case 'too_small':
      return [{ pointer: pointerTo(issue.path), ...bounds(issue, `at least ${issue.minimum}`) }];
    case 'too_big':
      return [{ pointer: pointerTo(issue.path), ...bounds(issue, `at most ${issue.maximum}`) }];
    case 'invalid_format':
      return [
        fault(
          issue.path,
          'format',
          issue.format === 'datetime'
            ? (momentFault(String(issue.input)) ?? issue.message)
            : `Must be a valid ${issue.format}.`,
        ),
      ];
    case 'invalid_value':
      return issue.input === undefined
        ? [fault(issue.path, 'required', 'This field is required.')]
        : [fault(issue.path, 'option', oneOfThese(issue.values))];
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_FAULTS).map((key) => unknownField([...issue.path, key]));
    case 'invalid_union':
      return [unionFault(issue)];
    case 'custom':
      if (issue.input === undefined) return [fault(issue.path, 'required', 'This field is required.')];
      return [fault(issue.path, (issue.params?.['fault'] as FaultCode | undefined) ?? 'format', issue.message)];
    case 'not_multiple_of':
      return [fault(issue.path, 'range', `Must be a multiple of ${issue.divisor}.`)];
    case 'invalid_key':
      return issue.issues.flatMap((ofKey) =>
        translate({ ...ofKey, input: ofKey.input ?? issue.input, path: issue.path } as Issue),
      );
    case 'invalid_element':
      return [fault(issue.path, 'format', issue.message)];
  }
};

// Zod checks the whole input; only as many issues are translated as are reported.
const faultsOf = (issues: readonly z.core.$ZodRawIssue[]): readonly Fault[] => {
  const faults: Fault[] = [];
  for (const issue of issues) {
    if (faults.length >= MAX_FAULTS) break;
    faults.push(...translate(z.core.util.finalizeIssue(issue, { reportInput: true }, z.core.config())));
  }
  return faults.slice(0, MAX_FAULTS);
};

/**
 * Parses `input` with a transport's schema. On failure, returns at most `MAX_FAULTS` validation errors, each with a
 * pointer.
 */
export const parse = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
):
  | { readonly ok: true; readonly value: z.output<Schema> }
  | { readonly ok: false; readonly error: readonly Fault[] } => {
  const parsed = schema._zod.run({ value: input, issues: [] }, { async: false });
  if (parsed instanceof Promise) throw new Error('No schema of a transport is asynchronous.');
  return parsed.issues.length === 0
    ? { ok: true, value: parsed.value as z.output<Schema> }
    : { ok: false, error: faultsOf(parsed.issues) };
};
