/** How busy a pool of connections is. */
export interface PoolUse {
  /** How many connections there can be. */
  readonly max: number;
  /** How many are at work. */
  readonly inUse: number;
  /** How many pieces of work wait for one. */
  readonly waiting: number;
}

/** Lets through as much work at once as there are connections; what comes later waits its turn, first come, first served. */
export interface Gate {
  through<T>(work: () => Promise<T>): Promise<T>;
  use(): PoolUse;
}

/** A gate for this many connections. The driver alone would put waiting statements behind busy connections, where one can neither count them nor let a free connection take them. */
export const createGate = (max: number): Gate => {
  // Read from `first` on, so that taking one out of many costs what taking one out of few does.
  let queue: ((go: undefined) => void)[] = [];
  let first = 0;
  let inUse = 0;

  const leave = (): void => {
    const next = queue[first];
    if (next === undefined) {
      inUse -= 1;
      return;
    }
    first += 1;
    if (first === queue.length) [queue, first] = [[], 0];
    // The place goes to the next one, and stays in use.
    next(undefined);
  };

  return {
    through: async (work) => {
      if (inUse < max) inUse += 1;
      else await new Promise<undefined>((resolve) => queue.push(resolve));
      try {
        return await work();
      } finally {
        leave();
      }
    },
    use: () => ({ max, inUse, waiting: queue.length - first }),
  };
};
