import { until } from '../../../../test/until.ts';
import type { Reader } from '../../../../packages/adapter-kafka/test/kafka-reader.ts';
import { newChecks, PATIENCE } from './ground.ts';
import type { Ground } from './ground.ts';

/** An event as a consumer of `goldset.events` reads it. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>> & {
    readonly organization_id: string | null;
    readonly project_id: string | null;
    readonly sequence: number;
  };
}

/** What a reader of `goldset.events` has read, in its order, each event once. */
export const toldOnce = ({ messages }: Reader): readonly Told[] => {
  const seen = new Set<string>();
  return messages
    .map(({ value }) => JSON.parse(Buffer.from(value ?? []).toString()) as Told)
    .filter(({ id }) => !seen.has(id) && seen.add(id));
};

/** Resolves when all that the outbox holds is published and `reader` has read all there is. */
export const untilTold = async ({ sql, admin, topic }: Ground, reader: Reader): Promise<void> => {
  await until(
    async () =>
      (await sql<{ left: number }[]>`select count(*)::int as left from outbox where published_at is null`)[0]?.left ===
      0,
    PATIENCE,
  );
  const size = await admin.size(topic('events'));
  await until(
    () => new Set(reader.messages.map(({ partition, offset }) => `${partition} ${offset}`)).size >= size,
    PATIENCE,
  );
};

/** What is wrong with the events that were read, each once: one is missing or unknown, or those of a project are not in the order of `sequence`. */
export const eventFaults = async ({ sql }: Ground, events: readonly Told[]): Promise<readonly string[]> => {
  const { broken, check } = newChecks();
  const written = new Set((await sql<{ id: string }[]>`select id from outbox`).map(({ id }) => id));
  const read = new Set(events.map(({ id }) => id));
  const missing = [...written].filter((id) => !read.has(id));
  const unknown = [...read].filter((id) => !written.has(id));
  check(missing.length === 0, `${missing.length} of ${written.size} events were never read, such as ${missing[0]}.`);
  check(unknown.length === 0, `${unknown.length} events were read that nobody wrote, such as ${unknown[0]}.`);
  const last = new Map<string, number>();
  const late = events.filter(({ data: { organization_id, project_id, sequence } }) => {
    const key = project_id ?? organization_id ?? '';
    const before = last.get(key) ?? 0;
    last.set(key, sequence);
    return sequence <= before;
  });
  check(late.length === 0, `${late.length} events came after a later one of their project, such as ${late[0]?.id}.`);
  return broken;
};
