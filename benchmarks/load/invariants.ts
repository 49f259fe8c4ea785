import { openPostgres } from '@goldset/adapter-postgres';
import { assertConsistent, newIdSource } from '@goldset/core/testing';
import postgres from 'postgres';
import { eventsOf } from '../../packages/adapter-postgres/test/events-of.ts';
import type { Crew } from './crew.ts';

/** The result of the comparison. */
export interface Compared {
  readonly items: number;
  readonly annotations: number;
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

const FAULTS_KEPT = 5;

/**
 * Returns what is wrong in the responses of the API: everything that was acknowledged must be there, each item once,
 * and the progress must match a recount. Reading is repeated if the progress changes meanwhile, because an item becomes
 * open by itself when its lease ends.
 */
const faultsByInterface = async (crew: Crew): Promise<Omit<Compared, 'acknowledged'>> => {
  for (;;) {
    const faults = await faultsOfOneReading(crew);
    if (faults !== undefined) return faults;
  }
};

/** Returns the same for one reading; `undefined` if the progress changed meanwhile. */
const faultsOfOneReading = async ({
  manager,
  memory,
  project_id,
}: Crew): Promise<Omit<Compared, 'acknowledged'> | undefined> => {
  const faults: string[] = [];
  const path = { project_id };
  const before = await manager.get('/projects/{project_id}/progress', { path });
  const items = { open: 0, claimed: 0, complete: 0 };
  const names = new Set<string | null>();
  const answers = new Map<
    string,
    {
      readonly item_id: string;
      readonly text: unknown;
      readonly label: unknown;
      readonly id: string;
      readonly revision: number;
      readonly guideline_version: number | null;
    }
  >();
  let annotations = 0;
  for await (const { id, external_id, data, state, overlap, annotation_count, annotations: given } of manager.export(
    project_id,
  )) {
    items[state] += 1;
    if (names.has(external_id)) faults.push(`There are two items ${external_id}.`);
    names.add(external_id);
    annotations += given.length;
    if (annotation_count !== given.length || given.length > overlap)
      faults.push(`Item ${id} has ${given.length} answers, counts ${annotation_count} and wants ${overlap}.`);
    if (new Set(given.map(({ annotator }) => annotator.id)).size !== given.length)
      faults.push(`Item ${id} has two answers of one annotator.`);
    for (const { task_id, value, id: annotation_id, revision, guideline_version } of given) {
      if (task_id !== null)
        answers.set(task_id, {
          item_id: id,
          text: data['text'],
          label: value['sentiment'],
          id: annotation_id,
          revision,
          guideline_version,
        });
    }
  }
  if (names.size !== memory.items) faults.push(`${memory.items} items were imported, and there are ${names.size}.`);

  for (const [task_id, known] of memory.answers) {
    const kept = answers.get(task_id);
    const { item_id, text, label, annotation_id: id, revision, guideline_version } = known;
    if (kept === undefined) faults.push(`The answer to task ${task_id} was acknowledged and is lost.`);
    else if (JSON.stringify(kept) !== JSON.stringify({ item_id, text, label, id, revision, guideline_version }))
      faults.push(
        `The answer to task ${task_id} was acknowledged as ${JSON.stringify(known)} and is ${JSON.stringify(kept)}.`,
      );
  }

  const tasks = { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 };
  for await (const { id, state } of manager.list('/projects/{project_id}/tasks', { path, query: { per_page: 200 } })) {
    tasks[state] += 1;
    const known = memory.ended.get(id);
    if (known !== undefined && known !== state) faults.push(`Task ${id} was acknowledged as ${known} and is ${state}.`);
  }
  const progress = await manager.get('/projects/{project_id}/progress', { path });
  if (JSON.stringify(progress) !== JSON.stringify(before)) return undefined;
  const [said, counted] = [
    JSON.stringify(progress),
    JSON.stringify({ items: { ...items, exhausted: progress.items.exhausted }, tasks }),
  ];
  if (said !== counted) faults.push(`The progress is ${said}, and a recount gives ${counted}.`);
  return { items: names.size, annotations, faults };
};

/** Returns what is wrong in the database itself, including what `assertConsistent` finds through the store. */
const faultsInDatabase = async (
  databaseUrl: string,
  { organization_id, project_id }: Crew,
): Promise<readonly string[]> => {
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  const { store, close } = openPostgres(databaseUrl);
  try {
    await assertConsistent(
      {
        store,
        newId: newIdSource(),
        events: (scope) => eventsOf(sql, scope),
        person: () => Promise.reject(new Error('Nobody is made here.')),
      },
      { organization_id, project_id },
    );
    const rows = await sql<{ fault: string }[]>`
      select 'item ' || item_id || ' has more live tasks than places' as fault
      from tasks join items on items.id = item_id and items.project_id = tasks.project_id
      where tasks.project_id = ${project_id} and tasks.state in ('claimed', 'submitted')
      group by item_id, items.overlap having count(*) > items.overlap
      union all
      select 'transaction ' || gid || ' was left prepared' from pg_prepared_xacts
      union all
      select 'connection ' || pid || ' is left in a transaction' from pg_stat_activity where application_name = 'goldset' and state like 'idle in transaction%'
        and state_change < clock_timestamp() - interval '1 second'`;
    return rows.map(({ fault }) => fault);
  } catch (error) {
    return [(error as Error).message.slice(0, 2000)];
  } finally {
    await close();
    await sql.end();
  }
};

/**
 * Compares what the clients remember with what is stored, and checks the invariants. Call it when all clients have
 * stopped.
 */
export const checkInvariants = async (databaseUrl: string, crew: Crew): Promise<Compared> => {
  const seen = await faultsByInterface(crew);
  const faults = [...seen.faults, ...(await faultsInDatabase(databaseUrl, crew))];
  return {
    ...seen,
    acknowledged: crew.memory.answers.size + crew.memory.ended.size,
    faults:
      faults.length > FAULTS_KEPT
        ? [...faults.slice(0, FAULTS_KEPT), `and ${faults.length - FAULTS_KEPT} more`]
        : faults,
  };
};
