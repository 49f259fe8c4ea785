import { notedUntil } from '@goldset/core/adapter';
import type { Change, NotedEvent } from '@goldset/core/adapter';

/** The parameters, besides its own, of a statement that records events in the inbox. */
export interface NotingParameters {
  readonly noted_until: string;
}

/** Returns the parameters of a statement that records events in the inbox. */
export const notingParameters = ({ at }: Pick<Change, 'at'>): NotingParameters => ({ noted_until: notedUntil(at) });

/** Returns the columns of the event of a line, for the JSON that is sent; empty for a line that no event brings. */
export const eventColumns = (
  event: NotedEvent | null | undefined,
): { readonly event?: string; readonly content?: number } =>
  event ? { event: event.key, content: event.content } : {};

/** SQL for the columns of an event in the JSON that is sent for a line. */
export const eventRecord = 'event uuid, content bigint';

/**
 * SQL that joins, as `n.noted`, the content that the inbox records for the event of a line `l`. For a line that no
 * event brings, nothing is looked up.
 */
export const joinNoted = `left join lateral (
      select n.content as noted from inbox n where n.project_id = :project_id::uuid and n.event = l.event limit 1
    ) n on true`;

/**
 * SQL that records the events of `lines` (a relation of `event, content`) in the inbox. If another transaction has
 * recorded one since the statement began, the constraint fails the statement with all its effects, and it is run again
 * (`isRetryable`).
 */
export const noteEvents = (lines: string): string => `
  insert into inbox (project_id, event, content, expires_at)
  select :project_id::uuid, e.event, e.content, :noted_until::timestamptz
  from (${lines}) e
  where e.event is not null
  order by e.event`;
