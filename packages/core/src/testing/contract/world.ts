import { domainToASCII, domainToUnicode } from 'node:url';
import { createApplication, emailKeyOf, ExportOptions, ImportOptions, INSTALLATION } from '../../index.ts';
import type {
  Annotation,
  AnnotatorProgress,
  AnnotationRevision,
  Application,
  Caller,
  Claim,
  ClaimTasks,
  Control,
  CreateProject,
  Dependencies,
  DomainNames,
  Event,
  Export,
  ExportedItem,
  Guideline,
  Id,
  ImportLine,
  ImportResult,
  Item,
  ItemLine,
  ListedAnnotation,
  Organization,
  OrganizationCreationPolicy,
  Prediction,
  Progress,
  Project,
  ProjectState,
  RequeueItem,
  Role,
  Target,
  Task,
} from '../../index.ts';
import type { Scope } from '../../adapter.ts';
import { newCsvReader } from '../../tables/index.ts';
import type { CsvRecord, Delimiter } from '../../tables/index.ts';
import { textOfUtf8, utf8Of } from '../../kernel/utf8.ts';
import { only, upTo, valueOf, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { testSecrets } from './test-secrets.ts';

/** Stands in every text of a world that no event may carry: names, guidelines, data, answers, reasons. */
export const MARK = 'must-not-leak';

/** The options that the annotation UIs of worlds offer. */
export const ANSWERS = [`yes ${MARK}`, `no ${MARK}`, `perhaps ${MARK}`] as const;

/** The answer to a world's annotation UI that chooses its first, second or third option. */
export const answer = (option: 0 | 1 | 2 = 0): { readonly judgement: string } => ({ judgement: ANSWERS[option] });

/** One control of each kind, named after it; of these, only `text` need not be answered. */
export const EVERY_KIND: readonly Control[] = [
  { name: 'choice', kind: 'choice', source: 'text', required: true, options: ['a', 'b'] },
  { name: 'choices', kind: 'choices', source: 'text', required: true, options: ['a', 'b', 'c'], min: 1, max: 2 },
  { name: 'rating', kind: 'rating', source: 'text', required: true, min: 0, max: 1, step: 0.1 },
  { name: 'number', kind: 'number', source: 'text', required: true, min: -1.5 },
  { name: 'text', kind: 'text', source: 'text', required: false, max_length: 10 },
  { name: 'spans', kind: 'spans', source: 'text', required: true, labels: ['A', 'B'], allow_overlap: false },
  { name: 'boxes', kind: 'boxes', source: 'image', required: true, labels: ['A', 'B'] },
  { name: 'polygons', kind: 'polygons', source: 'image', required: true, labels: ['A', 'B'] },
  { name: 'ranking', kind: 'ranking', source: 'text', required: true, options: ['a', 'b', 'c'] },
];

/** The lines of an import: so many items, named `item-1` and on. */
export const manyItems = (count: number, fields: Partial<ItemLine> = {}): readonly ItemLine[] =>
  upTo(count).map((n) => ({ external_id: `item-${n}`, data: { text: `${MARK} ${n}` }, ...fields }));

/** A clock that stands still until it is advanced. */
export interface TestClock {
  readonly now: () => Date;
  readonly advance: (seconds: number) => void;
}

/** Makes a clock that stands at the beginning of 2026. */
export const newTestClock = (): TestClock => {
  let time = Date.parse('2026-01-01T00:00:00.000Z');
  return {
    now: () => new Date(time),
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
};

/** The lines of an import, as they come from a body. */
export const linesOf = async function* (values: Iterable<unknown>): AsyncGenerator<ImportLine> {
  let line = 0;
  for (const value of values) {
    line += 1;
    yield { line, bytes: JSON.stringify(value).length, value };
  }
};

/** The records of a table, as they come from a body. */
export const recordsOf = async function* (
  text: string,
  delimiter: Delimiter = ',',
): AsyncGenerator<readonly CsvRecord[]> {
  const reader = newCsvReader({ delimiter, limit: 1024 * 1024, decode: (bytes) => textOfUtf8(bytes, 0, bytes.length) });
  yield reader.push(utf8Of(text));
  yield reader.end();
};

/** A person with an organization of their own. */
export interface World {
  readonly harness: ContractHarness;
  readonly application: Application;
  readonly clock: TestClock;
  /** The admin of the organization. */
  readonly founder: Id;
  readonly organization: Organization;
  /** The caller that a user is on a target, read now. */
  readonly caller: (userId: Id, target: Target) => Promise<Caller>;
  /** The caller that a user is on the world's organization, read now. */
  readonly inOrganization: (userId: Id) => Promise<Caller>;
  /** Makes a service account with these roles on the organization, and says its user id. */
  readonly hire: (...roles: readonly Role[]) => Promise<Id>;
  /** Makes a project in the organization. */
  readonly createProject: (request?: Partial<CreateProject>) => Promise<Project>;
  /** Archives a project of the organization, or reopens it. */
  readonly archive: (projectId: Id, state?: ProjectState) => Promise<Project>;
  /** The events of the organization above its projects. */
  readonly events: () => Promise<readonly Event[]>;
}

const everyone: OrganizationCreationPolicy = { organizationCreation: 'everyone', operators: new Set() };

/** The domain names of the platform. */
export const testDomains: DomainNames = { toAscii: domainToASCII, toUnicode: domainToUnicode };

/** What an application on a harness's store needs. */
export const testDependencies = (harness: ContractHarness, clock: TestClock, policy = everyone): Dependencies => ({
  store: harness.store,
  now: clock.now,
  newId: harness.newId,
  secrets: testSecrets(harness.newId),
  domains: testDomains,
  ...policy,
});

/** Makes a person a member of a world's organization with roles on it, as if they had accepted an invitation to their address. */
export const joinAs = async (
  harness: ContractHarness,
  { organization, founder, clock }: World,
  userId: Id,
  ...roles: readonly Role[]
): Promise<void> => {
  const [target, at] = [{ type: 'organization', id: organization.id } as const, clock.now().toISOString()];
  const email_key = emailKeyOf(await addressOf(harness, userId), testDomains) ?? '';
  await harness.store.transact(
    { organization_id: organization.id, project_id: null },
    async ({ members, roleBindings, externalUsers }) => {
      await members.add({ user_id: userId, added_by: founder, created_at: at });
      await externalUsers.hold();
      await externalUsers.join({ user_id: userId, email_key }, { at, by: userId, causation_id: null });
      for (const role of roles)
        await roleBindings.add({
          id: harness.newId(),
          user_id: userId,
          role,
          target,
          created_by: founder,
          created_at: at,
        });
      return { ok: true, value: undefined } as const;
    },
  );
};

/** Lets the address of somebody who is a member of a world's organization stand for them there, as if they had joined with it. */
export const proveAddress = async (
  harness: ContractHarness,
  { organization, clock }: World,
  userId: Id,
): Promise<void> => {
  const email_key = emailKeyOf(await addressOf(harness, userId), testDomains) ?? '';
  await harness.store.transact({ organization_id: organization.id, project_id: null }, async ({ externalUsers }) => {
    await externalUsers.hold();
    await externalUsers.join(
      { user_id: userId, email_key },
      { at: clock.now().toISOString(), by: userId, causation_id: null },
    );
    return { ok: true, value: undefined } as const;
  });
};

/** The e-mail address of a person. */
export const addressOf = async ({ store }: ContractHarness, userId: Id): Promise<string> => {
  const me = await store.within({ organization_id: null, project_id: null }).users.find(userId);
  if (typeof me?.email !== 'string') throw new Error('A person has an address.');
  return me.email;
};

/** Makes a person who founds an organization. */
export const newWorld = async (harness: ContractHarness): Promise<World> => {
  const clock = newTestClock();
  const application = createApplication(testDependencies(harness, clock));
  const founder = await harness.person();
  const caller = async (userId: Id, target: Target): Promise<Caller> =>
    valueOf(await application.callerFor(userId, target, 'test'));
  const organization = valueOf(
    await application.createOrganization(await caller(founder, INSTALLATION), { name: `Organization ${MARK}` }),
  );
  const organization_id = organization.id;
  const inOrganization = (userId: Id): Promise<Caller> => caller(userId, { type: 'organization', id: organization_id });
  const admin = await inOrganization(founder);
  return {
    ...{ harness, application, clock, founder, organization, caller, inOrganization },
    hire: async (...roles) =>
      valueOf(await application.createServiceAccount(admin, { organization_id, name: `Somebody ${MARK}`, roles })).id,
    createProject: async (request) =>
      valueOf(
        await application.createProject(admin, {
          organization_id,
          name: `Project ${MARK}`,
          description: MARK,
          overlap: 1,
          lease_seconds: 600,
          max_claimed: 100,
          show_predictions: false,
          ...request,
        }),
      ),
    archive: async (project_id, state = 'archived') =>
      valueOf(
        await application.updateProject(await caller(founder, { type: 'project', id: project_id }), {
          project_id,
          state,
        }),
      ),
    events: () => harness.events({ organization_id, project_id: null }),
  };
};

type Of<Operation extends keyof Application> = Application[Operation] extends (
  caller: Caller,
  input: never,
) => infer Answer
  ? Answer
  : never;

/** A project in a world, and what is done in it. */
export interface ProjectWorld extends World {
  readonly project: Project;
  readonly scope: Scope;
  /** The founder, on the project. */
  readonly admin: Caller;
  /** The caller that a user is on the project, read now. */
  readonly inProject: (userId: Id) => Promise<Caller>;
  /** Somebody new who may annotate, on the project. */
  readonly annotator: () => Promise<Caller>;
  /** So many new annotators. */
  readonly annotators: (count: number) => Promise<readonly Caller[]>;
  readonly createUi: (options?: readonly string[]) => Of<'createAnnotationUI'>;
  readonly publish: (annotation_ui_version?: number) => Promise<Guideline>;
  readonly importItems: (items: Iterable<unknown>, options?: Partial<ImportOptions>) => Promise<ImportResult>;
  readonly importPredictions: (lines: Iterable<unknown>, options?: Partial<ImportOptions>) => Promise<ImportResult>;
  readonly claim: (caller: Caller, count?: number) => Promise<Claim>;
  /** Claims by a strategy, or one item. */
  readonly claimBy: (caller: Caller, request: Partial<ClaimTasks>) => Promise<Claim>;
  /** Claims one task, which must be there. */
  readonly claimOne: (caller: Caller) => Promise<Task>;
  readonly submit: (caller: Caller, task: Pick<Task, 'id'>, value?: ReturnType<typeof answer>) => Of<'submitTask'>;
  readonly release: (caller: Caller, task: Pick<Task, 'id'>) => Of<'releaseTask'>;
  readonly skip: (caller: Caller, task: Pick<Task, 'id'>, reason?: string) => Of<'skipTask'>;
  readonly renew: (caller: Caller, task: Pick<Task, 'id'>) => Of<'renewTask'>;
  /** Puts an item back, as the founder. */
  readonly requeue: (item: Pick<Item, 'id'>, request?: Partial<RequeueItem>) => Of<'requeueItem'>;
  readonly items: () => Promise<readonly Item[]>;
  /** The item of this `external_id`, which must be there. */
  readonly item: (externalId: string) => Promise<Item>;
  readonly tasks: () => Promise<readonly Task[]>;
  readonly annotations: () => Promise<readonly Annotation[]>;
  readonly predictions: () => Promise<readonly Prediction[]>;
  readonly revise: (
    caller: Caller,
    annotation: Pick<Annotation, 'id'>,
    value: ReturnType<typeof answer>,
    if_revision?: readonly number[],
  ) => Of<'reviseAnnotation'>;
  /** Deletes an annotation, as the founder. */
  readonly deleteAnnotation: (
    annotation: Pick<Annotation, 'id'>,
    if_revision?: readonly number[],
  ) => Of<'deleteAnnotation'>;
  readonly restoreAnnotation: (annotation: Pick<Annotation, 'id'>) => Of<'restoreAnnotation'>;
  readonly deletedAnnotations: () => Promise<readonly ListedAnnotation[]>;
  /** The revisions of an annotation, as the founder sees them. */
  readonly revisions: (annotation: Pick<Annotation, 'id'>) => Promise<readonly AnnotationRevision[]>;
  readonly importAnswers: (answers: Iterable<unknown>, options?: Partial<ImportOptions>) => Promise<ImportResult>;
  readonly importSkips: (lines: Iterable<unknown>, options?: Partial<ImportOptions>) => Promise<ImportResult>;
  readonly progress: () => Promise<Progress>;
  readonly beginExport: (options?: Partial<ExportOptions>) => Promise<Export>;
  /** The lines of an export of everything, or of a state. */
  readonly exported: (options?: Partial<ExportOptions>) => Promise<readonly ExportedItem[]>;
  readonly progressByAnnotator: () => Promise<readonly AnnotatorProgress[]>;
  readonly projectEvents: () => Promise<readonly Event[]>;
}

/** Everything that an export still has to say, line by line. */
export const linesOfExport = async ({ chunks }: Export): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const chunk of chunks) lines.push(...chunk);
  return lines;
};

