/**
 * The events that have brought lines of imports into one project. The statement that writes a line notes its event, so
 * that both are there or neither; one that rejects a line notes nothing, so that its event may come again.
 */
export interface InboxRepository {
  /** The contents that were noted of these events, in their order; `undefined` for one that was not. */
  find(keys: readonly string[]): Promise<readonly (number | undefined)[]>;
}
