/** What messages need and was not there: for how long each such thing has been waited for. */
export interface Waiting {
  /** How many milliseconds it is still waited for; 0 or less when it was waited for in vain. */
  readonly left: (what: string) => number;
  /** It is there. */
  readonly found: (what: string) => void;
  readonly isEmpty: () => boolean;
}

const MAX_REMEMBERED = 10_000;
const FORGOTTEN_AFTER = 10 * 60_000;

/**
 * Remembers what was missing, since when. What was waited for in vain is not waited for again by the next message that needs it,
 * unless nobody asked for it for ten minutes: so a producer that names a wrong project does not stop its partition for a minute per message.
 */
export const newWaiting = (now: () => number, patience: number): Waiting => {
  const missing = new Map<string, { readonly since: number; readonly asked: number }>();
  return {
    left: (what) => {
      const [before, at] = [missing.get(what), now()];
      const since = before === undefined || at - before.asked > FORGOTTEN_AFTER ? at : before.since;
      missing.delete(what);
      missing.set(what, { since, asked: at });
      // The one that nobody asked for longest goes first.
      if (missing.size > MAX_REMEMBERED)
        for (const [oldest] of missing) if (missing.size > MAX_REMEMBERED) missing.delete(oldest);
      return since + patience - at;
    },
    found: (what) => void missing.delete(what),
    isEmpty: () => missing.size === 0,
  };
};
