import { Control, moduleOf } from '../controls/registry.ts';
import { parse } from '../index.ts';
import type { Fault, JsonObject } from '../index.ts';

const inShort = (faults: readonly Fault[]): readonly string[] => faults.map(({ pointer, code }) => `${pointer} ${code}`);

/** The faults of a control as it is written in an annotation UI, each as its place and its code. */
export const controlFaults = (control: object): readonly string[] => {
  const parsed = parse(Control, { name: 'c', source: 'text', ...control });
  return parsed.ok ? [] : inShort(parsed.error);
};

/** The faults of an answer to a control, each as its place in the answer and its code. */
export const answerFaults = (control: object, value: unknown, data: JsonObject = {}): readonly string[] => {
  const parsed = Control.parse({ name: 'c', source: 'text', ...control });
  return inShort(moduleOf(parsed).validate(parsed, value, [], data));
};

/** Whether two answers to a control are the same. */
export const areEqual = (control: object, a: unknown, b: unknown): boolean => {
  const parsed = Control.parse({ name: 'c', source: 'text', ...control });
  return moduleOf(parsed).equal(parsed, a, b);
};
