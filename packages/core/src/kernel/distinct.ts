import type { z } from 'zod';

/** A check that no element of a list has the key of an earlier one; the fault stands at `at` below the later element. */
export const distinct =
  <Element>(message: string, keyOf: (element: Element) => unknown, at: readonly PropertyKey[] = []) =>
  ({ value, issues }: z.core.ParsePayload<Element[]>): void => {
    const seen = new Set<unknown>();
    for (const [index, element] of value.entries()) {
      const key = keyOf(element);
      if (seen.has(key)) issues.push({ code: 'custom', input: key, path: [index, ...at], message, params: { fault: 'duplicate' } });
      seen.add(key);
    }
  };
