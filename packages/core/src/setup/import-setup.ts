import { changeBy, defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Archived, Forbidden, Needs, NotFound, UseCase } from '../access/index.ts';
import type { AnnotationUisRepository } from '../annotation-uis/index.ts';
import type { GuidelinesRepository } from '../guidelines/index.ts';
import { equalJson, err, fault, ok } from '../kernel/index.ts';
import type {
  AlreadyExists,
  Change,
  Id,
  Invalid,
  Json,
  OutboxRepository,
  Platform,
  Result,
  TooLarge,
} from '../kernel/index.ts';
import type { ProjectsRepository } from '../projects/index.ts';
import { newEvent } from './events.ts';
import { readSetup } from './read-setup.ts';
import type { ImportSetup as Request, Setup } from './transports.ts';

/** The setup to give to a project. */
export interface ImportSetupInput extends Request {
  readonly project_id: Id;
}

/**
 * Gives a project the setup of another one, completely or not at all. Versions keep their numbers, so that answers can
 * name them. Versions that the project has already must be the same, and stay unchanged. Sending a setup again changes
 * nothing.
 */
export type ImportSetup = UseCase<
  ImportSetupInput,
  Setup,
  NotFound | Forbidden | Archived | AlreadyExists | Invalid | TooLarge
>;

/** The repositories that an import of a setup uses. */
export interface SetupRepositories {
  readonly projects: ProjectsRepository;
  readonly annotationUis: AnnotationUisRepository;
  readonly guidelines: GuidelinesRepository;
  readonly outbox: OutboxRepository;
}

type Failure = NotFound | Archived | AlreadyExists | Invalid | TooLarge;

interface Overtaken {
  readonly code: 'overtaken';
}

const another = (what: string, version: number): AlreadyExists => ({
  code: 'already_exists',
  detail: `The project has another ${what} ${version}. A version never changes: send the setup to a project that has no version of its own, or versions that are the same.`,
});

const isSame = (there: object, sent: object): boolean => equalJson(there as Json, sent as Json);

/** The index of the first stored version that differs from the sent one; -1 if none does. */
const differing = (there: readonly object[], sent: readonly object[]): number =>
  there.findIndex((one, place) => sent[place] !== undefined && !isSame(one, sent[place]));

const uiOf = ({ name, controls }: Pick<Setup['annotation_uis'][number], 'name' | 'controls'>) => ({ name, controls });

const textOf = ({
  text,
  annotation_ui_version,
}: Pick<Setup['guidelines'][number], 'text' | 'annotation_ui_version'>) => ({ text, annotation_ui_version });

const faultsOf = (there: Setup, { annotation_uis, guidelines }: Request): Failure | undefined => {
  const ui = differing(there.annotation_uis.map(uiOf), annotation_uis.map(uiOf));
  if (ui >= 0) return another('annotation UI', ui + 1);
  const guideline = differing(there.guidelines.map(textOf), guidelines.map(textOf));
  if (guideline >= 0) return another('guideline', guideline + 1);
  const count = Math.max(there.annotation_uis.length, annotation_uis.length);
  const faults = guidelines.flatMap(({ annotation_ui_version: named }, place) =>
    named > count
      ? [
          fault(
            ['guidelines', place, 'annotation_ui_version'],
            'not_found',
            'There is no such version of the annotation UI, neither in the project nor in this setup.',
          ),
        ]
      : [],
  );
  return faults.length === 0 ? undefined : { code: 'invalid', errors: faults };
};

/** Adds the missing versions. Resolves to `false` if another request added versions at the same moment. */
const addMissing = async (
  deps: Pick<Platform, 'newId'>,
  { annotationUis, guidelines, outbox }: SetupRepositories,
  there: Setup,
  sent: Request,
  change: Change,
): Promise<boolean> => {
  const made = { created_by: change.by, created_at: change.at };
  for (const [place, { name, controls }] of sent.annotation_uis.entries()) {
    if (place < there.annotation_uis.length) continue;
    const ui = await annotationUis.add({ id: deps.newId(), name, controls, ...made });
    if (ui?.version !== place + 1) return false;
    await outbox.append(newEvent(deps, change, 'goldset.annotation_ui.created', ui.id, { version: ui.version }));
  }
  for (const [place, { text, annotation_ui_version }] of sent.guidelines.entries()) {
    if (place < there.guidelines.length) continue;
    const guideline = await guidelines.add({ id: deps.newId(), text, annotation_ui_version, ...made });
    if (guideline?.version !== place + 1) return false;
    await outbox.append(
      newEvent(deps, change, 'goldset.guideline.published', guideline.id, {
        version: guideline.version,
        annotation_ui_version,
      }),
    );
  }
  return true;
};

/** The setup with the added versions. */
const together = ({ settings, annotation_uis, guidelines }: Setup, sent: Request): Setup => {
  const [newUis, newGuidelines] = [
    sent.annotation_uis.slice(annotation_uis.length),
    sent.guidelines.slice(guidelines.length),
  ];
  return {
    settings,
    annotation_uis: [
      ...annotation_uis,
      ...newUis.map((ui, place) => ({ version: annotation_uis.length + place + 1, ...uiOf(ui) })),
    ],
    guidelines: [
      ...guidelines,
      ...newGuidelines.map((guideline, place) => ({ version: guidelines.length + place + 1, ...textOf(guideline) })),
    ],
  };
};

/** Gives a project the setup of another one. The caller needs the permission to change each part of it. */
export const importSetup = defineOperation({
  name: 'importSetup',
  permission: 'project:update',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<SetupRepositories>): ImportSetup =>
    async (caller, { project_id, ...sent }) => {
      const missing = (['annotation_ui:create', 'guideline:publish'] as const).find(
        (permission) => !caller.permissions.has(permission),
      );
      if (missing !== undefined) return err(forbidden(caller, missing));
      const change = changeBy(deps, caller);
      const attempt = (): Promise<Result<Setup, Failure | Overtaken>> =>
        deps.store.transact(scopeOf(caller), async (repositories) => {
          const { projects, outbox } = repositories;
          const update = await projects.update({
            id: project_id,
            changes: sent.settings ?? {},
            if_revision: undefined,
            at: change.at,
          });
          if (update === undefined) return err({ code: 'not_found' });
          const { outcome, value: project } = update;
          if (outcome === 'archived' || project.state === 'archived') return err({ code: 'archived' });
          if (outcome === 'changed')
            await outbox.append(
              newEvent(deps, change, 'goldset.project.updated', project_id, {
                revision: project.revision,
                state: project.state,
              }),
            );
          const there = await readSetup(repositories, project, caller.room);
          if (!there.ok) return there;
          const failure = faultsOf(there.value, sent);
          if (failure !== undefined) return err(failure);
          if (!(await addMissing(deps, repositories, there.value, sent, change))) return err({ code: 'overtaken' });
          return ok(together(there.value, sent));
        });
      for (;;) {
        const done = await attempt();
        // The transaction that added the same version has ended, so the next attempt sees its version.
        if (done.ok || done.error.code !== 'overtaken') return done as Result<Setup, Failure>;
      }
    },
});
