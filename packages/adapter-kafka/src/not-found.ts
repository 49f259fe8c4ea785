import type { z } from 'zod';
import type { Refusal } from './refusal.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

const nameOf = (field: string): string => field.replace(/_id$/, '').replaceAll('_', ' ');

/** The project, or else the organization, that data names. */
const targetField = (data: Readonly<Record<string, unknown>>): 'project_id' | 'organization_id' =>
  isText(data['project_id']) ? 'project_id' : 'organization_id';

const refusal = (pointer: string, detail: string): Refusal => ({
  code: 'not_found',
  detail,
  faults: [{ pointer: `/data${pointer}`, code: 'not_found', detail }],
});

/** The refusal of what acts on a project or an organization that is not there for the consumer’s user; it says which. */
export const targetNotFound = (data: unknown): Refusal => {
  const fields = Object(data) as Readonly<Record<string, unknown>>;
  const field = targetField(fields);
  const name = nameOf(field);
  return refusal(
    `/${field}`,
    `There is no ${name} ${String(fields[field])} that the consumer’s user may see; create it, or give the user a role on it.`,
  );
};

/** The refusal of a command that names a thing which is not there; it says which: the one that the last id of its data names. */
export const thingNotFound = (schema: z.ZodObject, data: unknown): Refusal => {
  const fields = Object(data) as Readonly<Record<string, unknown>>;
  const within = targetField(fields);
  const target = fields['target'];
  if (typeof target === 'object' && target !== null && 'id' in target && 'type' in target)
    return refusal('/target/id', `There is no ${String(target.type)} ${String(target.id)} in this organization.`);
  const field = Object.keys(schema.shape).findLast(
    (name) => name.endsWith('_id') && name !== 'project_id' && name !== 'organization_id' && isText(fields[name]),
  );
  return field === undefined
    ? targetNotFound(data)
    : refusal(`/${field}`, `The ${nameOf(within)} has no ${nameOf(field)} ${String(fields[field])}.`);
};
