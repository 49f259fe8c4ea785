import { notedUntil } from '@goldset/core/adapter';
import type { Change, NotedEvent } from '@goldset/core/adapter';

/** What a statement that notes events is given besides its own parameters. */
export interface NotingParameters {
  readonly noted_until: string;
}

/** What a statement that notes events is told of them. */
export const notingParameters = ({ at }: Pick<Change, 'at'>): NotingParameters => ({ noted_until: notedUntil(at) });

/** The event of a line as a column of what is sent; nothing for a line that none brings. */
export const eventColumns = (
  event: NotedEvent | null | undefined,
): { readonly event?: string; readonly content?: number } =>
  event ? { event: event.key, content: event.content } : {};

/** SQL of the columns of an event in what is sent of a line. */
export const eventRecord = 'event uuid, content bigint';

/** SQL that joins the content that is noted of the event of a line `l`, as `n.noted`; a line that no event brings costs no look. */
export const joinNoted = `left join lateral (
      select n.content as noted from inbox n where n.project_id = :project_id::uuid and n.event = l.event limit 1
    ) n on true`;

/**
 * SQL that notes the events of `lines` (a relation of `event, content`). Where another transaction has noted one since the
 * statement began, the constraint refuses the statement and with it all that it did, and it is run again (`isRetryable`).
 */
export const noteEvents = (lines: string): string => `
  insert into inbox (project_id, event, content, expires_at)
  select :project_id::uuid, e.event, e.content, :noted_until::timestamptz
  from (${lines}) e
  where e.event is not null
  order by e.event`;
