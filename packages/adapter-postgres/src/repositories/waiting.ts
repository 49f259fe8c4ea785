import type {
  Awaited,
  AwaitedSince,
  NextWaiting,
  SetAside,
  WaitingLane,
  WaitingMessage,
  WaitingMessagesRepository,
} from '@goldset/core/adapter';
import { iso } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

interface Missing {
  readonly group: string;
  readonly type: string;
  readonly id: string;
}

const isWaitedFor = (missed: string): string =>
  `exists (select from waiting_messages w where w.group_id = ${missed}.group_id and w.awaited_id = ${missed}.id and w.awaited_type = ${missed}.type)`;

const miss = statement<Missing & { at: string; forgotten: string }, { since: string }>(`
  insert into missed as m (group_id, type, id, since, asked_at)
  values (:group, :type, :id::uuid, :at::timestamptz, :at::timestamptz)
  on conflict (group_id, type, id) do update
  set since = case when m.asked_at < :forgotten::timestamptz and not ${isWaitedFor('m')} then excluded.since else m.since end, asked_at = greatest(m.asked_at, excluded.asked_at)
  returning ${iso('m.since')} as since`);

// The `asked_at` of a target that has been found since: longer ago than any target is remembered.
const FORGOTTEN = 'to_timestamp(0)';

// The row stays: this statement does not see a message that another process adds at this moment, and the row makes that
// message due.
const found = statement<Missing, never>(`
  update missed m set asked_at = ${FORGOTTEN} where m.group_id = :group and m.type = :type and m.id = :id::uuid and not ${isWaitedFor('m')}`);

// A message that another statement adds at this moment is neither in `known` nor in `added`. It is found when this
// statement is run again.
const add = statement<
  { group: string; messages: string; at: string; limit: number },
  { ord: number; outcome: SetAside | null }
>(
  `
  with given as materialized (
    select m.* from json_to_recordset(:messages::text::json)
      as m(ord int, topic text, partition int, "offset" int8, lane text, event uuid, content int8, type text, id uuid, message text)
  ),
  known as materialized (
    select g.ord, w.content = g.content as is_same from given g
    join waiting_messages w on w.group_id = :group and w.topic = g.topic and w.event = g.event
  ),
  fresh as materialized (
    select g.*, row_number() over (order by g.ord) <= :limit::int - (select count(*) from (select from waiting_messages w where w.group_id = :group limit :limit::int) c) as has_room
    from given g where not exists (select from known k where k.ord = g.ord)
  ),
  added as (
    insert into waiting_messages (group_id, topic, event, partition, "offset", lane, content, awaited_type, awaited_id, message, added_at)
    select :group, f.topic, f.event, f.partition, f."offset", f.lane, f.content, f.type, f.id, f.message, :at::timestamptz
    from fresh f where f.has_room order by f.topic, f.event
    on conflict do nothing
    returning topic, event
  ),
  noted as (
    insert into missed as m (group_id, type, id, since, asked_at)
    select distinct :group, f.type, f.id, :at::timestamptz, :at::timestamptz from fresh f where f.has_room order by f.type, f.id
    on conflict (group_id, type, id) do update set since = excluded.since, asked_at = excluded.asked_at where m.asked_at = ${FORGOTTEN}
  )
  select g.ord, case
    when k.is_same then 'there' when k.ord is not null then 'mismatch'
    when a.event is not null then 'kept' when not f.has_room then 'full'
  end as outcome
  from given g
  left join known k on k.ord = g.ord
  left join fresh f on f.ord = g.ord
  left join added a on a.topic = g.topic and a.event = g.event
  order by g.ord`,
  { isLong: true },
);

const lanes = statement<{ group: string; topic: string; partition: number }, WaitingLane>(
  `
  select w.lane, count(*)::int as messages from waiting_messages w
  where w.group_id = :group and w.topic = :topic and w.partition = :partition::int
  group by w.lane`,
  { isLong: true },
);

const due = statement<{ group: string; over: string }, AwaitedSince>(
  `
  select m.type, m.id, ${iso('m.since')} as since from missed m
  where m.group_id = :group and ${isWaitedFor('m')} and (
    m.since <= :over::timestamptz or m.type = 'installation'
    or (m.type = 'project' and exists (select from projects p where p.id = m.id and p.deleted_at is null))
    or (m.type = 'organization' and exists (select from organizations o where o.id = m.id and o.deleted_at is null))
  )`,
  { isLong: true },
);

interface Row extends Omit<WaitingMessage, 'awaited'> {
  readonly awaited_type: Awaited['type'];
  readonly awaited_id: string;
}

interface NextParameters extends Omit<NextWaiting, 'awaited' | 'except'> {
  readonly group: string;
  readonly types: string;
  readonly ids: string;
  readonly except: string;
}

