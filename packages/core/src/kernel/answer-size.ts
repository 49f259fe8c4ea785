import { errorMark } from './error-mark.ts';

/**
 * How many bytes the things in an answer that is made of data hold together, at most (8 MiB); one that alone is larger is answered alone. Counted is the
 * JSON of what has no short bound: `data` and `metadata` of items, `value` of annotations, revisions and predictions, `controls` of annotation UIs, the text
 * of guidelines, the description of projects.
 */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Up to so many bytes (1 MiB) an answer is light: it is made at once. For a heavier one there has to be room. */
export const LIGHT_ANSWER_BYTES = 1024 * 1024;

/** Waits until there is room for a heavy answer; rejects with a `noRoom` error where there is none for too long. */
export type AskForRoom = () => Promise<void>;

const mark = errorMark<true>('no-room');

/** The error which says that too many heavy answers are being made, so that nothing was done. */
export const noRoom = (): Error => mark.put(new Error('There is no room for another heavy answer.'), true);

/** Whether that is what an error says. */
export const isNoRoom = (error: unknown): boolean => mark.of(error) === true;
