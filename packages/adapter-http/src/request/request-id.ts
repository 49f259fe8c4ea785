import type { Id } from '@goldset/core';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** The id of a request: its header `X-Request-Id` if that is valid, else a new id. */
export const requestIdOf = (header: string | null | undefined, newId: () => Id): string =>
  typeof header === 'string' && REQUEST_ID.test(header) ? header : newId();