// The limits are applied before any text of a message is read.
const next = statement<NextParameters, Row>(
  `
  with wanted as materialized (select a.type, a.id from unnest(:types::text[], :ids::uuid[]) as a(type, id)),
  candidates as materialized (
    select distinct w.lane from wanted a
    join waiting_messages w on w.group_id = :group and w.awaited_id = a.id and w.awaited_type = a.type and w.topic = :topic and w.partition = :partition::int
    where w.lane <> all (array(select json_array_elements_text(:except::text::json)))
  ),
  ready as materialized (
    select c.lane from candidates c
    cross join lateral (
      select w.awaited_type, w.awaited_id from waiting_messages w
      where w.group_id = :group and w.topic = :topic and w.partition = :partition::int and w.lane = c.lane
      order by w."offset" limit 1
    ) h
    join wanted a on a.type = h.awaited_type and a.id = h.awaited_id
  ),
  first as materialized (
    select w.event, w."offset", octet_length(w.message) as bytes
    from ready r
    join waiting_messages w on w.group_id = :group and w.topic = :topic and w.partition = :partition::int and w.lane = r.lane
    order by w."offset"
    limit :limit::int
  ),
  placed as (select f.event, row_number() over (order by f."offset") as place, sum(f.bytes) over (order by f."offset") as up_to from first f)
  select w.topic, w.partition, w."offset"::text as "offset", w.lane, w.event, w.content::float8 as content, w.awaited_type, w.awaited_id, w.message
  from placed p
  join waiting_messages w on w.group_id = :group and w.topic = :topic and w.event = p.event
  where p.up_to <= :bytes::int8 or p.place = 1
  order by w."offset"`,
  { isLong: true },
);

const remove = statement<{ group: string; topic: string; events: string }, never>(`
  delete from waiting_messages w where w.group_id = :group and w.topic = :topic and w.event = any(:events::uuid[])`);

const topics = statement<{ group: string }, { topic: string; messages: number }>(
  `
  select w.topic, count(*)::int as messages from waiting_messages w where w.group_id = :group group by w.topic order by w.topic`,
  { isLong: true },
);

const oldest = statement<
  { group: string },
  Omit<Row, 'lane' | 'event' | 'content' | 'message'> & { readonly since: string }
>(
  `
  select w.topic, w.partition, w."offset"::text as "offset", w.awaited_type, w.awaited_id, ${iso('m.since')} as since from missed m
  cross join lateral (
    select w.* from waiting_messages w where w.group_id = m.group_id and w.awaited_id = m.id and w.awaited_type = m.type order by w."offset" limit 1
  ) w
  where m.group_id = :group
  order by m.since, w."offset"
  limit 1`,
  { isLong: true },
);

const removeOld = statement<{ before: string; limit: number }, { removed: number }>(
  `
  with old as materialized (
    select w.group_id, w.topic, w.event from waiting_messages w where w.added_at < :before::timestamptz
    order by w.group_id, w.topic, w.event limit :limit::int for update of w skip locked
  ),
  gone as (
    delete from waiting_messages w using old o where w.group_id = o.group_id and w.topic = o.topic and w.event = o.event returning w.event
  )
  select count(*)::int as removed from gone`,
  { isLong: true },
);

const removeOldMissed = statement<{ before: string }, never>(`
  delete from missed m where m.asked_at < :before::timestamptz and not ${isWaitedFor('m')}`);

const arrayOf = (values: readonly string[]): string => `{${values.join(',')}}`;

const messageOf = ({ awaited_type: type, awaited_id: id, ...row }: Row): WaitingMessage => ({
  ...row,
  awaited: { type, id },
});

/** The waiting messages, which are set aside. */
export const waitingOn = (run: Run): WaitingMessagesRepository => ({
  miss: async (group, awaited, at, forgotten) => {
    const [row] = await run(miss, { group, ...awaited, at, forgotten });
    return row?.since ?? at;
  },
  found: async (group, awaited) => void (await run(found, { group, ...awaited })),
  add: async (group, messages, at, limit) => {
    const outcomes: (SetAside | undefined)[] = messages.map(() => undefined);
    for (let left = [...messages.keys()]; left.length > 0; left = left.filter((ord) => outcomes[ord] === undefined)) {
      const given = left.map((ord) => {
        const { awaited, ...message } = messages[ord] as WaitingMessage;
        return { ord, ...message, ...awaited };
      });
      for (const { ord, outcome } of await run(add, { group, messages: JSON.stringify(given), at, limit }))
        outcomes[ord] = outcome ?? undefined;
    }
    return outcomes as readonly SetAside[];
  },
  lanes: async (group, topic, partition) => [...(await run(lanes, { group, topic, partition }))],
  due: async (group, over) => [...(await run(due, { group, over }))],
  next: async (group, { topic, partition, awaited, except, limit, bytes }) => {
    const wanted = {
      types: arrayOf(awaited.map(({ type }) => type)),
      ids: arrayOf(awaited.map(({ id }) => id)),
      except: JSON.stringify(except),
    };
    return (await run(next, { group, topic, partition, ...wanted, limit, bytes })).map(messageOf);
  },
  remove: async (group, topic, events) => void (await run(remove, { group, topic, events: arrayOf(events) })),
  summary: async (group) => {
    const [counts, [first]] = [[...(await run(topics, { group }))], await run(oldest, { group })];
    if (first === undefined) return { topics: counts, oldest: undefined };
    const { awaited_type: type, awaited_id: id, ...place } = first;
    return { topics: counts, oldest: { ...place, awaited: { type, id } } };
  },
  removeOld: async (before, limit) => {
    const [row] = await run(removeOld, { before, limit });
    await run(removeOldMissed, { before });
    return row?.removed ?? 0;
  },
});
