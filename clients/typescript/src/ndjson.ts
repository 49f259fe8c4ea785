const CHUNK = 64 * 1024;
const LINGER = 20;

/** A sequence that is read once. */
export type Source<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Reads an NDJSON body and yields each parsed line. It reads only as fast as lines are requested; leaving the loop
 * early cancels the body. Rejects if the body is cut off, for example in the middle of a line.
 */
export const readLines = async function* <T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const [head = '', ...rest] = decoder.decode(value, { stream: true }).split('\n');
      parts.push(head);
      for (const next of rest) {
        const line = parts.join('');
        parts = [next];
        if (line !== '') yield JSON.parse(line) as T;
      }
    }
    if (parts.join('') + decoder.decode() !== '') throw new TypeError('The stream was cut in the middle of a line.');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
};

/** A request body that is produced while it is sent. */
export interface LineStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Ends the source, unless it has ended already. */
  readonly stop: () => void;
}

const iteratorOf = <T>(source: Source<T>): Iterator<T> | AsyncIterator<T> =>
  Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();

/**
 * Returns a body with one line of JSON for each value of the source. The next value is requested only when more can be
 * sent. Lines are sent in chunks of 64 KiB; if the source pauses, the lines so far are sent without waiting for more.
 * `onFault` is called with the error that the source throws.
 */
export const lineStream = <T>(source: Source<T>, onFault: (error: unknown) => void): LineStream => {
  const iterator = iteratorOf(source);
  const encoder = new TextEncoder();
  let ended = false;
  let stopped = false;
  let pending: Promise<IteratorResult<T>> | undefined;

  const next = async (): Promise<IteratorResult<T>> => iterator.next();

  const stop = (): void => {
    if (ended) return;
    ended = true;
    stopped = true;
    // A generator that is busy ends after its current step; nothing waits for that.
    void (async () => iterator.return?.())().catch(() => undefined);
  };

  const nextChunk = async (): Promise<string> => {
    let chunk = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lingered: Promise<undefined> | undefined;
    try {
      while (chunk.length < CHUNK && !ended) {
        pending ??= next();
        if (chunk !== '') lingered ??= new Promise((resolve) => (timer = setTimeout(resolve, LINGER)));
        const step = await (lingered === undefined ? pending : Promise.race([pending, lingered]));
        if (step === undefined) break;
        pending = undefined;
        if (step.done === true) ended = true;
        else chunk += `${JSON.stringify(step.value)}\n`;
      }
    } finally {
      clearTimeout(timer);
    }
    return chunk;
  };

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        try {
          const chunk = await nextChunk();
          if (chunk !== '') controller.enqueue(encoder.encode(chunk));
          if (ended) controller.close();
        } catch (error) {
          if (stopped) return;
          ended = true;
          onFault(error);
          throw error;
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
  return { body, stop };
};

/** Returns whether this platform can send a request body while it is produced. */
export const canStreamRequests = (): boolean => {
  let asked = false;
  const init = {
    method: 'POST',
    body: new ReadableStream(),
    get duplex() {
      asked = true;
      return 'half';
    },
  };
  // A platform that cannot do so converts the stream to text, and sets a content type for it.
  return !new Request('http://localhost', init).headers.has('content-type') && asked;
};
