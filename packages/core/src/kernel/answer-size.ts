import { errorMark } from './error-mark.ts';

/**
 * The maximum size of the data in one response (8 MiB). A single element that is larger is sent alone. Only the JSON of
 * fields without a short limit counts: `data` and `metadata` of items, `value` of annotations, revisions and
 * predictions, `controls` of annotation UIs, the text of guidelines, the description of projects.
 */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * A response of up to this many bytes (1 MiB) is light and is made at once. A larger one is heavy and needs a free
 * slot.
 */
export const LIGHT_ANSWER_BYTES = 1024 * 1024;

/** Waits for a free slot for a heavy response; rejects with a `noRoom` error if none becomes free in time. */
export type AskForRoom = () => Promise<void>;

const mark = errorMark<true>('no-room');

/** The error that too many heavy responses are being made. Nothing was done. */
export const noRoom = (): Error => mark.put(new Error('There is no room for another heavy answer.'), true);

/** Returns whether an error is a `noRoom` error. */
export const isNoRoom = (error: unknown): boolean => mark.of(error) === true;
