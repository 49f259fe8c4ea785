/** The record of what messages needed and did not find, and of how long each such resource is awaited. */
export interface Waiting {
  /** How many milliseconds it is still awaited; 0 or less if the waiting time is over. */
  readonly left: (what: string) => number;
  /** Records that it exists. */
  readonly found: (what: string) => void;
  readonly isEmpty: () => boolean;
}

const MAX_REMEMBERED = 10_000;
const FORGOTTEN_AFTER = 10 * 60_000;

/**
 * Makes a record of what is missing, since when. When the waiting time is over, later messages do not wait for the same
 * resource again, unless no message needed it for ten minutes. So a producer that names a wrong project does not stop
 * its partition for a minute per message.
 */
export const newWaiting = (now: () => number, patience: number): Waiting => {
  const missing = new Map<string, { readonly since: number; readonly asked: number }>();
  return {
    left: (what) => {
      const [before, at] = [missing.get(what), now()];
      const since = before === undefined || at - before.asked > FORGOTTEN_AFTER ? at : before.since;
      missing.delete(what);
      missing.set(what, { since, asked: at });
      // What no message has needed for the longest time is removed first.
      if (missing.size > MAX_REMEMBERED)
        for (const [oldest] of missing) if (missing.size > MAX_REMEMBERED) missing.delete(oldest);
      return since + patience - at;
    },
    found: (what) => void missing.delete(what),
    isEmpty: () => missing.size === 0,
  };
};
