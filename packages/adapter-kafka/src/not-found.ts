import type { z } from 'zod';
import type { Refusal } from './refusal.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

const nameOf = (field: string): string => field.replace(/_id$/, '').replaceAll('_', ' ');

/** The field of the data that names the target: the project or else the organization. */
const targetField = (data: Readonly<Record<string, unknown>>): 'project_id' | 'organization_id' =>
  isText(data['project_id']) ? 'project_id' : 'organization_id';

const refusal = (pointer: string, detail: string): Refusal => ({
  code: 'not_found',
  detail,
  faults: [{ pointer: `/data${pointer}`, code: 'not_found', detail }],
});

/**
 * The `Refusal` of an event whose project or organization does not exist for the consumer’s user. It names the
 * project or organization.
 */
export const targetNotFound = (data: unknown): Refusal => {
  const fields = Object(data) as Readonly<Record<string, unknown>>;
  const field = targetField(fields);
  const name = nameOf(field);
  return refusal(
    `/${field}`,
    `There is no ${name} ${String(fields[field])} that the consumer’s user may see; create it, or give the user a role on it.`,
  );
};

/**
 * The `Refusal` of a command that refers to a resource that does not exist. It names the resource that the last id of
 * the data refers to.
 */
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
