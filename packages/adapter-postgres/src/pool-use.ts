/** How busy a pool of connections is. */
export interface PoolUse {
  /** How many connections there can be. */
  readonly max: number;
  /** How many are at work. */
  readonly inUse: number;
  /** How many statements and transactions wait for one, in the driver's queue or behind others on a busy connection. */
  readonly waiting: number;
}

/** Counts what is asked of a pool and not answered yet. */
export interface PoolCounter {
  counting<T>(work: () => Promise<T>): Promise<T>;
  use(): PoolUse;
}

/** A counter for a pool of `max` connections. It holds nothing back: the driver sends waiting statements ahead, behind those that a connection is busy with, and is the faster for it. */
export const createPoolCounter = (max: number): PoolCounter => {
  let asked = 0;
  return {
    counting: async (work) => {
      asked += 1;
      try {
        return await work();
      } finally {
        asked -= 1;
      }
    },
    use: () => ({ max, inUse: Math.min(asked, max), waiting: Math.max(0, asked - max) }),
  };
};
