import { headerText, textHeader } from './message.ts';
import type { OutgoingMessage } from './sink.ts';
import type { IncomingMessage } from './source.ts';

/** The header of a message in a dead-letter topic that is no dead letter, but says which of them were replayed: `partition:offset-offset,offset`. */
export const REPLAYED_HEADER = 'dead_letter_replayed';

/** A message that says of a partition which of its dead letters were replayed; the offsets ascend. */
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

/** Whether a message of a dead-letter topic is no dead letter, but says what was replayed. */
export const isMark = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean => headerText(headers, REPLAYED_HEADER) !== undefined;

/** The dead letters that were replayed, by partition, as ranges of offsets. */
export interface ReplayMarks {
  /** Takes in what a message says, if it says what was replayed. */
  readonly note: (message: Pick<IncomingMessage, 'headers'>) => void;
  readonly has: (partition: number, offset: bigint) => boolean;
}

/** Makes marks that say nothing yet. */
export const newReplayMarks = (): ReplayMarks => {
  const ranges = new Map<number, { readonly from: bigint; readonly to: bigint }[]>();
  let isSorted = true;
  const sort = (): void => {
    for (const each of ranges.values()) each.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    isSorted = true;
  };
  return {
    note: ({ headers }) => {
      const [, partition = '', text = ''] = FORM.exec(headerText(headers, REPLAYED_HEADER) ?? '') ?? [];
      if (text === '') return;
      const there = ranges.get(Number(partition)) ?? [];
      ranges.set(Number(partition), there);
      for (const range of text.split(',')) {
        const [from = '', to = from] = range.split('-');
        there.push({ from: BigInt(from), to: BigInt(to) });
      }
      isSorted = false;
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
