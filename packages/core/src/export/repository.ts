import type { EndedAuthority } from '../access/index.ts';
import type { ItemState } from '../items/index.ts';
import type { Id, Timestamp } from '../kernel/index.ts';

/**
 * A moment of a database that divides its transactions: all transactions with a number below `transaction` have ended;
 * those from this number on may not have begun yet. Two horizons can be compared only if they have the same `database`.
 */
export interface Horizon {
  /** Identifies the database and its history. A database that is restored from a backup gets another name. */
  readonly database: string;
  /** A number in decimal digits. */
  readonly transaction: string;
}

/** How users are named in an export: as `ExportedUser` with `email` and `source`, or without. */
export type NamedBy = 'name' | 'email';

/** The start of an export: its horizon, and the name of the project. */
export interface ExportBeginning {
  readonly horizon: Horizon;
  readonly project_name: string;
}

/** The next part of an export. */
export interface ExportChunk<Place> {
  /** Each is the JSON text of a line. May be empty although more follows. */
  readonly lines: readonly string[];
  /** The position at which the next chunk begins; `null` if this chunk is the last one. */
  readonly next: Place | null;
}

/** The changes to export: those of transactions from `since` on that had ended at `until`. */
export interface ChangeWindow {
  readonly since: Horizon;
  readonly until: Horizon;
}

/** A position in the changes: the latest transaction that changed an item, and the item. */
export interface ChangePlace {
  readonly transaction: string;
  readonly id: Id;
}

/**
 * The leases that an export of changes looks at: those that ended after `after` and at or before `until`, on items that
 * no transaction from `since` on has changed.
 */
export interface EndedWindow {
  readonly since: Horizon;
  readonly after: Timestamp;
  readonly until: Timestamp;
}

/** A position in the ended leases: the end of one, and its task. */
export interface EndedPlace {
  readonly ended_at: string;
  readonly task_id: Id;
}

/** Reads a project for export. */
export interface ExportRepository {
  /**
   * Reads the current horizon, which must not be before one that was returned earlier, and the name of the project: the
   * empty text if the project is deleted. One statement.
   */
  begin(): Promise<ExportBeginning>;
  /**
   * Reads the items after `after` (`null`: from the start) in the order of their ids, in this state at `now` (`null`:
   * in any state), no more than fit into a few megabytes. Each is an `ExportedItem`; its users have no `email` and
   * `source` unless `people` says otherwise. One statement, and no transaction open afterwards. Reads nothing, and
   * resolves to the reason, if the project is deleted or the authority of the scope has ended. Each line must show its
   * item and annotations at one moment. Items that exist throughout a walk must appear exactly once in it.
   */
  chunk(
    state: ItemState | null,
    after: Id | null,
    now: Timestamp,
    people?: NamedBy,
  ): Promise<ExportChunk<Id> | EndedAuthority>;
  /**
   * Reads the items whose last change is in the window, in the order of their changes, after `after`: as an
   * `ExportedItem` if the item exists and is in this state, as a `DeletedItem` if it was deleted. Must name an item at
   * most once in a walk; an item that changes again before it is read is left to the next window. Otherwise like
   * `chunk`.
   */
  changes(
    window: ChangeWindow,
    state: ItemState | null,
    after: ChangePlace | null,
    now: Timestamp,
    people?: NamedBy,
  ): Promise<ExportChunk<ChangePlace> | EndedAuthority>;
  /**
   * Reads the items that became open only because leases ended in the window, in the order of these ends, after
   * `after`: as an `ExportedItem` if the item is in this state at `now`. Must name an item at most once in a walk. The
   * cost grows with the number of leases that ended in the window. Otherwise like `chunk`.
   */
  ended(
    window: EndedWindow,
    state: ItemState | null,
    after: EndedPlace | null,
    now: Timestamp,
    people?: NamedBy,
  ): Promise<ExportChunk<EndedPlace> | EndedAuthority>;
}
