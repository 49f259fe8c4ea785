import { headerText, textHeader } from './message.ts';
import type { OutgoingMessage } from './sink.ts';
import type { IncomingMessage } from './source.ts';

/**
 * The header of a mark: a message in a dead-letter topic that is not a dead letter, but names letters that were
 * replayed as `partition:offset-offset,offset`.
 */
export const REPLAYED_HEADER = 'dead_letter_replayed';

/** Makes a mark that names replayed dead letters of one partition. The offsets must ascend. */
export const markOf = (partition: number, offsets: readonly bigint[]): OutgoingMessage => {
  const ranges: [bigint, bigint][] = [];
  for (const offset of offsets) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1n === offset) last[1] = offset;
    else ranges.push([offset, offset]);
  }
  const text = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
  return { key: null, value: null, headers: [textHeader(REPLAYED_HEADER, `${partition}:${text}`)] };
};

const FORM = /^(\d{1,9}):(\d{1,19}(?:-\d{1,19})?(?:,\d{1,19}(?:-\d{1,19})?)*)$/;

/** Whether a message of a dead-letter topic is a mark. */
export const isMark = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headerText(headers, REPLAYED_HEADER) !== undefined;

/** The dead letters that were replayed, as ranges of offsets by partition. */
export interface ReplayMarks {
  /** Adds the letters that a message of the dead-letter topic names, if it is a mark. */
  readonly note: (partition: number, message: Pick<IncomingMessage, 'headers' | 'offset'>) => void;
  readonly has: (partition: number, offset: bigint) => boolean;
  /**
   * The offset from which each partition must be read, so that no letter from `next` on is mistaken for one that was
   * not replayed. A mark can be in another partition than the letters that it names.
   */
  readonly readFrom: (next: ReadonlyMap<number, bigint>) => ReadonlyMap<number, bigint>;
}

/** Makes an empty collection of marks. */
export const newReplayMarks = (): ReplayMarks => {
  const ranges = new Map<number, { readonly from: bigint; readonly to: bigint }[]>();
  // The position of each mark, the partition that it names (`of`), and the last offset that it names.
  const places: { readonly partition: number; readonly offset: bigint; readonly of: number; readonly last: bigint }[] =
    [];
  let isSorted = true;
  const sort = (): void => {
    for (const each of ranges.values()) each.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    isSorted = true;
  };
  return {
    note: (partition, { headers, offset }) => {
      const [, named = '', text = ''] = FORM.exec(headerText(headers, REPLAYED_HEADER) ?? '') ?? [];
      if (text === '') return;
      const there = ranges.get(Number(named)) ?? [];
      ranges.set(Number(named), there);
      let last = 0n;
      for (const range of text.split(',')) {
        const [from = '', to = from] = range.split('-');
        there.push({ from: BigInt(from), to: BigInt(to) });
        if (BigInt(to) > last) last = BigInt(to);
      }
      places.push({ partition, offset, of: Number(named), last });
      isSorted = false;
    },
    readFrom: (next) => {
      const from = new Map(next);
      // An earlier start of a partition includes more letters, and their marks must be read, too.
      for (let isSettled = false; !isSettled;) {
        isSettled = true;
        for (const { partition, offset, of, last } of places) {
          const [there, named] = [from.get(partition), from.get(of)];
          if (there === undefined || named === undefined || last < named || offset >= there) continue;
          from.set(partition, offset);
          isSettled = false;
        }
      }
      return from;
    },
    has: (partition, offset) => {
      if (!isSorted) sort();
      const there = ranges.get(partition) ?? [];
      let [low, high] = [0, there.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((there[middle]?.from ?? 0n) <= offset) low = middle + 1;
        else high = middle;
      }
      const range = there[low - 1];
      return range !== undefined && offset <= range.to;
    },
  };
};
