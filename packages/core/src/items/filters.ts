import { idAt } from '../kernel/index.ts';
import type { Id, Json } from '../kernel/index.ts';
import type { ItemFilters } from './transports.ts';

/** The greatest difference between the time in an item's id and its `created_at`, in milliseconds. */
const SLACK = 10 * 60_000;

/** The range of ids that contains every item created between the moments of the filters. */
export const idRangeOf = ({
  created_after,
  created_before,
}: ItemFilters): { readonly above: Id | null; readonly below: Id | null } => ({
  above: created_after === undefined ? null : idAt(Date.parse(created_after) - SLACK),
  below: created_before === undefined ? null : idAt(Date.parse(created_before) + SLACK),
});

const isScalar = (value: unknown): value is number | boolean | null =>
  value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The values of `metadata` that match the text of a filter: the text itself, and the number, boolean or `null` that it
 * is as JSON.
 */
export const metadataValuesOf = (text: string): readonly Json[] => {
  const value = parsed(text);
  return isScalar(value) ? [text, value] : [text];
};
