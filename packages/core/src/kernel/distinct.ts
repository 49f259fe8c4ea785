import type { z } from 'zod';
import { MAX_FAULTS } from './fault.ts';
import { lookOf, quoted } from './text.ts';

/**
 * A check that no element of a list has the key of an earlier one. The error points at `at` below the later element.
 */
export const distinct =
  <Element>(message: string, keyOf: (element: Element) => unknown, at: readonly PropertyKey[] = []) =>
  ({ value, issues }: z.core.ParsePayload<Element[]>): void => {
    const seen = new Set<unknown>();
    for (const [index, element] of value.entries()) {
      if (issues.length >= MAX_FAULTS) return;
      const key = keyOf(element);
      if (seen.has(key))
        issues.push({ code: 'custom', input: key, path: [index, ...at], message, params: { fault: 'duplicate' } });
      seen.add(key);
    }
  };

/**
 * A check that no two texts of a list are equal after NFC normalization and trimming. The error points at `at` below
 * the later element and names both texts.
 */
export const distinctByLook =
  <Element>(message: string, textOf: (element: Element) => string, at: readonly PropertyKey[] = []) =>
  ({ value, issues }: z.core.ParsePayload<Element[]>): void => {
    const seen = new Map<string, string>();
    for (const [index, element] of value.entries()) {
      if (issues.length >= MAX_FAULTS) return;
      const text = textOf(element);
      const look = lookOf(text);
      const earlier = seen.get(look);
      if (earlier === undefined) seen.set(look, text);
      else {
        const detail =
          earlier === text
            ? message
            : `${quoted(text)} looks like ${quoted(earlier)}: they differ only in blanks around them or in how their characters are composed (Unicode NFC). Keep one of the two.`;
        issues.push({
          code: 'custom',
          input: text,
          path: [index, ...at],
          message: detail,
          params: { fault: 'duplicate' },
        });
      }
    }
  };