/** Makes a world with a project in it that nothing is in yet. */
export const newEmptyProject = async (
  harness: ContractHarness,
  request?: Partial<CreateProject>,
): Promise<ProjectWorld> => {
  const world = await newWorld(harness);
  return enterProject(world, await world.createProject(request));
};

/** The same world, seen from one of its projects. */
export const enterProject = async (world: World, project: Project): Promise<ProjectWorld> => {
  const { harness, application, founder, caller, hire } = world;
  const project_id = project.id;
  const scope = { organization_id: world.organization.id, project_id };
  const inProject = (userId: Id): Promise<Caller> => caller(userId, { type: 'project', id: project_id });
  const admin = await inProject(founder);
  const beginExport: ProjectWorld['beginExport'] = async (options = {}) =>
    valueOf(await application.exportProject(admin, { project_id, ...ExportOptions.parse(options) }));
  const claimBy: ProjectWorld['claimBy'] = async (caller, request) =>
    valueOf(await application.claimTasks(caller, { project_id, count: 1, ...request }));
  const claim: ProjectWorld['claim'] = (caller, count = 1) => claimBy(caller, { count });
  const items = (): Promise<readonly Item[]> =>
    walk(async (page) => valueOf(await application.listItems(admin, { project_id, page })));
  return {
    ...world,
    ...{ project, scope, admin, inProject, claim, claimBy, items, beginExport },
    annotator: async () => inProject(await hire('annotator')),
    annotators: (count) => Promise.all(upTo(count).map(async () => inProject(await hire('annotator')))),
    createUi: (options = ANSWERS) =>
      application.createAnnotationUI(admin, {
        project_id,
        name: `Judgement ${MARK}`,
        controls: [{ name: 'judgement', kind: 'choice', source: 'text', required: true, options }],
      }),
    publish: async (annotation_ui_version) =>
      valueOf(
        await application.publishGuideline(admin, {
          project_id,
          text: `# Judge well ${MARK}`,
          ...(annotation_ui_version && { annotation_ui_version }),
        }),
      ),
    importItems: async (lines, options = {}) =>
      valueOf(
        await application.importItems(admin, { project_id, lines: linesOf(lines), ...ImportOptions.parse(options) }),
      ),
    importPredictions: async (lines, options = {}) =>
      valueOf(
        await application.importPredictions(admin, {
          project_id,
          lines: linesOf(lines),
          ...ImportOptions.parse(options),
        }),
      ),
    claimOne: async (caller) => only((await claim(caller)).tasks),
    submit: (caller, { id }, value = answer()) => application.submitTask(caller, { project_id, task_id: id, value }),
    release: (caller, { id }) => application.releaseTask(caller, { project_id, task_id: id }),
    skip: (caller, { id }, reason) =>
      application.skipTask(caller, { project_id, task_id: id, ...(reason !== undefined && { reason }) }),
    renew: (caller, { id }) => application.renewTask(caller, { project_id, task_id: id }),
    requeue: ({ id }, request = {}) => application.requeueItem(admin, { project_id, item_id: id, ...request }),
    item: async (externalId) => only((await items()).filter(({ external_id }) => external_id === externalId)),
    tasks: () => walk(async (page) => valueOf(await application.listTasks(admin, { project_id, page }))),
    annotations: () => walk(async (page) => valueOf(await application.listAnnotations(admin, { project_id, page }))),
    predictions: () => walk(async (page) => valueOf(await application.listPredictions(admin, { project_id, page }))),
    revise: (caller, { id }, value, if_revision) =>
      application.reviseAnnotation(caller, { project_id, annotation_id: id, value, if_revision }),
    deleteAnnotation: ({ id }, if_revision) =>
      application.deleteAnnotation(admin, { project_id, annotation_id: id, if_revision }),
    restoreAnnotation: ({ id }) => application.restoreAnnotation(admin, { project_id, annotation_id: id }),
    deletedAnnotations: () =>
      walk(async (page) => valueOf(await application.listAnnotations(admin, { project_id, deleted: true, page }))),
    revisions: ({ id }) =>
      walk(async (page) =>
        valueOf(await application.listAnnotationRevisions(admin, { project_id, annotation_id: id, page })),
      ),
    importAnswers: async (answers, options = {}) =>
      valueOf(
        await application.importAnnotations(admin, {
          project_id,
          lines: linesOf(answers),
          ...ImportOptions.parse(options),
        }),
      ),
    importSkips: async (lines, options = {}) =>
      valueOf(
        await application.importSkips(admin, { project_id, lines: linesOf(lines), ...ImportOptions.parse(options) }),
      ),
    progress: async () => valueOf(await application.getProgress(admin, { project_id })),
    exported: async (options) =>
      (await linesOfExport(await beginExport(options))).map((line) => JSON.parse(line) as ExportedItem),
    progressByAnnotator: () =>
      walk(async (page) => valueOf(await application.listAnnotatorProgress(admin, { project_id, page }))),
    projectEvents: () => harness.events(scope),
  };
};

/** Makes a project with an annotation UI and a guideline, and so many items in it. */
export const newProject = async (
  harness: ContractHarness,
  count: number,
  request?: Partial<CreateProject>,
): Promise<ProjectWorld> => {
  const project = await newEmptyProject(harness, request);
  valueOf(await project.createUi());
  await project.publish();
  if (count > 0) await project.importItems(manyItems(count));
  return project;
};
