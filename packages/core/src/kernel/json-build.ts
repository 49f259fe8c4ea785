/**
 * Makes the value of a JSON text in steps, for texts with which `JSON.parse` would block for too long. The text must
 * have passed a `JsonScanner`.
 */
export interface JsonBuilder {
  /** Continues for this many values, keys and closing brackets; returns whether the value is complete. */
  readonly advance: (steps: number) => boolean;
  readonly value: () => unknown;
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SCALAR = /[^\s,\]}]+/y;

/** Makes a builder for the value of a JSON text. */
export const newJsonBuilder = (text: string): JsonBuilder => {
  const open: (unknown[] | Record<string, unknown>)[] = [];
  const keys: (string | undefined)[] = [];
  let at = 0;
  let root: unknown;

  const quoteFrom = (from: number): number => {
    let end = text.indexOf('"', from);
    for (;;) {
      let slashes = 0;
      while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
      if (slashes % 2 === 0) return end;
      end = text.indexOf('"', end + 1);
    }
  };

  const put = (value: unknown): void => {
    const into = open.at(-1);
    if (into === undefined) root = value;
    else if (Array.isArray(into)) into.push(value);
    else {
      const key = keys.at(-1) ?? '';
      if (key === '__proto__')
        Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
      else into[key] = value;
      keys[keys.length - 1] = undefined;
    }
  };

  const begin = (container: unknown[] | Record<string, unknown>): void => {
    put(container);
    open.push(container);
    keys.push(undefined);
    at += 1;
  };

  const string = (): void => {
    const end = quoteFrom(at + 1);
    const inner = text.slice(at + 1, end);
    const value = inner.includes('\\') ? (JSON.parse(text.slice(at, end + 1)) as string) : inner;
    at = end + 1;
    const into = open.at(-1);
    if (into !== undefined && !Array.isArray(into) && keys.at(-1) === undefined) keys[keys.length - 1] = value;
    else put(value);
  };

  const scalar = (): void => {
    SCALAR.lastIndex = at;
    const [written = ''] = SCALAR.exec(text) ?? [];
    at += written.length;
    put(JSON.parse(written));
  };

  return {
    advance: (steps) => {
      for (let step = 0; step < steps && at < text.length;) {
        const code = text.charCodeAt(at);
        if (code <= 0x20 || code === COLON || code === COMMA) {
          at += 1;
          continue;
        }
        step += 1;
        if (code === QUOTE) string();
        else if (code === OPEN_OBJECT) begin({});
        else if (code === OPEN_LIST) begin([]);
        else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
          open.pop();
          keys.pop();
          at += 1;
        } else scalar();
      }
      return at >= text.length;
    },
    value: () => root,
  };
};
