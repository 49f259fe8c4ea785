/**
 * The events that brought lines of imports into one project. The statement that writes a line also notes its event, so
 * that both are stored or neither. A statement that rejects a line notes nothing, so that its event may come again.
 */
export interface InboxRepository {
  /** The contents noted for these events, in their order; `undefined` for an event that is not noted. */
  find(keys: readonly string[]): Promise<readonly (number | undefined)[]>;
}
