export { ExternalId, ImportItem, ImportItems, Item, ItemState } from './transports.ts';
export type { ImportBatch, ItemsRepository } from './repository.ts';
export { itemEvents } from './events.ts';
export { importItems } from './import-items.ts';
export type { ImportItems as ImportItemsUseCase, ImportItemsInput } from './import-items.ts';
export { listItems } from './list-items.ts';
export type { ListItems } from './list-items.ts';
export { getItem } from './get-item.ts';
export type { GetItem } from './get-item.ts';
