import type { Annotation, AnnotationUI, Page, PageRequest, Task, TaskFilter } from '@goldset/core';
import type { Scope, TasksRepository, TaskToSubmit } from '@goldset/core/adapter';
import { annotationColumns, annotationJson, annotationTransport } from '../rows/annotation-row.ts';
import type { AnnotationRow } from '../rows/annotation-row.ts';
import { claimOn } from '../queue/claim.ts';
import { countsLeft, endedLeft, hasEnded, stateLeft, taskStateAt } from '../rows/ended-leases.ts';
import { keepingStatement, runKeeping } from '../sql/idempotency.ts';
import { ANYWHERE, boundedListStatement, heavyListStatement, readBoundedPage, readHeavyPage } from '../sql/keyset.ts';
import { importSkipsOn } from '../bulk/import-skips.ts';
import type { HeavyListStatement, HeavyRow } from '../sql/keyset.ts';
import { addToCounters, appendToOutbox, holdQueue, iso } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { roughWeightOfTask, taskJson, weightOfTask } from '../rows/task-json.ts';
import type { TaskRow } from '../rows/task-json.ts';
import { whyEmptyOn, whyItemEmptyOn } from '../queue/why-empty.ts';
import { projectOf } from '../sql/scope.ts';

const withItem = `cross join lateral (
    select i.external_id, i.data from items i where i.project_id = :project_id::uuid and i.id = t.item_id and i.deleted_at is null limit 1
  ) i`;

const columns = `t.id, ${taskJson('t', 'i')} as task`;

interface Row extends TaskRow {
  readonly id: string;
}

const transport = ({ task }: TaskRow): Task => task;

const idOf = ({ id }: Task): string => id;

interface Within {
  readonly project_id: string;
  readonly at: string;
}

const heavy: HeavyRow = {
  as: 't',
  kept: 't.*, i.external_id as item_external_id, i.data as item_data',
  columns: (ifLight) => `t.id, ${ifLight(taskJson('t', 'i'), roughWeightOfTask('t.item_id', 'i.data'))} as task`,
  join: 'left join lateral (select t.item_external_id as external_id, t.item_data as data) i on true',
  weight: weightOfTask('t.item_id', 't.item_data'),
  withheld: ['task'],
};

const listAll = heavyListStatement<Within, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from tasks t ${withItem}
  where t.project_id = :project_id::uuid and ${beyond('t.id')} ${inOrder('t.id')}`,
);

const annotator = { column: 't.annotator_id', value: ':annotator_id::uuid' } as const;

const listOwn = heavyListStatement<Within & { readonly annotator_id: string }, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from tasks t ${withItem}
  where t.project_id = :project_id::uuid and ${beyond('t.id', annotator)} ${inOrder('t.id', annotator)}`,
);

// The index of claimed tasks leads to an annotator's claimed tasks, however many other tasks they have.
const listClaimed = heavyListStatement<Within & { readonly annotator_id: string }, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from tasks t ${withItem}
  where t.project_id = :project_id::uuid and t.claimed_until is not null and not ${hasEnded('t')} and ${beyond('t.id', annotator)} ${inOrder('t.id', annotator)}`,
);

interface OfItem extends Within {
  readonly item_id: string;
  readonly state: string | null;
  readonly annotator_id: string | null;
}

// The tasks on one item are few, so they are sorted.
const listOfItem = heavyListStatement<OfItem, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected}
  from (
    select t.* from tasks t
    where t.project_id = :project_id::uuid and t.item_id = :item_id::uuid
      and (${taskStateAt('t')} = coalesce(:state::text, ${taskStateAt('t')}) and t.annotator_id = coalesce(:annotator_id::uuid, t.annotator_id)) is true
    offset 0
  ) t ${withItem}
  where ${beyond('t.id')} ${inOrder('t.id')}`,
);

const inState = {
  columns: 't.*',
  from: 'tasks t',
  where: 't.project_id = :project_id::uuid',
  id: 't.id',
  fits: `${taskStateAt('t')} = :state::text`,
  large: { row: heavy, join: withItem },
} as const;

const listInState = boundedListStatement<Within & { readonly state: string }, Row>(inState);

const listOwnInState = boundedListStatement<Within & { readonly annotator_id: string; readonly state: string }, Row>({
  ...inState,
  owner: annotator,
});

const list = (
  run: Run,
  scope: Scope,
  { state, item_id, annotator_id }: TaskFilter,
  page: PageRequest,
  at: string,
): Promise<Page<Task>> => {
  const project_id = projectOf(scope);
  const read = <P extends { readonly [Name in keyof P]: string | null }>(
    statements: HeavyListStatement<P, Row>,
    parameters: P,
  ): Promise<Page<Task>> => readHeavyPage(run, scope, statements, parameters, page, 'id', transport, idOf);
  if (item_id !== undefined)
    return read(listOfItem, { project_id, at, item_id, state: state ?? null, annotator_id: annotator_id ?? null });
  if (annotator_id === undefined)
    return state === undefined
      ? read(listAll, { project_id, at })
      : readBoundedPage(run, scope, listInState, { project_id, at, state }, page, ANYWHERE, transport);
  if (state === undefined) return read(listOwn, { project_id, at, annotator_id });
  if (state === 'claimed') return read(listClaimed, { project_id, at, annotator_id });
  return readBoundedPage(
    run,
    scope,
    listOwnInState,
    { project_id, at, annotator_id, state },
    page,
    ANYWHERE,
    transport,
  );
};

