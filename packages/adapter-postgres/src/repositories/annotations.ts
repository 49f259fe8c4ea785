import type { Annotation, AnnotationRevision } from '@goldset/core';
import type { AnnotationsRepository, AnnotationToRevise, Scope } from '@goldset/core/adapter';
import { annotationDeletionsOn } from '../bulk/annotation-deletions.ts';
import { annotationColumns, annotationTransport } from '../rows/annotation-row.ts';
import type { AnnotationRow } from '../rows/annotation-row.ts';
import { eventTimeOf, isOlder, made, refuseOlder } from '../sql/event-order.ts';
import type { EventTimeParameter } from '../sql/event-order.ts';
import { importAnnotationsOn } from '../bulk/import-annotations.ts';
import { ANYWHERE, boundedListStatement, heavyListStatement, readBoundedPage, readHeavyPage } from '../sql/keyset.ts';
import type { HeavyRow } from '../sql/keyset.ts';
import { revisedAt } from '../bulk/moved-answers.ts';
import { appendToOutbox, compactUser } from '../sql/sql-fragments.ts';
import type { ChangeParameters, CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { asOfColumn, ifRevision } from '../sql/update.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';
import { projectOf } from '../sql/scope.ts';

const ofItem = `cross join lateral (
    select from items i where i.project_id = :project_id::uuid and i.id = a.item_id and i.deleted_at is null limit 1
  ) i`;

const heavy: HeavyRow = {
  as: 'a',
  kept: 'a.*',
  columns: (ifLight) => annotationColumns('a', ifLight('a.value', roughWeightOf({ json: ['a.value'] }))),
  weight: weightOf({ json: ['a.value'] }),
  withheld: ['value'],
};

const listAll = heavyListStatement<{ project_id: string }, AnnotationRow>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from annotations a ${ofItem}
  where a.project_id = :project_id::uuid and ${beyond('a.id')} ${inOrder('a.id')}`,
);

const annotator = { column: 'a.annotator_id', value: ':annotator_id::uuid' } as const;

const listOwn = heavyListStatement<{ project_id: string; annotator_id: string }, AnnotationRow>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from annotations a ${ofItem}
  where a.project_id = :project_id::uuid and ${beyond('a.id', annotator)} ${inOrder('a.id', annotator)}`,
);

interface OfItem {
  readonly project_id: string;
  readonly item_id: string;
  readonly annotator_id: string | null;
  readonly changed_since: string | null;
}

// Reads all annotations of the item, which are few, so that no plan reads those of other items.
const listOfItem = heavyListStatement<OfItem, AnnotationRow>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  with a as materialized (select a.* from annotations a where a.project_id = :project_id::uuid and a.item_id = :item_id::uuid)
  select ${selected} from a ${ofItem}
  where (:annotator_id::uuid is null or a.annotator_id = :annotator_id::uuid) and (:changed_since::timestamptz is null or a.updated_at > :changed_since::timestamptz)
    and ${beyond('a.id')} ${inOrder('a.id')}`,
);

const changed = {
  ...{
    columns: 'a.*',
    from: 'annotations a',
    where: 'a.project_id = :project_id::uuid',
    id: 'a.id',
    fits: 'a.updated_at > :changed_since::timestamptz',
  },
  large: { row: heavy, join: ofItem },
} as const;

const listChanged = boundedListStatement<{ project_id: string; changed_since: string }, AnnotationRow>(changed);

const listOwnChanged = boundedListStatement<
  { project_id: string; annotator_id: string; changed_since: string },
  AnnotationRow
>({ ...changed, owner: annotator });

interface One {
  readonly project_id: string;
  readonly id: string;
  readonly annotator_id: string | null;
}

const isOne =
  'a.project_id = :project_id::uuid and a.id = :id::uuid and a.annotator_id = coalesce(:annotator_id::uuid, a.annotator_id)';

const find = statement<One, AnnotationRow>(`
  select ${annotationColumns('a')} from annotations a ${ofItem} where ${isOne}`);

interface RevisionRow extends Omit<AnnotationRevision, 'created_at' | 'author'> {
  readonly author: CompactUserRow;
  readonly created_at: Date;
}

const listRevisions = heavyListStatement<{ project_id: string; annotation_id: string }, RevisionRow>(
  'version',
  {
    as: 'r',
    kept: 'r.*',
    columns: (ifLight) =>
      `r.revision, ${ifLight('r.value', roughWeightOf({ json: ['r.value'] }))} as value, ${compactUser('r.author_id')} as author, r.source, r.created_at`,
    weight: weightOf({ json: ['r.value'] }),
    withheld: ['value'],
  },
  (selected, beyond, inOrder) => `
  select ${selected}
  from annotations a
  cross join lateral (
    (
      select p.revision, p.value, coalesce(p.author_id, a.annotator_id) as author_id, coalesce(p.source, a.source) as source, p.created_at from annotation_revisions p
      where p.project_id = :project_id::uuid and p.annotation_id = :annotation_id::uuid and ${beyond('p.revision')} ${inOrder('p.revision')}
    )
    union all
    select a.revision, a.value, coalesce(a.author_id, a.annotator_id), a.source, ${revisedAt('a')}
  ) r
  where a.project_id = :project_id::uuid and a.id = :annotation_id::uuid and ${beyond('r.revision')} ${inOrder('r.revision')}`,
);

interface ToReviseRow extends AnnotationRow {
  readonly data: AnnotationToRevise['data'];
  readonly controls: AnnotationToRevise['controls'];
}

const findToRevise = statement<One, ToReviseRow>(`
  select ${annotationColumns('a')}, i.data, ui.controls
  from annotations a
  cross join lateral (
    select i.data from items i where i.project_id = :project_id::uuid and i.id = a.item_id and i.deleted_at is null limit 1
  ) i
  cross join lateral (
    select ui.controls from annotation_uis ui where ui.project_id = :project_id::uuid and ui.version = a.annotation_ui_version limit 1
  ) ui
  where ${isOne}`);

interface ReviseParameters extends ChangeParameters, EventTimeParameter {
  readonly if_revision: string | null;
  readonly annotation_id: string;
  readonly item_id: string;
  readonly revision: number;
  readonly value: string;
  readonly event_id: string;
}

/** The row after the revision, if it was revised, and the state that was found. */
type RevisedRow = { readonly as_of: string | null; readonly is_older: boolean; readonly found_revision: number } & (
  | AnnotationRow
  | { readonly id: null }
);

// Locks in the order of every statement here: item, annotation.
const revise = statement<ReviseParameters, RevisedRow>(`
  with item as materialized (
    select i.id from items i where i.project_id = :project_id::uuid and i.id = :item_id::uuid and i.deleted_at is null for update of i
  ),
  was as materialized (
    select a.revision, ${asOfColumn('a')}, :if_revision::text is null and ${isOlder('a')} as is_older
    from annotations a
    where a.project_id = :project_id::uuid and a.id = :annotation_id::uuid and (a.item_id = (select item.id from item)) is true
    for update of a
  ),
  a as (
    update annotations a set value = :value::text::jsonb, revision = a.revision + 1, ${made('a.revision + 1')}, author_id = null, given_at = null, revised_at = null, updated_at = :at::timestamptz
    where a.project_id = :project_id::uuid and a.id = :annotation_id::uuid and a.revision = :revision::int and (select not w.is_older from was w)
    returning a.*, old.value as old_value, old.author_id as old_author_id, ${revisedAt('old')} as old_since
  ),
  kept as (
    insert into annotation_revisions (project_id, annotation_id, revision, value, author_id, created_at)
    select :project_id::uuid, a.id, a.revision - 1, a.old_value, a.old_author_id, a.old_since
    from a
  ),
  touched as (
    update items i set changed_in = pg_current_xact_id() where i.project_id = :project_id::uuid and i.id = (select a.item_id from a)
  ),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.annotation.revised' as type, a.id as subject,
      jsonb_build_object('item_id', a.item_id, 'annotator_id', a.annotator_id, 'revision', a.revision) as data
    from a`)})
  select w.as_of, w.is_older, shown.*, w.revision as found_revision from was w left join lateral (select ${annotationColumns('a')} from a) shown on true`);

