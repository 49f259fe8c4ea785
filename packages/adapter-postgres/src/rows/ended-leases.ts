/**
 * SQL for whether the lease of a task `t` has ended at `:at` and no claim has taken it over. It is written so that no
 * index on the ends of leases can be used for it.
 */
export const hasEnded = (t: string): string => `(${t}.claimed_until <= :at::timestamptz) is true`;

/** SQL for the state of a task `t` at `:at`. Its row shows `expired` only after a claim has taken over its lease. */
export const taskStateAt = (t: string): string => `case when ${hasEnded(t)} then 'expired' else ${t}.state end`;

/**
 * SQL for by how many places the claims and annotations of an item `i` exceed its overlap. If it is negative, the item
 * has free places that no annotator has taken.
 */
const lacking = (i: string): string => `${i}.claimed_count + ${i}.annotation_count - ${i}.overlap`;

/**
 * SQL for whether an item `i` has a free place at `:at`: one that no annotator has taken, or one whose lease has ended.
 * Imported annotations may need the places of leases that end.
 */
export const hasFreePlaceAt = (i: string): string => `${lacking(i)} < (
    select count(*) from tasks ended where ended.project_id = :project_id::uuid and ended.item_id = ${i}.id and ${hasEnded('ended')}
  )`;

/** SQL for whether an item `i` has a free place once the lease of its claimed task `t` has ended. */
export const hasFreePlaceAfter = (i: string, t: string): string => `(${lacking(i)} <= 0 or ${lacking(i)} < (
    select count(*) from tasks sooner where sooner.project_id = :project_id::uuid and sooner.item_id = ${i}.id and (sooner.claimed_until <= ${t}.claimed_until) is true
  ))`;

/**
 * SQL for when a place on the item `i`, which has leases, becomes free: the end of the first lease whose end frees a
 * place.
 */
export const placeFreeAt = (i: string): string => `(
    select (array_agg(held.claimed_until order by held.claimed_until))[greatest(${lacking(i)}, 0) + 1] from tasks held
    where held.project_id = :project_id::uuid and held.item_id = ${i}.id and (held.claimed_until is not null) is true
  )`;

/**
 * SQL for the state of an item `i` at `:at`. Its row counts a place as taken until a claim takes over the ended lease.
 */
export const itemStateAt = (i: string): string =>
  `case when ${i}.state = 'claimed' and ${hasFreePlaceAt(i)} then 'open' else ${i}.state end`;

/**
 * SQL for a relation of `item_id, ended`: how many ended leases are left on items that a statement has changed. `items`
 * is a relation of these items, which the statement has locked (`id`, and `is`, the state of their rows after the
 * change). `done` is a relation of the tasks (`id`) that the statement itself has ended. The tasks are locked as well,
 * so that changes made while the item was waited for are seen.
 */
export const endedLeft = (items: string, done: string): string => `
    select x.item_id, count(*) as ended
    from (
      select t.item_id from tasks t
      where t.project_id = :project_id::uuid and t.item_id = any (array(select s.id from ${items} s where s.is = 'claimed'))
        and t.id <> all (array(select d.id from ${done} d)) and ${hasEnded('t')}
      for update of t
    ) x
    group by x.item_id`;

/** SQL for the columns of a changed item `i` that `stateLeft` needs, for a `returning`. */
export const countsLeft = `i.id, i.claimed_count + i.annotation_count - i.overlap as lacking, new.state as is`;

/**
 * SQL for the state of a changed item of the relation `s` (with `countsLeft`); `left` is the relation that `endedLeft`
 * made.
 */
export const stateLeft = (s: string, left: string): string =>
  `case when ${s}.is = 'claimed' and ${s}.lacking < (select l.ended from ${left} l where l.item_id = ${s}.id) then 'open' else ${s}.is end`;
