import type { OutboxEvent } from '@goldset/core';
import { sliceOf } from './relay-leases.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/**
 * How far the outbox can be read in order. A sequence number is drawn in a transaction that may commit late. A number
 * is final when no transaction is left that could still commit a smaller one.
 */
export interface Frontier {
  /** Every number up to this one is final. */
  readonly final: bigint;
  /** The number up to which all numbers become final next, once no transaction before `before` is running. */
  readonly pending: { readonly sequence: bigint; readonly before: bigint } | undefined;
}

/** The frontier if nothing is known yet. */
export const NO_FRONTIER: Frontier = { final: 0n, pending: undefined };

interface PollParameters {
  readonly me: string;
  readonly at: string;
  readonly after: string;
  readonly final: string;
  readonly pending: string;
  readonly before: string;
  readonly keys_in_hand: string;
  readonly in_hand: string;
}

interface PollRow {
  readonly bound: string;
  readonly last: string;
  readonly before: string | null;
  readonly key: string | null;
  readonly sequence: string;
  readonly organization_id: string | null;
  readonly project_id: string | null;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: OutboxEvent['data'];
  readonly causation_id: string | null;
  readonly created_at: Date;
}

/** The most keys that one poll looks at, and the most events of one key that it reads. */
const KEYS = 500;
const EVENTS_OF_KEY = 2_000;

/** The most events that one poll reads. */
export const MAX_EVENTS = 4_000;

const firstAfter = (key: string): string => `
  select o.project_id from outbox o
  where o.published_at is null and o.project_id > ${key}
  order by o.project_id, o.sequence
  limit 1`;

// A transaction that drew one of the numbers up to `last` has an id below `before`, which is drawn after `last` was
// read. So these numbers are final as soon as all transactions below `before` have ended. The ids in the rows alone
// would not suffice, because a transaction with a later id may draw a smaller number. Nor would the upper end of a
// snapshot, because transactions beyond it may be running already.
const poll = statement<PollParameters, PollRow>(
  `
  with recursive keys as (
    (${firstAfter(':after::uuid')})
    union all
    select n.project_id from keys k cross join lateral (${firstAfter('k.project_id')}) n
  ),
  bound as materialized (
    select s.xmin, greatest(:final::text::bigint, case when s.xmin >= :before::text::xid8 then :pending::text::bigint end) as sequence, s.xmin >= :before::text::xid8 as is_reached
    from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) s
  ),
  drawn as materialized (select case when q.is_called then q.last_value else 0 end as last from outbox_sequence_seq q),
  mine as (select array(select l.slice::int from relay_leases l where l.holder = :me::uuid and l.expires_at > :at::timestamptz) as slices)
  select b.sequence::text as bound, d.last::text, case when b.is_reached and d.last > b.sequence then pg_current_xact_id() end::text as before, e.*
  from bound b
  cross join drawn d
  left join lateral (
    select o.project_id as key, o.sequence, o.organization_id, case when o.project_id <> o.organization_id then o.project_id end as project_id, o.id, o.type, o.subject, o.data, o.causation_id, o.created_at
    from (
      select k.project_id, coalesce((select h.sequence from unnest(:keys_in_hand::uuid[], :in_hand::bigint[]) as h(key, sequence) where h.key = k.project_id), 0) as taken
      from keys k
      where ${sliceOf('k.project_id')} = any((select slices from mine)::int[])
      limit ${KEYS}
    ) k
    cross join lateral (
      select o.* from outbox o
      where o.project_id = k.project_id and o.published_at is null and o.sequence <= b.sequence and o.transaction_id < b.xmin
        and o.sequence > k.taken
      order by o.sequence
      limit ${EVENTS_OF_KEY}
    ) o
    where b.sequence > 0
    limit ${MAX_EVENTS}
  ) e on true`,
  { isLong: true },
);

// Each event is looked up once and then updated by its physical position (`ctid`): a join that looks it up again takes
// a quarter longer.
const mark = statement<{ at: string; keys: string; sequences: string }, never>(`
  update outbox o set published_at = :at::timestamptz
  where o.ctid = any (array(
    select u.ctid
    from unnest(:keys::uuid[], :sequences::bigint[]) as p(key, sequence)
    cross join lateral (
      select u.ctid from outbox u
      where u.project_id = p.key and u.sequence = p.sequence and u.published_at is null
      limit 1
    ) u
  ))`);

/** The result of a poll. */
export interface Poll {
  /** The events found; those of each key are in order. */
  readonly events: readonly OutboxEvent[];
  readonly frontier: Frontier;
  /** Whether there may be events beyond the frontier, which cannot be read yet. */
  readonly isBehind: boolean;
}

const eventOf = ({
  key,
  sequence,
  organization_id,
  project_id,
  id,
  type,
  subject,
  data,
  causation_id,
  created_at,
}: PollRow & { readonly key: string }): OutboxEvent => ({
  key,
  sequence: Number(sequence),
  organization_id,
  project_id,
  id,
  type,
  subject,
  data,
  causation_id,
  time: created_at.toISOString(),
});

/** The parameters of a poll. */
export interface PollRequest {
  /** The relay: the slices that it holds at `at` are read. */
  readonly holder: string;
  readonly at: Date;
  /** Only keys after this one are read. */
  readonly after: string;
  readonly frontier: Frontier;
  /** The last sequence number of each key that is being published; later events of the key are read. */
  readonly inHand: ReadonlyMap<string, number>;
}

/** Reads the next events that are to be published. */
export const pollUnpublished = async (
  run: Run,
  { holder, at, after, frontier, inHand }: PollRequest,
): Promise<Poll> => {
  const { final, pending } = frontier;
  const rows = await run(poll, {
    me: holder,
    at: at.toISOString(),
    after,
    final: String(final),
    pending: String(pending?.sequence ?? 0n),
    before: String(pending?.before ?? 0n),
    keys_in_hand: idArray([...inHand.keys()]),
    in_hand: idArray([...inHand.values()].map(String)),
  });
  const [first] = rows;
  if (first === undefined) return { events: [], frontier, isBehind: false };
  const [bound, last] = [BigInt(first.bound), BigInt(first.last)];
  return {
    events: rows.flatMap(({ key, ...row }) => (key === null ? [] : [eventOf({ ...row, key })])),
    frontier: {
      final: bound,
      pending:
        first.before === null
          ? bound === final
            ? pending
            : undefined
          : { sequence: last, before: BigInt(first.before) },
    },
    isBehind: last > bound,
  };
};

/** Marks events as published. */
export const markPublished = async (run: Run, events: readonly OutboxEvent[], at: Date): Promise<void> => {
  await run(mark, {
    at: at.toISOString(),
    keys: idArray(events.map(({ key }) => key)),
    sequences: idArray(events.map(({ sequence }) => String(sequence))),
  });
};
