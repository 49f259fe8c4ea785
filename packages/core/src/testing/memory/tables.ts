/** Tables whose changes can be undone. Rows are replaced, never changed, so what undoes a change is the row that was there. */
export interface Tables {
  newTable<Key, Row>(): Map<Key, Row>;
  /** Runs `work`, and hands it what puts all tables back as they were when it began. One after the other, never one within another. */
  undoably<T>(work: (putBack: () => void) => Promise<T>): Promise<T>;
}

/** Makes tables. What it costs to be able to undo changes follows from these, not from how much the tables hold. */
export const newTables = (): Tables => {
  // In the order of the changes; there while they may have to be undone.
  let undoing: (() => void)[] | undefined;

  const newTable = <Key, Row>(): Map<Key, Row> => {
    const rows = new Map<Key, Row>();
    const [set, remove, clear] = [rows.set.bind(rows), rows.delete.bind(rows), rows.clear.bind(rows)];
    /** The only way back to the order of the rows, once one is gone from among them. */
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
