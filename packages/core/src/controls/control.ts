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

/** What a kind of control is: everything that depends on the kind is in its one module. */
export interface ControlModule<Control> {
  /** The control as it is written in an annotation UI. */
  readonly schema: z.ZodType;
  /** The faults of an answer to the control; none if it fits. `path` is where the answer stands, `data` that of the item. */
  readonly validate: (control: Control, value: unknown, path: Path, data: JsonObject) => readonly Fault[];
  /** Whether `validate` looks at the length of the text under the control's `source`; it looks at nothing else of the data. */
  readonly readsTextLength?: boolean;
  /**
   * What is kept of an answer that fits: the same answer in the one form that all ways of writing it share. Must leave an
   * answer in that form as it is, and must not throw on one that fitted the checks of an earlier release.
   */
  readonly canonical: (control: Control, value: unknown) => unknown;
  /** Whether two answers in canonical form are the same answer. */
  readonly equal: (control: Control, a: unknown, b: unknown) => boolean;
  /** How an answer stands in a cell of a table. */
  readonly cells: Cells;
  /**
   * A JSON Schema (2020-12) of an answer. Must accept all that `validate` accepts and refuse all else that JSON Schema can
   * express; what it cannot is said in a `$comment`.
   */
  readonly jsonSchema: (control: Control) => JsonObject;
}

/** A fault of a control's options, where they do not fit each other. */
export const mismatch = (option: string, input: unknown, message: string): z.core.$ZodRawIssue => ({
  code: 'custom',
  input,
  path: [option],
  message,
  params: { fault: 'range' },
});

/** A check of options against each other, made where each of them is right by itself. */
export const together =
  <Options>(mismatches: (options: Options) => readonly z.core.$ZodRawIssue[]) =>
  ({ value, issues }: z.core.ParsePayload<Options>): void => {
    if (issues.length === 0) issues.push(...mismatches(value));
  };
