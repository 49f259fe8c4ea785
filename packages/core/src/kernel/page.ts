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
  from:
    request.position === undefined
      ? null
      : 'after' in request.position
        ? request.position.after
        : request.position.before,
  ascending: (request.order === 'asc') !== isBackward(request),
  limit: request.per_page + 1,
});

/** How many rows a list with filters that no index serves looks at for one page, at most. */
export const MAX_WALKED_ROWS = 10_000;

/** How a walk ended that looks at no more than `MAX_WALKED_ROWS` rows. */
export interface Stop {
  /** The key of the last row it looked at, where it stopped short of both a full page and the end of the list. */
  readonly cut: string | null;
  /** Keys below and above all that a row can have. */
  readonly lowest: string;
  readonly highest: string;
}

const before = (key: string | null): Position | null => (key === null ? null : { before: key });

const after = (key: string | null): Position | null => (key === null ? null : { after: key });

/**
 * Makes a page of the rows that the request's walk found. `keyOf` gives the key that the list is ordered by. With a
 * `stop`, a page may be short or empty and the list go on nevertheless; where there `isMore` than the rows that were handed over, because more bytes do
 * not fit into one answer, it goes on behind the last of them.
 */
export const toPage = <T>(
  rows: readonly T[],
  request: PageRequest,
  keyOf: (row: T) => string,
  stop?: Stop,
  isMore = false,
): Page<T> => {
  const more = isMore || rows.length > request.per_page;
  const found = rows.slice(0, request.per_page);
  const items = isBackward(request) ? found.reverse() : found;
  const [first, last] = [items[0], items.at(-1)];
  const cut = more ? null : (stop?.cut ?? null);
  if (first === undefined || last === undefined) return emptyPage(request, cut, stop);
  return isBackward(request)
    ? { items, next: { after: keyOf(last) }, prev: before(more ? keyOf(first) : cut) }
    : {
        items,
        next: after(more ? keyOf(last) : cut),
        prev: request.position === undefined ? null : before(keyOf(first)),
      };
};

const emptyPage = (request: PageRequest, cut: string | null, stop: Stop | undefined): Page<never> => {
  // The rows beyond the position are gone: whoever asked starts the list anew.
  if (stop === undefined) return { items: [], next: null, prev: null };
  const [start, end] = request.order === 'asc' ? [stop.lowest, stop.highest] : [stop.highest, stop.lowest];
  // Nothing fits between the position and where the walk ended, so the way back may as well begin there.
  return isBackward(request)
    ? { items: [], next: after(cut ?? start), prev: before(cut) }
    : { items: [], next: after(cut), prev: request.position === undefined ? null : before(cut ?? end) };
};
