import assert from 'node:assert/strict';
import { createApplication, endedExportIn, ExportOptions, INSTALLATION } from '../../index.ts';
import type {
  Caller,
  DomainError,
  Export,
  ExportOptions as ExportOptionsType,
  Id,
  ImportCounts,
  ImportLine,
  ImportOptions,
  ImportResult,
  OnceRequest,
  OperationName,
  Result,
} from '../../index.ts';
import type { EndedAuthority } from '../../adapter.ts';
import { checked } from './checked.ts';
import { errorOf, revealed, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { answer, joinAs, manyItems, newProject, testDependencies } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** Somebody who may do everything at first. `ask` reads who they are afresh. */
interface Worker {
  readonly user_id: Id;
  readonly ask: (once?: OnceRequest) => Promise<Result<Caller, DomainError>>;
  /** Takes from them what lets them go on. */
  readonly end: () => Promise<unknown>;
  /** Puts back what others need as well. */
  readonly mend?: () => Promise<unknown>;
}

interface Ending {
  readonly code: EndedAuthority;
  readonly begin: (project: ProjectWorld) => Promise<Worker>;
}

const targetOf = ({ project }: ProjectWorld): { readonly type: 'project'; readonly id: Id } => ({
  type: 'project',
  id: project.id,
});

const machine = async (
  project: ProjectWorld,
  expires_at?: string,
): Promise<Pick<Worker, 'user_id' | 'ask'> & { readonly token_id: Id }> => {
  const { application, organization, founder } = project;
  const user_id = await project.hire('manager');
  const request = { organization_id: organization.id, user_id, name: 'x', ...(expires_at && { expires_at }) };
  const { id: token_id, secret } = revealed(
    valueOf(await application.createServiceAccountToken(await project.inOrganization(founder), request)),
  );
  return { user_id, token_id, ask: (once) => application.authenticate(secret, targetOf(project), 'test', once) };
};

const bindingsOf = async (
  { application, organization, founder, inOrganization }: ProjectWorld,
  userId: Id,
): Promise<readonly Id[]> => {
  const input = { organization_id: organization.id, page: { per_page: 200, order: 'asc' } } as const;
  const { items } = valueOf(await application.listRoleBindings(await inOrganization(founder), input));
  return items.filter(({ user }) => user.id === userId).map(({ id }) => id);
};

const unbind = async (project: ProjectWorld, userId: Id): Promise<void> => {
  const { application, organization, founder } = project;
  const admin = await project.inOrganization(founder);
  for (const role_binding_id of await bindingsOf(project, userId))
    valueOf(await application.deleteRoleBinding(admin, { organization_id: organization.id, role_binding_id }));
};

const bind = async (
  project: ProjectWorld,
  user_id: Id,
  role: 'viewer' | 'manager',
  onProject = false,
): Promise<void> => {
  const { application, organization, founder } = project;
  const target = onProject ? targetOf(project) : ({ type: 'organization', id: organization.id } as const);
  valueOf(
    await application.createRoleBinding(await project.inOrganization(founder), {
      organization_id: organization.id,
      user_id,
      role,
      target,
    }),
  );
};

/** Everything that ends what somebody may do in a project while they do it. */
const endings: Readonly<Record<string, Ending>> = {
  'the token is revoked': {
    code: 'unauthenticated',
    begin: async (project) => {
      const { token_id, ...worker } = await machine(project);
      const input = { organization_id: project.organization.id, user_id: worker.user_id, token_id };
      return {
        ...worker,
        end: async () =>
          valueOf(
            await project.application.revokeServiceAccountToken(await project.inOrganization(project.founder), input),
          ),
      };
    },
  },
  'the token expires': {
    code: 'unauthenticated',
    begin: async (project) => {
      const worker = await machine(project, new Date(project.clock.now().getTime() + 60_000).toISOString());
      return { ...worker, end: async () => project.clock.advance(60) };
    },
  },
  'the service account is deleted': {
    code: 'unauthenticated',
    begin: async (project) => {
      const worker = await machine(project);
      const input = { organization_id: project.organization.id, user_id: worker.user_id };
      return {
        ...worker,
        end: async () =>
          valueOf(await project.application.deleteServiceAccount(await project.inOrganization(project.founder), input)),
      };
    },
  },
  'the member is removed, whose own token lives on': {
    code: 'not_found',
    begin: async (project) => {
      const { application, harness, organization } = project;
      const user_id = await harness.person();
      await joinAs(harness, project, user_id, 'manager');
      const { secret } = revealed(
        valueOf(await application.createOwnToken(await project.caller(user_id, INSTALLATION), { name: 'x' })),
      );
      return {
        ...{ user_id, ask: (once) => application.authenticate(secret, targetOf(project), 'test', once) },
        end: async () =>
          valueOf(
            await application.removeMember(await project.inOrganization(project.founder), {
              organization_id: organization.id,
              user_id,
            }),
          ),
      };
    },
  },
  'the role of a user without a token is taken away': {
    code: 'not_found',
    begin: async (project) => {
      const user_id = await project.hire('manager');
      return {
        user_id,
        ask: (once) => project.application.callerFor(user_id, targetOf(project), 'test', once),
        end: () => unbind(project, user_id),
      };
    },
  },
  'the role on the project alone is taken away': {
    code: 'not_found',
    begin: async (project) => {
      const worker = await machine(project);
      await unbind(project, worker.user_id);
      await bind(project, worker.user_id, 'manager', true);
      return { ...worker, end: () => unbind(project, worker.user_id) };
    },
  },
  'the role becomes a lesser one': {
    code: 'forbidden',
    begin: async (project) => {
      const worker = await machine(project);
      return {
        ...worker,
        end: async () => {
          await bind(project, worker.user_id, 'viewer', true);
          for (const id of (await bindingsOf(project, worker.user_id)).slice(0, 1)) {
            valueOf(
              await project.application.deleteRoleBinding(await project.inOrganization(project.founder), {
                organization_id: project.organization.id,
                role_binding_id: id,
              }),
            );
          }
        },
      };
    },
  },
  'the project is deleted': {
    code: 'not_found',
    begin: async (project) => {
      const {
        application,
        project: { id: project_id },
      } = project;
      return {
        ...(await machine(project)),
        end: async () => valueOf(await application.deleteProject(project.admin, { project_id })),
        mend: async () => valueOf(await application.restoreProject(project.admin, { project_id })),
      };
    },
  },
  'the organization is deleted': {
    code: 'not_found',
    begin: async (project) => {
      const {
        application,
        organization: { id: organization_id },
      } = project;
      const admin = await project.inOrganization(project.founder);
      return {
        ...(await machine(project)),
        end: async () => valueOf(await application.deleteOrganization(admin, { organization_id })),
        mend: async () => valueOf(await application.restoreOrganization(admin, { organization_id })),
      };
    },
  },
  'the project is archived': {
    code: 'archived',
    begin: async (project) => ({
      ...(await machine(project)),
      end: () => project.archive(project.project.id),
      mend: () => project.archive(project.project.id, 'active'),
    }),
  },
};

type Imported = Result<ImportResult, DomainError>;

interface Kind {
  readonly operation: OperationName;
  readonly line: (n: number, name: string) => unknown;
  readonly run: (
    project: ProjectWorld,
    caller: Caller,
    lines: AsyncIterable<ImportLine>,
    options: ImportOptions,
  ) => Promise<Imported>;
  /** How many lines of that name were written. */
  readonly written: (project: ProjectWorld, name: string) => Promise<number>;
}

const kinds: readonly Kind[] = [
  {
    operation: 'importItems',
    line: (n, name) => ({ external_id: `${name} ${n}`, data: {} }),
    run: ({ application, project }, caller, lines, options) =>
      application.importItems(caller, { project_id: project.id, lines, ...options }),
    written: async (project, name) =>
      (await project.items()).filter(({ external_id }) => external_id?.startsWith(`${name} `)).length,
  },
  {
    operation: 'importPredictions',
    line: (n, name) => ({ external_id: `item-${n}`, model: name, model_version: '1', value: answer() }),
    run: ({ application, project }, caller, lines, options) =>
      application.importPredictions(caller, { project_id: project.id, lines, ...options }),
    written: async (project, name) => (await project.predictions()).filter(({ model }) => model === name).length,
  },
  {
    operation: 'importAnnotations',
    line: (n, name) => ({ external_id: `item-${n}`, annotator: name, value: answer() }),
    run: ({ application, project }, caller, lines, options) =>
      application.importAnnotations(caller, { project_id: project.id, lines, ...options }),
    written: async (project, name) =>
      (await project.annotations()).filter(({ annotator }) => annotator.name === name).length,
  },
  {
    operation: 'importSkips',
    line: (n, name) => ({ external_id: `item-${n}`, annotator: `skips ${name}`, reason: 'x' }),
    run: ({ application, project }, caller, lines, options) =>
      application.importSkips(caller, { project_id: project.id, lines, ...options }),
    written: async (project, name) =>
      (await project.tasks()).filter(({ annotator }) => annotator.name === `skips ${name}`).length,
  },
];

const LINES = 8;
/** So large that each line is a batch. */
const BYTES = 3 * 1024 * 1024;

const hasEnded = ({ code }: DomainError): boolean =>
  code === 'unauthenticated' || code === 'not_found' || code === 'forbidden' || code === 'archived';

const soFar = (error: DomainError): ImportCounts => {
  if (!('so_far' in error)) assert.fail(`Says nothing of what was done so far: ${JSON.stringify(error)}`);
  return error.so_far;
};

/** Lines, after the fourth of which something happens; when it does, the first was written for sure. */
const linesAround = async function* (
  { line }: Kind,
  name: string,
  happen: () => Promise<unknown>,
  bytes: number,
): AsyncGenerator<ImportLine> {
  for (const n of upTo(LINES)) {
    if (n === 5) await happen();
    yield { line: n, bytes, value: line(n, name) };
  }
};

/** What is answered to the same worker who asks anew. */
const answeredNow = async (project: ProjectWorld, { ask }: Worker, kind: Kind): Promise<string> => {
  const caller = await ask();
  const result = caller.ok
    ? await kind.run(
        project,
        caller.value,
        linesAround(kind, 'anew', async () => undefined, 1),
        { on_conflict: 'reject', on_error: 'continue' },
      )
    : caller;
  return result.ok ? 'ok' : result.error.code;
};

type ExportInput = Partial<ExportOptionsType>;

const newExport = async (project: ProjectWorld, caller: Caller, options: ExportInput): Promise<Export> =>
  valueOf(
    await project.application.exportProject(caller, {
      project_id: project.project.id,
      ...ExportOptions.parse(options),
    }),
  );

/** Reads an export to its end; after its first chunk something happens. */
const readAround = async (
  { chunks }: Export,
  happen: () => Promise<unknown>,
): Promise<{ readonly count: number; readonly reason: EndedAuthority | null }> => {
  let count = 0;
  try {
    for await (const _ of chunks) {
      count += 1;
      if (count === 1) await happen();
    }
    return { count, reason: null };
  } catch (error) {
    const reason = endedExportIn(error);
    if (reason === undefined) throw error;
    return { count, reason };
  }
};

const exportsIn = async (harness: ContractHarness): Promise<readonly [ProjectWorld, readonly ExportInput[]]> => {
  const project = await newProject(harness, 0);
  const { next_cursor } = await project.beginExport();
  await project.importItems(manyItems(600));
  return [project, [{ format: 'ndjson' }, { format: 'csv' }, { changed_since: next_cursor }]];
};

/** What every store promises of the right under which imports, exports and other long work go on. */
export const authorityContract = checked({
  'an import stops once its caller may not go on, says why and how far it came, and writes nothing more': async (
    harness,
  ) => {
    const project = await newProject(harness, LINES);
    for (const kind of kinds) {
      for (const [name, { code, begin }] of Object.entries(endings)) {
        const what = `${kind.operation}: ${name}`;
        const worker = await begin(project);
        const imported = await kind.run(
          project,
          valueOf(await worker.ask()),
          linesAround(kind, name, worker.end, BYTES),
          { on_conflict: 'reject', on_error: 'continue' },
        );
        if (imported.ok) assert.fail(`${what}: the import went on to its end.`);
        assert.equal(imported.error.code, code, what);
        const { created, ...others } = soFar(imported.error);
        assert.deepEqual(others, { updated: 0, unchanged: 0, rejected: 0 }, what);
        assert.ok(created >= 1 && created <= 3, `${what}: ${created} lines were written.`);
        assert.equal(await answeredNow(project, worker, kind), code, what);
        await worker.mend?.();
        assert.equal(await kind.written(project, name), created, what);
      }
    }
  },

  'also one that takes no line that is there already': async (harness) => {
    const project = await newProject(harness, LINES);
    for (const kind of kinds) {
      const worker = await (endings['the token is revoked'] as Ending).begin(project);
      const caller = valueOf(await worker.ask());
      const options = { on_conflict: 'reject', on_error: 'continue' } as const;
      valueOf(
        await kind.run(
          project,
          caller,
          linesAround(kind, 'again', async () => undefined, 1),
          options,
        ),
      );
      const { created, unchanged } = soFar(
        errorOf(
          await kind.run(project, caller, linesAround(kind, 'again', worker.end, BYTES), options),
          'unauthenticated',
        ),
      );
      assert.deepEqual([created, unchanged >= 1 && unchanged <= 3], [0, true], kind.operation);
    }
  },

  'an import that is one transaction writes nothing where its caller may not go on at its end': async (harness) => {
    const project = await newProject(harness, LINES);
    for (const kind of kinds) {
      for (const [name, { code, begin }] of Object.entries(endings)) {
        for (const on_error of ['abort', 'continue'] as const) {
          const what = `${kind.operation}, ${on_error}: ${name}`;
          const worker = await begin(project);
          const once = on_error === 'abort' ? undefined : { operation: kind.operation, key: what, request_hash: what };
          const imported = await kind.run(
            project,
            valueOf(await worker.ask(once)),
            linesAround(kind, what, worker.end, 1),
            { on_conflict: 'reject', on_error },
          );
          if (imported.ok) assert.fail(`${what}: the import went on to its end.`);
          assert.equal(imported.error.code, code, what);
          assert.deepEqual(soFar(imported.error), { created: 0, updated: 0, unchanged: 0, rejected: 0 }, what);
          await worker.mend?.();
          assert.equal(await kind.written(project, what), 0, what);
        }
      }
    }
  },

  'an import that was stopped is finished by sending all of it again, once that is allowed': async (harness) => {
    const project = await newProject(harness, LINES);
    for (const kind of kinds) {
      const worker = await (endings['the project is archived'] as Ending).begin(project);
      const options = { on_conflict: 'reject', on_error: 'continue' } as const;
      const { created } = soFar(
        errorOf(
          await kind.run(
            project,
            valueOf(await worker.ask()),
            linesAround(kind, 'finished', worker.end, BYTES),
            options,
          ),
          'archived',
        ),
      );
      await worker.mend?.();
      const finished = valueOf(
        await kind.run(
          project,
          valueOf(await worker.ask()),
          linesAround(kind, 'finished', async () => undefined, BYTES),
          options,
        ),
      );
      assert.deepEqual(finished, { created: LINES - created, updated: 0, unchanged: created, rejected: 0, errors: [] });
    }
  },

  'an export is cut once its caller may not go on, in every format; archiving ends none': async (harness) => {
    const [project, exports] = await exportsIn(harness);
    for (const options of exports) {
      for (const [name, { code, begin }] of Object.entries(endings)) {
        const what = `${JSON.stringify(options)}: ${name}`;
        const worker = await begin(project);
        const { count, reason } = await readAround(
          await newExport(project, valueOf(await worker.ask()), options),
          worker.end,
        );
        await worker.mend?.();
        if (code === 'archived') assert.equal(reason, null, what);
        else assert.deepEqual({ reason, count: count <= 2 ? 'few' : count }, { reason: code, count: 'few' }, what);
      }
    }
  },

  'an export that cannot begin is refused': async (harness) => {
    const [project, exports] = await exportsIn(harness);
    for (const options of exports) {
      for (const [name, { code, begin }] of Object.entries(endings)) {
        const worker = await begin(project);
        const caller = valueOf(await worker.ask());
        await worker.end();
        const refused = await project.application.exportProject(caller, {
          project_id: project.project.id,
          ...ExportOptions.parse(options),
        });
        await worker.mend?.();
        assert.deepEqual(refused.ok || refused.error.code, code === 'archived' ? true : code, name);
      }
    }
  },

  'a client that takes long gets nothing that was read long before': async (harness) => {
    const [project] = await exportsIn(harness);
    const worker = await (endings['the role becomes a lesser one'] as Ending).begin(project);
    const read = await readAround(await newExport(project, valueOf(await worker.ask()), {}), async () => {
      project.clock.advance(2);
      await worker.end();
    });
    assert.deepEqual(read, { count: 1, reason: 'forbidden' });
    const lines: string[] = [];
    for await (const chunk of (await project.beginExport()).chunks) {
      project.clock.advance(2);
      lines.push(...chunk);
    }
    assert.equal(new Set(lines).size, 600);
    assert.equal(lines.length, 600);
  },

  'an overlap is applied to no further items once the caller may not go on': async (harness) => {
    const project = await newProject(harness, 0);
    const project_id = project.project.id;
    await project.importItems(manyItems(1_001));
    let [overlap, chunks] = [1, 0];
    for (const [name, { code, begin }] of Object.entries(endings)) {
      const worker = await begin(project);
      chunks = 0;
      overlap += 1;
      const within: typeof harness.store.within = (scope) => {
        const repositories = harness.store.within(scope);
        const applyOverlap: typeof repositories.items.applyOverlap = async (chunk) => {
          chunks += 1;
          const applied = await repositories.items.applyOverlap(chunk);
          if (chunks === 1) await worker.end();
          return applied;
        };
        return { ...repositories, items: { ...repositories.items, applyOverlap } };
      };
      const application = createApplication({
        ...testDependencies(harness, project.clock),
        store: { ...harness.store, within },
      });
      const updated = await application.updateProject(valueOf(await worker.ask()), {
        project_id,
        overlap,
        apply_to_items: true,
      });
      if (updated.ok) assert.fail(`${name}: it was applied to the end.`);
      assert.ok(hasEnded(updated.error));
      await worker.mend?.();
      assert.deepEqual(
        [updated.error.code, (await project.items()).filter((item) => item.overlap === overlap).length],
        [code, 1000],
        name,
      );
    }
  },
});
