/** A position in a list: the key of a row, and on which side of that row the page lies. */
export type Position = { readonly after: string } | { readonly before: string };

/** Which page of a list to read. Without a position it is the first. */
export interface PageRequest {
  /** The maximum number of rows on the page, 1…200. */
  readonly per_page: number;
  readonly order: 'asc' | 'desc';
  readonly position?: Position | undefined;
}

/**
 * One page of a list, in the order of the list, and the positions of the next and previous pages (`null` if there is
 * none).
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: Position | null;
  readonly prev: Position | null;
}

/**
 * How a store reads a page: up to `limit` rows (one more than the page has) with keys beyond `from`, in ascending or
 * descending order.
 */
export interface Walk {
  readonly from: string | null;
  readonly ascending: boolean;
  readonly limit: number;
}

const isBackward = ({ position }: PageRequest): boolean => position !== undefined && 'before' in position;

/** The walk that reads a page. A page before a position is read backwards. */
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

/** The maximum number of rows that are examined for one page of a list with filters that no index serves. */
export const MAX_WALKED_ROWS = 10_000;

/** How a walk that examines at most `MAX_WALKED_ROWS` rows ended. */
export interface Stop {
  /**
   * The key of the last row it examined, if it stopped before the page was full and before the end of the list;
   * otherwise `null`.
   */
  readonly cut: string | null;
  /** `lowest` is below every possible key of a row, `highest` is above. */
  readonly lowest: string;
  readonly highest: string;
}

const before = (key: string | null): Position | null => (key === null ? null : { before: key });

const after = (key: string | null): Position | null => (key === null ? null : { after: key });

/**
 * Makes a page of the rows that the request's walk found. `keyOf` gives the key by which the list is ordered. With a
 * `stop`, a page can be short or empty although the list continues. `isMore` says that more rows exist than were
 * passed, because one response can hold no more bytes; the next page then begins after the last of them.
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
  // The rows beyond the position were deleted: the client starts the list again.
  if (stop === undefined) return { items: [], next: null, prev: null };
  const [start, end] = request.order === 'asc' ? [stop.lowest, stop.highest] : [stop.highest, stop.lowest];
  // No row between the position and the end of the walk matches, so the way back can begin there.
  return isBackward(request)
    ? { items: [], next: after(cut ?? start), prev: before(cut) }
    : { items: [], next: after(cut), prev: request.position === undefined ? null : before(cut ?? end) };
};
