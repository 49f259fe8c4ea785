import { err, fault, ok } from '../kernel/index.ts';
import type { Fault, JsonObject, Result } from '../kernel/index.ts';
import { moduleOf } from './registry.ts';
import type { Control } from './registry.ts';

/** Checks an answer (one value per control, under the control's name) against the controls it answers; the faults point below `/value`. */
export const validateAnswer = (controls: readonly Control[], value: JsonObject): Result<JsonObject, readonly Fault[]> => {
  const faults: Fault[] = [];
  for (const control of controls) {
    const path = ['value', control.name];
    if (Object.hasOwn(value, control.name)) faults.push(...moduleOf(control).validate(control, value[control.name], path));
    else if (control.required) faults.push(fault(path, 'required', 'This control must be answered.'));
  }
  const names = new Set(controls.map(({ name }) => name));
  for (const name of Object.keys(value)) {
    if (!names.has(name)) faults.push(fault(['value', name], 'unknown_field', 'The annotation UI has no such control.'));
  }
  return faults.length > 0 ? err(faults) : ok(value);
};

/** Whether two answers to the same controls, both of which fit, are the same answer. */
export const equalAnswers = (controls: readonly Control[], a: JsonObject, b: JsonObject): boolean =>
  controls.every((control) => {
    const [inA, inB] = [Object.hasOwn(a, control.name), Object.hasOwn(b, control.name)];
    return inA === inB && (!inA || moduleOf(control).equal(control, a[control.name], b[control.name]));
  });
