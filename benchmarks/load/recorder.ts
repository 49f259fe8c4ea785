import type { Random } from '../../test/random.ts';

/** What became of the requests of a load. */
export interface Recorder {
  /** Sends a request as a client does whose connection is cut now and then: before the answer, or when the server has answered and nobody hears it. */
  sender(random: Random, cuts: number): (request: Request) => Promise<Response>;
  /** How many answers of a status there were so far. */
  count(status: string): number;
  /** Notes something that must not happen; the first of a kind are kept in full. */
  fault(text: string): void;
  /** The milliseconds until the whole answer was there, by operation; of exports until it began. */
  readonly milliseconds: ReadonlyMap<string, readonly number[]>;
  /** How many answers had each status; `cut` is a connection that was cut on purpose, `broken` one that broke. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const FAULTS_KEPT = 20;
const LONGEST_CUT = 20;

const operationOf = (request: Request): string =>
  `${request.method} ${new URL(request.url).pathname.replace('/v1', '').replace(ID, '…')}`;

/** Whether an answer that the server could not help tells the client what to do: a problem, and when to come again. */
const isCleanRefusal = (response: Response): boolean =>
  response.status === 503 &&
  response.headers.get('content-type') === 'application/problem+json' &&
  response.headers.get('retry-after') !== null;

/** Notes how long each request takes and what it is answered. */
export const newRecorder = (): Recorder => {
  const milliseconds = new Map<string, number[]>();
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  const note = (status: string): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const fault = (text: string): void => {
    if (faults.length < FAULTS_KEPT) faults.push(text);
  };

  const send = async (request: Request, signal: AbortSignal | undefined): Promise<Response> => {
    const [operation, began] = [operationOf(request), performance.now()];
    try {
      const response = await fetch(request, signal === undefined ? {} : { signal });
      note(String(response.status));
      // An export is read by whoever asked for it.
      const isStream = response.headers.get('content-type')?.startsWith('application/x-ndjson') === true;
      const answer = isStream
        ? response
        : new Response(response.status === 204 ? null : await response.arrayBuffer(), response);
      (milliseconds.get(operation) ?? milliseconds.set(operation, []).get(operation))?.push(performance.now() - began);
      if (response.status >= 500 && !isCleanRefusal(response))
        fault(`${operation} was answered ${response.status}: ${await answer.clone().text()}`);
      return answer;
    } catch (error) {
      note(signal?.aborted === true ? 'cut' : 'broken');
      throw error;
    }
  };

  return {
    sender: (random, cuts) => async (request) => {
      if (!random.chance(cuts)) return send(request, undefined);
      if (random.chance(0.5)) return send(request, AbortSignal.timeout(1 + random.below(LONGEST_CUT)));
      await send(request, undefined);
      note('cut');
      throw new TypeError('The connection was cut before the answer was read.');
    },
    count: (status) => statuses.get(status) ?? 0,
    fault,
    milliseconds,
    statuses,
    faults,
  };
};
