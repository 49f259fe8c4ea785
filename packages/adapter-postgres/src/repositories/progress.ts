import type { AnnotatorProgress, ProgressRepository, Scope } from '@goldset/core';
import { boundedListStatement, readBoundedPage } from '../keyset.ts';
import { compactUser, counterNames } from '../sql-fragments.ts';
import type { CompactUserRow } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

const read = statement<{ project_id: string }, Readonly<Record<(typeof counterNames)[number], number>>>(`
  select ${counterNames.map((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`).join(', ')}
  from counters where project_id = :project_id::uuid`);

interface AnnotatorRow {
  readonly id: string;
  readonly annotator: CompactUserRow;
  readonly tasks: AnnotatorProgress['tasks'];
  readonly annotations: number;
}

/** Columns of an annotator's tasks. Items count for who moved them, so whoever only imports has a row and does nothing here. */
const own = ['tasks_claimed', 'tasks_submitted', 'tasks_skipped', 'tasks_released', 'tasks_expired', 'annotations_imported'] as const satisfies readonly (typeof counterNames)[number][];

const listByAnnotator = boundedListStatement<{ project_id: string }, AnnotatorRow>({
  columns: `c.user_id as id, ${own.map((name) => `c.${name}`).join(', ')}`,
  from: 'counters c',
  where: 'c.project_id = :project_id::uuid',
  id: 'c.user_id',
  fits: own.map((name) => `c.${name} > 0`).join(' or '),
  found: {
    as: 'w',
    columns: `w.id, ${compactUser('w.id')} as annotator, (w.tasks_submitted + w.annotations_imported)::float8 as annotations,
      json_build_object('claimed', w.tasks_claimed, 'submitted', w.tasks_submitted, 'skipped', w.tasks_skipped, 'released', w.tasks_released, 'expired', w.tasks_expired) as tasks`,
    join: '',
  },
});

/** The counters of one project. */
export const progressOn = (run: Run, scope: Scope): ProgressRepository => ({
  listByAnnotator: async (page) => {
    const found = await readBoundedPage(run, listByAnnotator, { project_id: projectOf(scope) }, page, { above: null, below: null }, ({ id, annotator, tasks, annotations }) => ({
      id,
      progress: { annotator, tasks, annotations },
    }));
    return { ...found, items: found.items.map(({ progress }) => progress) };
  },
  read: async () => {
    const [row] = await run(read, { project_id: projectOf(scope) });
    if (row === undefined) throw new Error('An aggregate without groups gives one row.');
    return {
      items: { open: row.items_open, claimed: row.items_claimed, complete: row.items_complete },
      tasks: {
        claimed: row.tasks_claimed,
        submitted: row.tasks_submitted,
        skipped: row.tasks_skipped,
        released: row.tasks_released,
        expired: row.tasks_expired,
      },
    };
  },
});
