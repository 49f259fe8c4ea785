import type { Id } from '@goldset/core';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** The id of a request: the one that its header `X-Request-Id` gives, where that is one, else a new one. */
export const requestIdOf = (header: string | null | undefined, newId: () => Id): string =>
  typeof header === 'string' && REQUEST_ID.test(header) ? header : newId();
