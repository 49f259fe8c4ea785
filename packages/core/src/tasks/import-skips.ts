import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { AuthorityOf, Caller, Needs, UseCase } from '../access/index.ts';
import type { Naming, NewExternalUser } from '../annotations/index.ts';
import type { GuidelinesRepository } from '../guidelines/index.ts';
import { importLines } from '../imports/index.ts';
import type {
  Importer,
  ImportOptions,
  ImportResult,
  ImportSource,
  InboxRepository,
  StoppedImport,
} from '../imports/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Invalid, NotReady, Platform, TooLarge } from '../kernel/index.ts';
import { emailKeyOf } from '../users/index.ts';
import type { TasksRepository } from './repository.ts';
import { futureFaults } from './skip-line.ts';
import { ImportSkip } from './transports.ts';

/** An import of skips, of any length. */
export interface ImportSkipsInput extends ImportOptions, ImportSource {
  readonly project_id: Id;
}

/**
 * Imports skips in constant memory, in batches that are each atomic. An annotator who skipped an item elsewhere is not
 * offered it. A rejected line does not stop the others, unless `on_error` is `abort`: then at most 10 MiB are accepted,
 * and either all lines are written or none.
 */
export type ImportSkips = UseCase<ImportSkipsInput, ImportResult, StoppedImport | NotReady | Invalid | TooLarge>;

/**
 * Creates the importer that writes skips as `ImportSkip` describes them. `guideline_version` is the guideline in force.
 * With `areIds`, lines name users by their ids.
 */
export const newSkipImporter = (
  deps: Pick<Platform, 'now' | 'newId' | 'domains'>,
  caller: Caller,
  { on_conflict }: Pick<ImportOptions, 'on_conflict'>,
  guideline_version: number,
  { areIds = false }: Pick<Naming, 'areIds'> = {},
): Importer<ImportSkip, { readonly tasks: TasksRepository }> => {
  const { newId, domains } = deps;
  const change = changeBy(deps, caller);
  return {
    schema: ImportSkip,
    keyOf: () => undefined,
    check: async (_, lines) =>
      lines.map((line) => {
        const faults = futureFaults(line, change);
        return faults.length > 0 ? err(faults) : ok(line);
      }),
    write: ({ tasks }, lines, events) => {
      const ids = new Map<string, Id>();
      const userOf = ({ annotator: name, source: said }: ImportSkip): NewExternalUser => {
        const source = said ?? null;
        const called = JSON.stringify([name, source]);
        const id = ids.get(called) ?? newId();
        ids.set(called, id);
        return areIds
          ? { id, name, source, email_key: null, user_id: name }
          : { id, name, source, email_key: emailKeyOf(name, domains) };
      };
      return tasks.importSkips({
        ...{ on_conflict, change, guideline_version, newEventId: newId },
        lines: lines.map((skip, place) => ({
          id: newId(),
          skip,
          annotator: userOf(skip),
          event: events[place] ?? null,
        })),
      });
    },
  };
};

/** Imports skips. */
export const importSkips = defineOperation({
  name: 'importSkips',
  permission: 'task:import',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (
      deps: Needs<
        { guidelines: GuidelinesRepository; tasks: TasksRepository; inbox: InboxRepository },
        'domains' | 'secrets'
      >,
      underOf: AuthorityOf,
    ): ImportSkips =>
    async (caller, input) => {
      const guideline = await deps.store.within(scopeOf(caller)).guidelines.find('latest');
      if (guideline === undefined)
        return err({ code: 'not_ready', detail: 'This project has no guideline yet; publish one, then import skips.' });
      return importLines(
        deps,
        { ...scopeOf(caller), under: underOf(caller) },
        input,
        newSkipImporter(deps, caller, input, guideline.version),
      );
    },
});
