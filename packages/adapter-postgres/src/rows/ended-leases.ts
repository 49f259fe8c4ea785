/** SQL of whether the lease of a task `t` has ended at `:at` and no claim has taken its place. It is written so that no index on the ends of leases fits. */
export const hasEnded = (t: string): string => `(${t}.claimed_until <= :at::timestamptz) is true`;

/** SQL of the state that a task `t` is in at `:at`. Its row says so only when a claim has taken its place. */
export const taskStateAt = (t: string): string => `case when ${hasEnded(t)} then 'expired' else ${t}.state end`;

/** SQL of how many places of an item `i` are missing for all that hold one or need none: where that is negative, places are free that nobody has taken. */
const lacking = (i: string): string => `${i}.claimed_count + ${i}.annotation_count - ${i}.overlap`;

/** SQL of whether an item `i` has a free place at `:at`: one that nobody has taken, or one whose lease has ended. Imported answers may need the places of leases that end. */
export const hasFreePlaceAt = (i: string): string => `${lacking(i)} < (
    select count(*) from tasks ended where ended.project_id = :project_id::uuid and ended.item_id = ${i}.id and ${hasEnded('ended')}
  )`;

/** SQL of whether an item `i` has a free place once the lease of its claimed task `t` has ended. */
export const hasFreePlaceAfter = (i: string, t: string): string => `(${lacking(i)} <= 0 or ${lacking(i)} < (
    select count(*) from tasks sooner where sooner.project_id = :project_id::uuid and sooner.item_id = ${i}.id and (sooner.claimed_until <= ${t}.claimed_until) is true
  ))`;

/** SQL of when the first of the leases on the item `i`, of which there are some, ends at which a place becomes free. */
export const placeFreeAt = (i: string): string => `(
    select (array_agg(held.claimed_until order by held.claimed_until))[greatest(${lacking(i)}, 0) + 1] from tasks held
    where held.project_id = :project_id::uuid and held.item_id = ${i}.id and (held.claimed_until is not null) is true
  )`;

/** SQL of the state that an item `i` is in at `:at`. Its row counts a place as taken until a claim takes it from a lease that has ended. */
export const itemStateAt = (i: string): string =>
  `case when ${i}.state = 'claimed' and ${hasFreePlaceAt(i)} then 'open' else ${i}.state end`;

/**
 * SQL of a relation of `item_id, ended`: how many leases have ended, and are left, on items that a statement has changed. `items` is a relation of these
 * (`id`, and `is`, the state that their rows have become), which the statement has locked, and `done` one of the tasks (`id`)
 * that it has ended itself. The tasks are locked as well, so that they are as they have become while the item was waited for.
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

/** The columns of a changed item `i` that `stateLeft` needs, for a `returning`. */
export const countsLeft = `i.id, i.claimed_count + i.annotation_count - i.overlap as lacking, new.state as is`;

/** SQL of the state of a changed item of the relation `s` (with `countsLeft`), for which `left` is the relation that `endedLeft` made. */
export const stateLeft = (s: string, left: string): string =>
  `case when ${s}.is = 'claimed' and ${s}.lacking < (select l.ended from ${left} l where l.item_id = ${s}.id) then 'open' else ${s}.is end`;
