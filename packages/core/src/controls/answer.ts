import { z } from 'zod';
import { err, fault, JsonObject, MAX_FAULTS, ok, unknownField } from '../kernel/index.ts';
import type { Fault, Json, Result, Transport } from '../kernel/index.ts';
import { moduleOf } from './registry.ts';
import type { Control } from './registry.ts';

/** The JSON Schema (2020-12) of an answer's `value`: an object with one value per control. */
export const AnswerSchema = z
  .object({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
    type: z.literal('object'),
    properties: JsonObject.meta({
      description:
        'The schema of each control’s value, under the control’s name. What it cannot say is in a `$comment`.',
    }),
    required: z.array(z.string()),
    additionalProperties: z.literal(false),
  })
  .meta({
    id: 'AnswerSchema',
    description:
      'A JSON Schema (2020-12): accepts every `value` that is accepted, and refuses all else that JSON Schema can express. It has `$schema`, `type` (`object`), `properties` with the schema of each control’s value under the control’s name, `required` and `additionalProperties` (`false`).',
  });
/** The JSON Schema (2020-12) of an answer's `value`. */
export type AnswerSchema = Transport<typeof AnswerSchema>;

const isAnswered = ({ name, required }: Control, value: JsonObject): boolean =>
  Object.hasOwn(value, name) && (required || value[name] !== null);

// Returns the same object if it is canonical already, as most are.
const canonicalAnswer = (controls: readonly Control[], value: JsonObject): JsonObject => {
  const kept = controls
    .filter((control) => isAnswered(control, value))
    .map((control): readonly [name: string, value: Json] => [
      control.name,
      moduleOf(control).canonical(control, value[control.name]) as Json,
    ]);
  return kept.length === Object.keys(value).length && kept.every(([name, own]) => Object.is(own, value[name]))
    ? value
    : Object.fromEntries(kept);
};

/**
 * Checks an answer (one value per control, under the control's name) to an item with this data. Returns the canonical
 * form of the answer, which is stored. `null` for an optional control means that it is not answered. The validation
 * errors (at most `MAX_FAULTS`) point below `/value`.
 */
export const validateAnswer = (
  controls: readonly Control[],
  value: JsonObject,
  data: JsonObject,
): Result<JsonObject, readonly Fault[]> => {
  const faults: Fault[] = [];
  for (const control of controls) {
    const path = ['value', control.name];
    if (isAnswered(control, value))
      faults.push(...moduleOf(control).validate(control, value[control.name], path, data));
    else if (control.required) faults.push(fault(path, 'required', 'This control must be answered.'));
  }
  const names = new Set(controls.map(({ name }) => name));
  for (const name of Object.keys(value)) {
    if (faults.length >= MAX_FAULTS) break;
    if (!names.has(name)) faults.push(unknownField(['value', name], 'The annotation UI has no such control.'));
  }
  return faults.length > 0 ? err(faults.slice(0, MAX_FAULTS)) : ok(canonicalAnswer(controls, value));
};

/** Returns whether the check of an answer to this control requires the length of the item's text. */
export const needsTextLength = (control: Control): boolean => moduleOf(control).readsTextLength ?? false;

/**
 * Returns whether two answers to the same controls are the same answer, that is, have the same canonical form. Both
 * must be valid, or must have been valid when they were given.
 */
export const equalAnswers = (controls: readonly Control[], a: JsonObject, b: JsonObject): boolean =>
  controls.every((control) => {
    const [inA, inB] = [isAnswered(control, a), isAnswered(control, b)];
    const { canonical, equal } = moduleOf(control);
    return (
      inA === inB && (!inA || equal(control, canonical(control, a[control.name]), canonical(control, b[control.name])))
    );
  });

const schemaOf = (control: Control): JsonObject => {
  const schema = moduleOf(control).jsonSchema(control);
  return control.required ? schema : { anyOf: [schema, { type: 'null' }] };
};

/**
 * Makes the JSON Schema (2020-12) of an answer to these controls. It accepts every answer that `validateAnswer`
 * accepts.
 */
export const answerSchema = (controls: readonly Control[]): AnswerSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: Object.fromEntries(controls.map((control) => [control.name, schemaOf(control)])),
  required: controls.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});
