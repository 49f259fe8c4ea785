import { z } from 'zod';
import { err, fault, JsonObject, MAX_FAULTS, ok } from '../kernel/index.ts';
import type { Fault, Result, Transport } from '../kernel/index.ts';
import { moduleOf } from './registry.ts';
import type { Control } from './registry.ts';

/** The JSON Schema (2020-12) of an answer's `value`: an object with one value per control. */
export const AnswerSchema = z
  .object({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
    type: z.literal('object'),
    properties: JsonObject.meta({ description: 'The schema of each control’s value, under the control’s name. What it cannot say is in a `$comment`.' }),
    required: z.array(z.string()),
    additionalProperties: z.literal(false),
  })
  .meta({ id: 'AnswerSchema', description: 'A JSON Schema (2020-12): accepts every `value` that is accepted, and refuses all else that JSON Schema can express.' });
/** The JSON Schema (2020-12) of an answer's `value`. */
export type AnswerSchema = Transport<typeof AnswerSchema>;

/** Checks an answer (one value per control, under the control's name) to an item with this data; the faults (at most `MAX_FAULTS`) point below `/value`. */
export const validateAnswer = (controls: readonly Control[], value: JsonObject, data: JsonObject): Result<JsonObject, readonly Fault[]> => {
  const faults: Fault[] = [];
  for (const control of controls) {
    const path = ['value', control.name];
    if (Object.hasOwn(value, control.name)) faults.push(...moduleOf(control).validate(control, value[control.name], path, data));
    else if (control.required) faults.push(fault(path, 'required', 'This control must be answered.'));
  }
  const names = new Set(controls.map(({ name }) => name));
  for (const name of Object.keys(value)) {
    if (!names.has(name)) faults.push(fault(['value', name], 'unknown_field', 'The annotation UI has no such control.'));
  }
  return faults.length > 0 ? err(faults.slice(0, MAX_FAULTS)) : ok(value);
};

/** Whether an answer to this control can only be checked where the length of the item's text is known. */
export const needsTextLength = (control: Control): boolean => moduleOf(control).readsTextLength ?? false;

/** Whether two answers to the same controls, both of which fit, are the same answer. */
export const equalAnswers = (controls: readonly Control[], a: JsonObject, b: JsonObject): boolean =>
  controls.every((control) => {
    const [inA, inB] = [Object.hasOwn(a, control.name), Object.hasOwn(b, control.name)];
    return inA === inB && (!inA || moduleOf(control).equal(control, a[control.name], b[control.name]));
  });

/** The JSON Schema (2020-12) of an answer to these controls: accepts all that `validateAnswer` accepts. */
export const answerSchema = (controls: readonly Control[]): AnswerSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: Object.fromEntries(controls.map((control) => [control.name, moduleOf(control).jsonSchema(control)])),
  required: controls.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});
