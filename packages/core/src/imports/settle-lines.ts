import type { EndedAuthority } from '../access/index.ts';

// How many rounds may settle nothing one after the other. What beat a line in one round shows in the next, so a second one is rare already.
const PATIENCE = 100;

/**
 * Writes the lines of a batch, and those again that a round left open because something else came in between, until each
 * has its outcome. `write` is one round: it is given the places of lines that are open, and resolves to why they may
 * not be written any more, where that is so; so does this. A round gets no more than twice what the one before it settled: of
 * many lines about one thing each may have to wait for the one before it, and the others need not be looked at meanwhile.
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
