import { besideOthers, fault, Id, optional, quoted } from '../kernel/index.ts';
import type { Fault } from '../kernel/index.ts';
import { ExternalId } from './transports.ts';

/** The two fields by which a line of an import can name its item. A line has exactly one of them. */
export const itemName = { external_id: optional(ExternalId), item_id: optional(Id) } as const;

/** The names of the item in a line of an import. */
export interface NamedItem {
  readonly external_id?: string | undefined;
  readonly item_id?: string | undefined;
}

/** Checks that a line names its item by exactly one of the two fields, even if the line has other errors. */
export const namesOneItem = besideOthers<NamedItem>(({ value, issues }) => {
  const { external_id, item_id } = value;
  if (external_id === undefined && item_id === undefined)
    issues.push({ code: 'custom', input: undefined, path: ['external_id'], message: '' });
  if (external_id !== undefined && item_id !== undefined) {
    issues.push({
      code: 'custom',
      input: item_id,
      path: ['item_id'],
      message: 'Name the item by `external_id` or by `item_id`, not by both.',
      params: { fault: 'duplicate' },
    });
  }
});

/** The validation error of a line that names an item which does not exist. */
export const itemNotFound = ({ external_id, item_id }: NamedItem): Fault =>
  external_id === undefined
    ? fault(['item_id'], 'not_found', `The project has no item ${item_id}; import it first.`)
    : fault(
        ['external_id'],
        'not_found',
        `The project has no item with the external_id ${quoted(external_id)}; import it first.`,
      );
