import type { EndedAuthority } from '../access/index.ts';

// How many rounds in a row may settle nothing. The change that beat a line in one round is visible in the next, so even
// a second such round is rare.
const PATIENCE = 100;

/**
 * Writes the lines of a batch. Repeats those that a round left open because of a change made meanwhile, until each line
 * has its outcome. `write` is one round: it gets the positions of open lines, and resolves to the reason if they may
 * not be written any more; this function then resolves to the same reason. A round gets no more than twice the number
 * of lines that the one before it settled: of many lines about one item, each may have to wait for the one before it,
 * and the others need not be looked at meanwhile.
 */
export const settleLines = async <Outcome>(
  count: number,
  write: (places: readonly number[]) => Promise<ReadonlyMap<number, Outcome> | EndedAuthority>,
): Promise<readonly Outcome[] | EndedAuthority> => {
  const outcomes = new Map<number, Outcome>();
  let rounds = 0;
  let window = count;
  const all = Array.from({ length: count }, (_, place) => place);
  const open = (): readonly number[] => all.filter((place) => !outcomes.has(place));
  for (let places = open(); places.length > 0; places = open()) {
    const settled = await write(places.slice(0, window));
    if (typeof settled === 'string') return settled;
    rounds = settled.size === 0 ? rounds + 1 : 0;
    if (settled.size > 0) window = 2 * settled.size;
    if (rounds > PATIENCE) throw new Error('An import settles nothing: others take every line from it.');
    for (const [place, outcome] of settled) outcomes.set(place, outcome);
  }
  return all.map((place) => outcomes.get(place) as Outcome);
};