interface Of {
  readonly project_id: string;
  readonly task_id: string;
  readonly annotator_id: string | null;
}

const isOf =
  't.project_id = :project_id::uuid and t.id = :task_id::uuid and t.annotator_id = coalesce(:annotator_id::uuid, t.annotator_id)';

const find = statement<Of & { readonly at: string }, TaskRow>(
  `select ${columns} from tasks t ${withItem} where ${isOf}`,
);

// If the lease had ended, its place was free and is taken again. So the item changes too, and is locked before the
// task.
const renew = keepingStatement<Of & ChangeParameters & { readonly event_id: string }, TaskRow>(
  ({ keep }) => `
  with found as materialized (select t.item_id, ${hasEnded('t')} as had_ended from tasks t where ${isOf} and t.state = 'claimed'),
  item as materialized (
    select i.id from items i where i.project_id = :project_id::uuid and i.id = (select f.item_id from found f where f.had_ended) for update of i
  ),
  t as (
    update tasks t set lease_expires_at = :at::timestamptz + p.lease_seconds * interval '1 second', updated_at = :at::timestamptz
    from projects p
    where p.id = :project_id::uuid and ${isOf} and t.state = 'claimed' and ((select not f.had_ended from found f) or exists (select from item))
    returning t.*
  ),
  touched as (
    update items i set changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = (select t.item_id from t cross join item)
  ),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.task.renewed' as type, t.id as subject,
      jsonb_build_object('item_id', t.item_id, 'annotator_id', t.annotator_id, 'lease_expires_at', ${iso('t.lease_expires_at')}) as data
    from t`)}),
  answer as (select ${columns} from t ${withItem})
  ${keep('select a.task::text as answer from answer a')}
  select a.task from answer a`,
);

interface GiveBackParameters extends Of, ChangeParameters {
  readonly event_id: string;
  readonly state: 'released' | 'skipped';
  readonly reason: string | null;
  readonly user_id: string;
}

// Locks in the order of every statement here: queue, item, task, counters.
const giveBack = keepingStatement<GiveBackParameters, TaskRow>(
  ({ keep }) => `
  with found as (select t.item_id from tasks t where ${isOf} and t.state = 'claimed'),
  turn as materialized (select (${holdQueue}) from found),
  item as (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.id = (select f.item_id from found f cross join turn)
    for update of i
  ),
  t as (
    update tasks t set state = :state::text, skip_reason = :reason::text, skipped_at = case when :state::text = 'skipped' then :at::timestamptz end, updated_at = :at::timestamptz
    where ${isOf} and t.state = 'claimed' and exists (select from item)
    returning t.*
  ),
  freed as (
    update items i set claimed_count = i.claimed_count - 1, queue_position = nextval('queue_positions'),
      changed_in = case when i.state = 'claimed' then pg_current_xact_id() else i.changed_in end
    where i.project_id = :project_id::uuid and i.id = (select t.item_id from t)
    returning ${countsLeft}, old.state as was
  ),
  ended_left as materialized (${endedLeft('freed', 't')}),
  counted as (${addToCounters(`
    select t.annotator_id as user_id, 'tasks_claimed' as counter, -1 as delta from t
    union all select t.annotator_id, 'tasks_' || :state::text, 1 from t
    union all select :user_id::uuid, 'items_' || f.was, -1 from freed f
    union all select :user_id::uuid, 'items_' || f.is, 1 from freed f`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.task.' || :state::text as type, t.id as subject,
      jsonb_build_object('item_id', t.item_id, 'annotator_id', t.annotator_id, 'item_state', ${stateLeft('f', 'ended_left')}) as data
    from t join freed f on f.id = t.item_id`)}),
  answer as (select ${columns} from t ${withItem})
  ${keep('select a.task::text as answer from answer a')}
  select a.task from answer a`,
);

interface ToSubmitRow extends Omit<AnnotationRow, 'id'> {
  readonly id: string | null;
  readonly task_state: TaskToSubmit['state'];
  readonly task_annotator_id: string;
  readonly task_item_id: string;
  readonly data: TaskToSubmit['data'];
  readonly controls: AnnotationUI['controls'];
  /** The value of revision 1, if there is a later revision. */
  readonly first_value: AnnotationRow['value'] | null;
}

const findToSubmit = statement<Of, ToSubmitRow>(`
  select t.state as task_state, t.annotator_id as task_annotator_id, t.item_id as task_item_id, i.data, ui.controls, ${annotationColumns('a')}, first.value as first_value
  from tasks t ${withItem}
  cross join lateral (
    select ui.controls from annotation_uis ui where ui.project_id = :project_id::uuid and ui.version = t.annotation_ui_version limit 1
  ) ui
  left join lateral (select a.* from annotations a where a.project_id = :project_id::uuid and a.task_id = t.id limit 1) a on true
  left join lateral (
    select r.value from annotation_revisions r where r.project_id = :project_id::uuid and r.annotation_id = a.id and r.revision = 1 limit 1
  ) first on true
  where ${isOf}`);

interface SubmitParameters extends ChangeParameters {
  readonly task_id: string;
  readonly item_id: string;
  readonly annotator_id: string;
  readonly annotation_id: string;
  readonly value: string;
  readonly event_id: string;
}

const submit = keepingStatement<SubmitParameters, { annotation: Annotation }>(
  ({ keep }) => `
  with item as (select i.id from items i where i.project_id = :project_id::uuid and i.id = :item_id::uuid for update of i),
  t as (
    update tasks t set state = 'submitted', updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = :task_id::uuid and t.annotator_id = :annotator_id::uuid and t.state = 'claimed'
      and exists (select from item)
    returning t.*
  ),
  a as (
    insert into annotations (project_id, id, item_id, task_id, annotator_id, value, guideline_version, annotation_ui_version, source, revision,
      created_at, updated_at)
    select :project_id::uuid, :annotation_id::uuid, t.item_id, t.id, t.annotator_id, :value::text::jsonb, t.guideline_version, t.annotation_ui_version,
      'task', 1, :at::timestamptz, :at::timestamptz
    from t
    returning *
  ),
  answered as (
    update items i set claimed_count = i.claimed_count - 1, submitted_count = i.submitted_count + 1, annotation_count = i.annotation_count + 1,
      changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = (select t.item_id from t)
    returning ${countsLeft}, i.annotation_count, old.state as was
  ),
  ended_left as materialized (${endedLeft('answered', 't')}),
  counted as (${addToCounters(`
    select :annotator_id::uuid as user_id, x.counter, x.delta
    from answered s cross join lateral (values ('tasks_claimed', -1), ('tasks_submitted', 1), ('items_' || s.was, -1), ('items_' || s.is, 1)) as x(counter, delta)`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.task.submitted' as type, a.task_id as subject, jsonb_build_object(
      'item_id', a.item_id, 'annotator_id', a.annotator_id, 'annotation_id', a.id, 'item_state', ${stateLeft('s', 'ended_left')}, 'annotation_count', s.annotation_count) as data
    from a, answered s`)}),
  answer as (select ${annotationJson('a')} as annotation from a)
  ${keep('select e.annotation::text as answer from answer e')}
  select e.annotation from answer e`,
);

/** The tasks of one project. */
export const tasksOn = (run: Run, scope: Scope): TasksRepository => {
  const written = ({
    at,
    causation_id,
  }: {
    readonly at: string;
    readonly causation_id: string | null;
  }): ChangeParameters => ({
    project_id: projectOf(scope),
    organization_id: scope.organization_id,
    at,
    causation_id,
  });
  return {
    claim: claimOn(run, scope),
    whyEmpty: whyEmptyOn(run, scope),
    whyItemEmpty: whyItemEmptyOn(run, scope),
    importSkips: importSkipsOn(run, scope),
    list: (filter, page, now) => list(run, scope, filter, page, now),
    find: async (of, now) => {
      const [row] = await run(find, { project_id: projectOf(scope), ...of, at: now });
      return row && transport(row);
    },
    renew: async (of, change, event_id) => {
      const [row] = await runKeeping(run, scope, renew, { ...of, ...written(change), event_id });
      return row && transport(row);
    },
    giveBack: async (of, as, change, event_id) => {
      const reason = as.state === 'skipped' ? as.reason : null;
      const [row] = await runKeeping(run, scope, giveBack, {
        ...of,
        ...written(change),
        event_id,
        state: as.state,
        reason,
        user_id: change.by,
      });
      return row && transport(row);
    },
    findToSubmit: async (of) => {
      const [row] = await run(findToSubmit, { project_id: projectOf(scope), ...of });
      if (row === undefined) return undefined;
      const { id, task_state, task_annotator_id, task_item_id, data, controls, first_value, ...rest } = row;
      const submitted =
        id === null
          ? null
          : annotationTransport({
              ...rest,
              id,
              value: first_value ?? rest.value,
              revision: 1,
              updated_at: rest.created_at,
            });
      return { state: task_state, annotator_id: task_annotator_id, item_id: task_item_id, data, controls, submitted };
    },
    submit: async ({ task_id, item_id, annotation_id, value }, change, event_id) => {
      const ids = { task_id, item_id, annotation_id, annotator_id: change.by };
      const [row] = await runKeeping(run, scope, submit, {
        ...written(change),
        ...ids,
        value: JSON.stringify(value),
        event_id,
      });
      return row?.annotation;
    },
  };
};
