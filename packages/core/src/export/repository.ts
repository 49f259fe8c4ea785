import type { EndedAuthority } from '../access/index.ts';
import type { ItemState } from '../items/index.ts';
import type { Id, Timestamp } from '../kernel/index.ts';

/**
 * A moment of a database that parts its transactions: those numbered below `transaction` have ended, those from it on have
 * not all begun. Two horizons can be compared only when they are of one `database`.
 */
export interface Horizon {
  /** Names the database and its history; restoring it from a backup gives it another one. */
  readonly database: string;
  /** A number in decimal digits. */
  readonly transaction: string;
}

/** How users are named in an export: as `ExportedUser` with `email` and `source`, or without. */
export type NamedBy = 'name' | 'email';

/** How an export begins: at which horizon, and what the project is called. */
export interface ExportBeginning {
  readonly horizon: Horizon;
  readonly project_name: string;
}

/** The next part of an export. */
export interface ExportChunk<Place> {
  /** Each the JSON text of a line. There may be none although more is to come. */
  readonly lines: readonly string[];
  /** Where the next chunk begins; `null` when this one is the last. */
  readonly next: Place | null;
}

/** Which changes are exported: those made by transactions from `since` on that had ended at `until`. */
export interface ChangeWindow {
  readonly since: Horizon;
  readonly until: Horizon;
}

/** A place among changes: the transaction that changed an item last, and the item. */
export interface ChangePlace {
  readonly transaction: string;
  readonly id: Id;
}

/** Which leases an export of changes looks at: those that ended after `after` and at or before `until`, on items that no transaction from `since` on has changed. */
export interface EndedWindow {
  readonly since: Horizon;
  readonly after: Timestamp;
  readonly until: Timestamp;
}

/** A place among leases that have ended: the end of one, and its task. */
export interface EndedPlace {
  readonly ended_at: string;
  readonly task_id: Id;
}

/** Reads a project for export. */
export interface ExportRepository {
  /** The horizon now, which must not lie before one that was handed out earlier, and the name of the project: the empty text where it is gone. One statement. */
  begin(): Promise<ExportBeginning>;
  /**
   * The items after `after` (`null`: from the start) in the order of their ids, in this state at `now` (`null`: in any), each as an
   * `ExportedItem` whose users are named by their names alone unless `people` says otherwise: no more than fit into a few megabytes. One statement, no transaction open afterwards. Reads nothing, and resolves to why,
   * once the project is deleted or the authority of the scope has ended. Each line must
   * show its item and annotations at one moment, and items that are there throughout a walk must appear exactly once in it.
   */
  chunk(
    state: ItemState | null,
    after: Id | null,
    now: Timestamp,
    people?: NamedBy,
  ): Promise<ExportChunk<Id> | EndedAuthority>;
  /**
   * The items whose last change lies in the window, in the order of their changes, after `after`: each as an `ExportedItem`
   * where it is there and in this state, as a `DeletedItem` where it was deleted. Must name an item no more than once in a
   * walk; one that is changed again before it is read is left to the window that follows. Otherwise like `chunk`.
   */
  changes(
    window: ChangeWindow,
    state: ItemState | null,
    after: ChangePlace | null,
    now: Timestamp,
    people?: NamedBy,
  ): Promise<ExportChunk<ChangePlace> | EndedAuthority>;
  /**
   * The items that became open by nothing but the end of leases in the window, in the order of these ends, after `after`: each as an
   * `ExportedItem` where it is in this state at `now`. Must name an item no more than once in a walk. Its cost grows with the
   * leases that ended in the window. Otherwise like `chunk`.
   */
  ended(
    window: EndedWindow,
    state: ItemState | null,
    after: EndedPlace | null,
    now: Timestamp,
    people?: NamedBy,
  ): Promise<ExportChunk<EndedPlace> | EndedAuthority>;
}
