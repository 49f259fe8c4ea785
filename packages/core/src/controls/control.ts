import { z } from 'zod';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { distinctByLook, list, text, visibleText, withDefault } from '../kernel/index.ts';
import type { Cells } from '../tables/index.ts';
import type { Path } from './form.ts';

/** The fields that controls of every kind have. */
export const controlFields = {
  name: visibleText(200)
    .refine((name) => name !== '__proto__', { error: 'This name is not allowed.', params: { fault: 'option' } })
    .meta({ description: 'The key of the answer’s `value` that this control fills.' }),
  required: withDefault(z.boolean(), true),
  source: text(1, 200).meta({ description: 'The key of the item’s `data` that this control is about.' }),
} as const;

/** A list of 1…1,000 strings to choose from, no two of which look the same. */
export const Options = list(visibleText(200), 1_000)
  .min(1)
  .check(distinctByLook('Stands here twice.', (option) => option))
  .meta({
    uniqueItems: true,
    description:
      'No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here.',
  });

/** The module of a kind of control: everything that depends on the kind is in its module. */
export interface ControlModule<Control> {
  /** The control as it is written in an annotation UI. */
  readonly schema: z.ZodType;
  /**
   * Returns the validation errors of an answer to the control; none if it is valid. `path` is the position of the
   * answer, `data` is the `data` of the item.
   */
  readonly validate: (control: Control, value: unknown, path: Path, data: JsonObject) => readonly Fault[];
  /**
   * Whether `validate` reads the length of the text under the control's `source`. It reads nothing else of the data.
   */
  readonly readsTextLength?: boolean;
  /**
   * Returns the canonical form of a valid answer, which is stored: all ways of writing the same answer have the same
   * form. Must return an answer in this form unchanged, and must not throw for an answer that was valid under the
   * checks of an earlier release.
   */
  readonly canonical: (control: Control, value: unknown) => unknown;
  /** Returns whether two answers in canonical form are the same answer. */
  readonly equal: (control: Control, a: unknown, b: unknown) => boolean;
  /** How an answer is written to a cell of a table. */
  readonly cells: Cells;
  /**
   * Returns a JSON Schema (2020-12) of an answer. Must accept everything that `validate` accepts and refuse everything
   * else that JSON Schema can express; a `$comment` says the rest.
   */
  readonly jsonSchema: (control: Control) => JsonObject;
}

/** Makes the validation error for options of a control that contradict each other. */
export const mismatch = (option: string, input: unknown, message: string): z.core.$ZodRawIssue => ({
  code: 'custom',
  input,
  path: [option],
  message,
  params: { fault: 'range' },
});

/** Makes a check of options against each other, which runs only if each option is valid by itself. */
export const together =
  <Options>(mismatches: (options: Options) => readonly z.core.$ZodRawIssue[]) =>
  ({ value, issues }: z.core.ParsePayload<Options>): void => {
    if (issues.length === 0) issues.push(...mismatches(value));
  };
