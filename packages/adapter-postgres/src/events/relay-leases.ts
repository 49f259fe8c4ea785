import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/** The number of slices that the keys of the outbox are divided into: the most relays that can share the work. */
export const SLICES = 16;

/** SQL for the slice of a key. The last byte of an id is random in every UUID version in use. */
export const sliceOf = (key: string): string => `get_byte(uuid_send(${key}), 15) % ${SLICES}`;

const makeSlices = statement<object, never>(`
  insert into relay_leases (slice, holder, expires_at)
  select s, '00000000-0000-0000-0000-000000000000'::uuid, '-infinity'::timestamptz from generate_series(0, ${SLICES - 1}) s
  on conflict do nothing`);

// A relay may hold its share of the slices, rounded up. It keeps its own slices, then takes those that no relay holds,
// and then those that others hold beyond their share. So a new relay finds work at once, and no relay needs to know of
// it. A slice whose holder has changed meanwhile is left alone.
const lease = statement<{ me: string; at: string; until: string }, { slice: number }>(`
  with live as (select l.slice, l.holder from relay_leases l where l.expires_at > :at::timestamptz and l.holder <> :me::uuid),
  share as (select ceil(${SLICES}.0 / (1 + count(distinct holder)))::int as most from live),
  ranked as (select slice, holder, row_number() over (partition by holder order by slice) as rank from live),
  candidates as (
    select l.slice, l.holder, case when l.holder = :me::uuid then 0 else 1 end as cost
    from relay_leases l where l.holder = :me::uuid or l.expires_at <= :at::timestamptz
    union all
    select r.slice, r.holder, 2 from ranked r where r.rank > (select most from share)
  ),
  chosen as (select slice, holder from candidates order by cost, slice limit (select most from share))
  update relay_leases l
  set holder = :me::uuid, expires_at = :until::timestamptz
  from chosen c
  where l.slice = c.slice and l.holder = c.holder
  returning l.slice`);

const release = statement<{ me: string; at: string }, never>(
  `update relay_leases set expires_at = :at::timestamptz where holder = :me::uuid and expires_at > :at::timestamptz`,
);

/** Creates the rows of the slices that are missing. */
export const prepareSlices = async (run: Run): Promise<void> => {
  await run(makeSlices, {});
};

/** Takes and renews this relay's share of the slices, and resolves to how many it holds until `until`. */
export const leaseSlices = async (run: Run, holder: string, at: Date, until: Date): Promise<number> =>
  (await run(lease, { me: holder, at: at.toISOString(), until: until.toISOString() })).length;

/** Releases all slices of this relay. */
export const releaseSlices = async (run: Run, holder: string, at: Date): Promise<void> => {
  await run(release, { me: holder, at: at.toISOString() });
};
