import type postgres from 'postgres';
import { median, shareOf } from './beside.ts';
import { figureBeside } from './by-turns.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { requestOf } from './load.ts';
import type { Annotator } from './project.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';

interface Crowds {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly projectId: string;
  readonly annotators: readonly Annotator[];
  /** The numbers of concurrent annotators, the greatest last. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** The result of some concurrent annotators. */
interface Crowd {
  readonly rate: number;
  readonly latencies: readonly number[];
}

const FEW = 16;

/**
 * Measures claims per second in one project by concurrent annotators, each of whom claims again as soon as they have a
 * task.
 */
export const measureCrowds = async ({
  url,
  sql,
  projectId,
  annotators,
  sizes,
  rounds,
  seconds,
  say,
}: Crowds): Promise<{ readonly rows: readonly Row[]; readonly rates: readonly (readonly [number, number])[] }> => {
  const handedOut = new Set<string>();
  let [claims, faults] = [0, 0];

  const claimUntil = async (
    end: number,
    connection: Connection,
    { token }: Annotator,
    onClaim: (milliseconds: number) => void,
  ): Promise<void> => {
    const request = requestOf('POST', `/v1/projects/${projectId}/tasks/claim`, token, '{}');
    while (performance.now() < end) {
      const { status, body, milliseconds } = await connection.ask(request);
      const task =
        status === 200
          ? (JSON.parse(body) as { readonly tasks: readonly { readonly item: { readonly id: string } }[] }).tasks[0]
          : undefined;
      claims += 1;
      if (task === undefined || handedOut.has(task.item.id)) faults += 1;
      else handedOut.add(task.item.id);
      onClaim(milliseconds);
    }
  };

  const claimAtOnce = async (size: number): Promise<Crowd> => {
    const crowd = annotators.slice(0, size);
    const connections = await Promise.all(crowd.map(() => openConnection(url)));
    const latencies: number[] = [];
    const began = performance.now();
    try {
      await Promise.all(
        crowd.map((annotator, n) =>
          claimUntil(
            began + seconds * 1000,
            connections[n] as Connection,
            annotator,
            (milliseconds) => void latencies.push(milliseconds),
          ),
        ),
      );
    } finally {
      for (const connection of connections) connection.close();
    }
    return { rate: latencies.length / ((performance.now() - began) / 1000), latencies };
  };

  await claimAtOnce(FEW);
  const seen: ReadonlyMap<number, Crowd>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const crowds = new Map<number, Crowd>();
    for (const size of round % 2 === 0 ? sizes : sizes.toReversed()) crowds.set(size, await claimAtOnce(size));
    seen.push(crowds);
  }
  const of = (size: number): readonly Crowd[] => seen.flatMap((crowds) => crowds.get(size) ?? []);
  const rates = sizes.map((size) => [size, median(of(size).map(({ rate }) => rate))] as const);
  say(`claims/s: ${rates.map(([size, rate]) => `${size} ${rate.toFixed(0)}`).join(', ')}`);

  const [live] = await sql<{ tasks: number; items: number }[]>`
    select count(*)::int as tasks, count(distinct item_id)::int as items from tasks where project_id = ${projectId} and state = 'claimed'`;
  const duplicates = (live?.tasks ?? Number.NaN) - (live?.items ?? Number.NaN);
  const most = sizes.at(-1) ?? FEW;
  const best = seen.map((crowds) =>
    Math.max(...sizes.filter((size) => size <= FEW).map((size) => crowds.get(size)?.rate ?? Number.NaN)),
  );
  const share = (wanted: number): readonly number[] => of(most).map(({ latencies }) => shareOf(latencies, wanted));
  const refused = {
    ratio: faults + duplicates,
    spread: [faults + duplicates, faults + duplicates],
    absolute: faults + duplicates,
    limit: claims,
  } as const;
  return {
    rates,
    rows: [
      rowOf(
        `claims/s on one project: ${most} annotators at once beside the best of 1…${FEW}`,
        '/s',
        '≥ 0.8',
        figureBeside(
          of(most).map(({ rate }) => rate),
          best,
        ),
      ),
      rowOf(`claim by ${most} annotators at once: p99 beside p50`, 'ms', '≤ 10', figureBeside(share(0.99), share(0.5))),
      rowOf(`claims of all these that failed or gave an item twice, of all claims`, '', '≤ 0', refused),
    ],
  };
};
