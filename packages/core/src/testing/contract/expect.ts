import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { Page, PageRequest, Result } from '../../index.ts';
import type { EndedAuthority } from '../../adapter.ts';

/** The value of a success. Fails on anything else. */
export const valueOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) assert.fail(`Expected a success, not ${JSON.stringify(result.error)}.`);
  return result.value;
};

/** The error of a failure, which must have this code. Fails on anything else. */
export const errorOf = <E extends { readonly code: string }, const Code extends E['code']>(
  result: Result<unknown, E>,
  code: Code,
): Extract<E, { readonly code: Code }> => {
  if (result.ok) assert.fail(`Expected ${code}, not the success ${JSON.stringify(result.value)}.`);
  assert.equal(result.error.code, code, `Expected ${code}, not ${JSON.stringify(result.error)}.`);
  return result.error as Extract<E, { readonly code: Code }>;
};

/** The reason that an error says in words. Fails where it says none. */
export const saysWhy = (error: object): string => {
  const detail: unknown = 'detail' in error ? error.detail : undefined;
  if (typeof detail !== 'string') assert.fail(`Expected a reason, not ${JSON.stringify(error)}.`);
  return detail;
};

/** What a store answers where the authority has not ended. Fails where it has. */
export const allowed = <T extends object>(answer: T | EndedAuthority): T => {
  if (typeof answer === 'string') assert.fail(`The authority has ended: ${answer}.`);
  return answer;
};

/** What must be there. */
export const there = <T>(value: T | undefined): T => {
  if (value === undefined) assert.fail('There is nothing.');
  return value;
};

/** An answer that says its secret. Fails where it does not. */
export const revealed = <T extends { readonly secret: string | null }>(answer: T): T & { readonly secret: string } => {
  if (answer.secret === null) assert.fail('The secret is not said.');
  return { ...answer, secret: answer.secret };
};

/** The only element of a list. Fails where there are none or more. */
export const only = <T>(list: readonly T[]): T => {
  assert.equal(list.length, 1, `Expected one element, not ${list.length}.`);
  return list[0] as T;
};

/** The element at a place, which must be there. */
export const at = <T>(list: readonly T[], index: number): T => {
  assert.ok(index < list.length, `There is no element ${index}.`);
  return list[index] as T;
};

/** Fails unless a value is exactly what a transport's schema lets through: nothing missing, nothing wrong, nothing more. */
export const assertFits = (schema: z.ZodType, value: unknown): void => {
  assert.deepEqual(schema.parse(value), value);
};

/** The numbers from 1 to `count`. */
export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Every row of a list, read page by page. */
export const walk = async <T>(
  list: (page: PageRequest) => Promise<Page<T>>,
  { per_page = 200, order = 'asc' }: Partial<PageRequest> = {},
): Promise<readonly T[]> => {
  const rows: T[] = [];
  let page = await list({ per_page, order });
  rows.push(...page.items);
  while (page.next !== null) {
    page = await list({ per_page, order, position: page.next });
    rows.push(...page.items);
  }
  return rows;
};
