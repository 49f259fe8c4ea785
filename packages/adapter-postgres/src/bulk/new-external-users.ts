/**
 * SQL for parts of a `with` that create the external users of `wanted`, a relation of distinct `id, source, name,
 * email_key`; without a source, `source` is an empty text. They are created in the order of their names, so imports
 * that create the same ones wait for each other without a deadlock. `newcomers` are the users that were created (`id,
 * name`); a name that exists already is left alone.
 */
export const newExternalUsers = (wanted: string): string => `newcomers as (
    insert into external_users (organization_id, id, source, name, email_key, created_at)
    select :organization_id::uuid, w.id, w.source, w.name, w.email_key, :at::timestamptz
    from ${wanted} w
    order by w.name, w.source
    on conflict (organization_id, name, source) do nothing
    returning id, name
  ),
  known_by_name as (
    insert into users (id, kind, name, organization_id, created_by, created_at)
    select n.id, 'external', n.name, :organization_id::uuid, :by::uuid, :at::timestamptz from newcomers n
  )`;
