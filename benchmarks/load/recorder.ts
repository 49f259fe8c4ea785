import type { Random } from '../../test/random.ts';

/** The record of the requests of a load. */
export interface Recorder {
  /**
   * Returns a function that sends requests as a client whose connection is sometimes cut: before the response, or after
   * the server has responded but before the client has received it.
   */
  sender(random: Random, cuts: number): (request: Request) => Promise<Response>;
  /** Returns the number of responses with a status so far. */
  count(status: string): number;
  /** Records something that must not happen; only the first ones are stored. */
  fault(text: string): void;
  /** The milliseconds until the whole response had arrived (for an export, until it began), by operation. */
  readonly milliseconds: ReadonlyMap<string, readonly number[]>;
  /**
   * The number of responses by status; `cut` counts connections that were cut on purpose, `broken` those that broke.
   */
  readonly statuses: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const FAULTS_KEPT = 20;
const LONGEST_CUT = 20;

const operationOf = (request: Request): string =>
  `${request.method} ${new URL(request.url).pathname.replace('/v1', '').replace(ID, '…')}`;

/** Returns whether a response for an unavailable server tells the client what to do: a problem with `Retry-After`. */
const isCleanRefusal = (response: Response): boolean =>
  response.status === 503 &&
  response.headers.get('content-type') === 'application/problem+json' &&
  response.headers.get('retry-after') !== null;

/** Creates a recorder of the duration and the status of each request. */
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
      // The body of an export is read by the caller.
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
