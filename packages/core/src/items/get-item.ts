import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { ItemsRepository } from './repository.ts';
import type { Item } from './transports.ts';

/** Reads one item of a project. */
export type GetItem = UseCase<{ readonly project_id: Id; readonly item_id: Id }, Item, NotFound>;

/** Reads an item. */
export const getItem = defineOperation({
  name: 'getItem',
  permission: 'item:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store, now }: Needs<{ items: ItemsRepository }>): GetItem =>
    async (caller, { item_id }) => {
      const item = await store.within(scopeOf(caller)).items.find(item_id, now().toISOString());
      return item === undefined ? err({ code: 'not_found' }) : ok(item);
    },
});
