import type { Id } from '../../index.ts';
import type { ToDelete } from '../../adapter.ts';
import { compare } from './page-of.ts';

/**
 * Returns the number of rows and the ids of the first of them. Ids are taken item by item, all of one item together: at
 * most `limit` ids, but at least those of one item.
 */
export const fittingIds = (rows: readonly { readonly id: Id; readonly item_id: Id }[], limit: number): ToDelete => {
  const inOrder = rows.toSorted((a, b) => compare(a.item_id, b.item_id) || compare(a.id, b.id));
  const first = inOrder[0]?.item_id;
  const upTo = new Map<Id, number>();
  for (const [index, { item_id }] of inOrder.entries()) upTo.set(item_id, index + 1);
  return {
    count: rows.length,
    ids: inOrder.filter(({ item_id }) => item_id === first || (upTo.get(item_id) ?? 0) <= limit).map(({ id }) => id),
  };
};
