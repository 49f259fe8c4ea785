/**
 * Tables whose changes can be undone. Rows are replaced and never changed, so a change is undone by putting the old row
 * back.
 */
export interface Tables {
  newTable<Key, Row>(): Map<Key, Row>;
  /**
   * Runs `work` and passes it a function that restores all tables to their state at the start. Calls must run one after
   * another and must not be nested.
   */
  undoably<T>(work: (putBack: () => void) => Promise<T>): Promise<T>;
}

/** Creates tables. The cost of undoing depends on the number of changes, not on the number of rows. */
export const newTables = (): Tables => {
  // The functions that undo the changes so far, in the order of the changes; `undefined` outside of `undoably`.
  let undoing: (() => void)[] | undefined;

  const newTable = <Key, Row>(): Map<Key, Row> => {
    const rows = new Map<Key, Row>();
    const [set, remove, clear] = [rows.set.bind(rows), rows.delete.bind(rows), rows.clear.bind(rows)];
    /** Notes all rows, because the order of the rows cannot be restored in another way after one is deleted. */
    const noteAll = (): void => {
      if (undoing === undefined) return;
      const before = [...rows];
      undoing.push(() => {
        clear();
        for (const [key, row] of before) set(key, row);
      });
    };
    return Object.assign(rows, {
      set: (key: Key, row: Row) => {
        const before = rows.get(key);
        undoing?.push(rows.has(key) ? () => void set(key, before as Row) : () => void remove(key));
        return set(key, row);
      },
      delete: (key: Key) => {
        if (rows.has(key)) noteAll();
        return remove(key);
      },
      clear: () => {
        noteAll();
        clear();
      },
    });
  };

  return {
    newTable,
    undoably: async (work) => {
      const changes: (() => void)[] = [];
      undoing = changes;
      try {
        return await work(() => {
          for (const undo of changes.splice(0).reverse()) undo();
        });
      } finally {
        undoing = undefined;
      }
    },
  };
};
