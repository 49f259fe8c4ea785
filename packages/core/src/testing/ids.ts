import type { Id } from '../index.ts';

const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');
const PER_MILLISECOND = 0x1000;

/** Creates a source of ascending UUIDv7. Every new source returns the same ids. */
export const newIdSource = (): (() => Id) => {
  let count = 0;
  return () => {
    count += 1;
    const time = (EPOCH + Math.floor(count / PER_MILLISECOND)).toString(16).padStart(12, '0');
    const place = (count % PER_MILLISECOND).toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${place}-8000-000000000000`;
  };
};
