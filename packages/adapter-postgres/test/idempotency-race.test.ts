import type { Caller, DomainError, Id, OperationName, Result, Target } from '@goldset/core';
import { answer, errorOf, newProject, valueOf } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

const callerOf = async ({ application }: ProjectWorld, by: Id, on: Target, operation: OperationName): Promise<Caller> =>
  valueOf(await application.callerFor(by, on, 'test', { operation, key: 'k', request_hash: 'x' }));

/** Keeps an answer as another server would, does `meanwhile` before that is committed, and says what it resolved to. */
const whileUncommitted = async <T>({ once }: Caller, meanwhile: () => Promise<T>): Promise<T> => {
  if (once === undefined) throw new Error('The caller asks for nothing once.');
  const { scope_id, owner_id, operation, key, request_hash, at, expires_at } = once;
  const { done } = await harness.sql.begin(async (sql) => {
    await sql`
      insert into idempotency_keys (project_id, owner_id, operation, key, request_hash, answer, created_at, expires_at)
      values (${scope_id}, ${owner_id}, ${operation}, ${key}, ${request_hash}, to_jsonb('"the answer"'::text), ${at}, ${expires_at})`;
    return { done: await meanwhile() };
  });
  return done;
};

test.each(['a transaction', 'a statement'])(
  '%s waits 2 seconds for the same request of another server, and then did nothing',
  async (kind) => {
    const project = await newProject(harness, 2);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    const { application } = project;
    const project_id = project.project.id;
    const on = { type: 'project', id: project_id } as const;
    const isStatement = kind === 'a statement';
    const caller = await (isStatement
      ? callerOf(project, ann.user_id, on, 'submitTask')
      : callerOf(project, project.founder, on, 'publishGuideline'));
    const ask = (): Promise<Result<unknown, DomainError>> =>
      isStatement
        ? application.submitTask(caller, { project_id, task_id: task.id, value: answer() })
        : application.publishGuideline(caller, { project_id, text: 'x' });
    const before = await project.projectEvents();
    const begun = performance.now();
    errorOf(await whileUncommitted(caller, ask), 'idempotency_in_flight');
    expect(performance.now() - begun).toBeGreaterThan(1900);
    expect(await project.projectEvents()).toEqual(before);
    // The other one is committed by now.
    expect(await ask()).toEqual({ ok: true, value: 'the answer', replayed: true });
    expect(await project.projectEvents()).toEqual(before);
  },
);
