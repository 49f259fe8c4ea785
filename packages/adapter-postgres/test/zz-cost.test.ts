import { newProject } from '@goldset/core/testing';
import { test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
test('cost', { timeout: 300000 }, async () => {
  const h = await openPostgresHarness();
  const project = await newProject(h, 0, { overlap: 2 });
  const N = 40000;
  const p = project.project.id;
  const ann = await project.annotator();
  await h.sql`insert into items (project_id, id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    select ${p}, ('019c0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '{"text":"x"}', '{}', 0, 2, nextval('queue_positions'), now(), now() from generate_series(1, ${N}) n`;
  await h.sql`insert into counters (project_id, user_id, items_open, items_claimed, items_complete, tasks_claimed, tasks_submitted, tasks_skipped, tasks_released, tasks_expired) values (${p}, ${project.founder}, ${N},0,0,0,0,0,0,0)`;
  const time = async (what: string, n: number) => {
    const t = performance.now();
    const got = new Set<string>();
    for (let i = 0; i < n; i += 1) {
      const { tasks } = await project.claimBy(ann, { strategy: 'random' });
      for (const task of tasks) { got.add(task.item.id); await project.release(ann, task); }
    }
    const ids = [...got].map((id) => parseInt(id.slice(24), 16)).sort((a, b) => a - b);
    console.log(what, ((performance.now() - t) / n).toFixed(2), 'ms per claim+release', got.size, 'distinct', ids[0], ids[ids.length >> 1], ids.at(-1));
  };
  await time('fresh', 100);
  for (const share of [0.5, 0.9, 0.99, 0.999]) {
    await h.sql`delete from tasks where project_id = ${p}`;
    await h.sql`update items set claimed_count = 0, submitted_count = 0 where project_id = ${p}`;
    await h.sql`insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
      select ${p}, ('019d0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ('019c0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ${ann.user_id}, 'submitted', now(), 1, 1, now(), now()
      from generate_series(1, ${N}) n where (n * 7919::bigint) % 10007 < ${share} * 10007`;
    await time(`own ${share}`, 100);
  }
  await h.close();
});