const idOf = ({ id }: Annotation): string => id;

/** The annotations of one project. */
export const annotationsOn = (run: Run, scope: Scope): AnnotationsRepository => ({
  list: ({ annotator_id, item_id, changed_since }, page) => {
    const project_id = projectOf(scope);
    if (item_id !== undefined) {
      return readHeavyPage(
        run,
        scope,
        listOfItem,
        { project_id, item_id, annotator_id, changed_since: changed_since ?? null },
        page,
        'id',
        annotationTransport,
        idOf,
      );
    }
    if (changed_since !== undefined) {
      return annotator_id === null
        ? readBoundedPage(run, scope, listChanged, { project_id, changed_since }, page, ANYWHERE, annotationTransport)
        : readBoundedPage(
            run,
            scope,
            listOwnChanged,
            { project_id, annotator_id, changed_since },
            page,
            ANYWHERE,
            annotationTransport,
          );
    }
    return annotator_id === null
      ? readHeavyPage(run, scope, listAll, { project_id }, page, 'id', annotationTransport, idOf)
      : readHeavyPage(run, scope, listOwn, { project_id, annotator_id }, page, 'id', annotationTransport, idOf);
  },
  find: async ({ annotator_id }, id) => {
    const [row] = await run(find, { project_id: projectOf(scope), id, annotator_id });
    return row && annotationTransport(row);
  },
  listRevisions: (annotation_id, page) =>
    readHeavyPage(
      run,
      scope,
      listRevisions,
      { project_id: projectOf(scope), annotation_id },
      page,
      'version',
      ({ revision, value, author, source, created_at }): AnnotationRevision => ({
        revision,
        value,
        author,
        source,
        created_at: created_at.toISOString(),
      }),
      ({ revision }) => String(revision),
    ),
  findToRevise: async ({ annotator_id }, id) => {
    const [row] = await run(findToRevise, { project_id: projectOf(scope), id, annotator_id });
    return row && { annotation: annotationTransport(row), data: row.data, controls: row.controls };
  },
  revise: async ({ annotation_id, item_id, revision, value, if_revision }, { at, causation_id }, event_id) => {
    const written = { project_id: projectOf(scope), organization_id: scope.organization_id, at, causation_id };
    const [row] = await run(revise, {
      ...written,
      annotation_id,
      item_id,
      revision,
      value: JSON.stringify(value),
      event_id,
      if_revision: ifRevision(if_revision),
      ...eventTimeOf(scope),
    });
    refuseOlder(row && { revision: row.found_revision, as_of: row.as_of }, () => row?.is_older === true);
    return row === undefined || row.id === null ? undefined : annotationTransport(row);
  },
  ...annotationDeletionsOn(run, scope),
  ...importAnnotationsOn(run, scope),
});
