/** A place in a list: the key of the row next to it, and on which side of that row the page lies. */
export type Position = { readonly after: string } | { readonly before: string };

/** Which page of a list is wanted. Without a position it is the first. */
export interface PageRequest {
  /** 1…200 */
  readonly per_page: number;
  readonly order: 'asc' | 'desc';
  readonly position?: Position | undefined;
}

/** One page of a list in its order, and the places before and after it (`null` where the list ends). */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: Position | null;
  readonly prev: Position | null;
}

/** How a store reads a page: `limit` rows of one more than the page, whose key lies beyond `from`, in the direction `ascending`. */
export interface Walk {
  readonly from: string | null;
  readonly ascending: boolean;
  readonly limit: number;
}

const isBackward = ({ position }: PageRequest): boolean => position !== undefined && 'before' in position;

/** The walk that reads a page. A page before a place is walked backwards. */
export const walkOf = (request: PageRequest): Walk => ({
  from: request.position === undefined ? null : 'after' in request.position ? request.position.after : request.position.before,
  ascending: (request.order === 'asc') !== isBackward(request),
  limit: request.per_page + 1,
});

/** Makes a page of the rows that the request's walk found. `keyOf` gives the key that the list is ordered by. */
export const toPage = <T>(rows: readonly T[], request: PageRequest, keyOf: (row: T) => string): Page<T> => {
  const more = rows.length > request.per_page;
  const found = rows.slice(0, request.per_page);
  const items = isBackward(request) ? found.reverse() : found;
  const [first, last] = [items[0], items.at(-1)];
  // The rows beyond the position are gone: whoever asked starts the list anew.
  if (first === undefined || last === undefined) return { items, next: null, prev: null };
  const next = isBackward(request) || more ? { after: keyOf(last) } : null;
  const prev = (isBackward(request) ? more : request.position !== undefined) ? { before: keyOf(first) } : null;
  return { items, next, prev };
};
