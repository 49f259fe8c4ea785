import type { Application, Id } from '@goldset/core';
import type { RateLimitsRepository } from '@goldset/core/adapter';
import type { Context as HonoContext } from 'hono';
import type { InFlight, RequestHash } from './request/idempotency.ts';
import type { Logger } from './log.ts';
import type { RoomOptions, Rooms } from './response/rooms.ts';

/** One response, for metrics. */
export interface AnswerRecord {
  readonly operation: string | undefined;
  readonly method: string;
  readonly status: number;
  /** The time until the response began, in seconds. */
  readonly seconds: number;
}

/** The metrics of a server. */
export interface Metrics {
  readonly read: () => Promise<{ readonly mediaType: string; readonly text: string }>;
  /**
   * Returns whether this token may read the metrics. Without this function, only a client on the same machine without a
   * proxy in between may read them.
   */
  readonly isToken?: (token: string) => boolean;
}

/** What the HTTP adapter needs from its host. */
export interface HttpAppOptions {
  readonly application: Application;
  /** Whether requests can be served: the database is migrated, and the first user exists. */
  readonly ready: () => Promise<boolean>;
  /** Whether an unexpected error means that the database is temporarily unavailable. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** Whether so many requests wait for the database that another one is refused. Called before any work is done. */
  readonly isOverloaded?: () => boolean;
  /** Called for every response; `operation` is `undefined` if the request was for no operation. */
  readonly onAnswer?: (answer: AnswerRecord) => void;
  /** The metrics that `GET /metrics` returns; without them the path does not exist. */
  readonly metrics?: Metrics;
  /** Additional fields of `GET /readyz`, for clients that may read the metrics. It must not reject. */
  readonly details?: () => Promise<object>;
  /** The origins whose pages may call the API: a list, or `*` for all. Default: none. */
  readonly corsOrigins?: readonly string[];
  /**
   * The path at which clients reach the application, such as `/goldset`; default: the root. Every path and URL that the
   * application writes begins with it. An invalid path makes `createHttpApp` throw.
   */
  readonly basePath?: string;
  /** Whether the host removes the base path from the paths that it passes on, as Express does. Default: `false`. */
  readonly hostStripsBasePath?: boolean;
  /**
   * Whether the application serves the contract and its page: `/docs`, `/openapi.json` and `/openapi.yaml`. Default:
   * `true`.
   */
  readonly docs?: boolean;
  /** Whether the application serves the operations. If not, it serves only its health and metrics. Default: `true`. */
  readonly servesOperations?: boolean;
  /** The shared counts of requests without a token. Without it, each server counts by itself. */
  readonly rateLimits?: RateLimitsRepository;
  /**
   * Addresses and networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` or `Forwarded` is trusted. Default: none.
   */
  readonly trustedProxies?: readonly string[];
  /** The time in milliseconds, for rate limits; default: `Date.now`. */
  readonly now?: () => number;
  readonly log: Logger;
  /** Makes an id for a request that brings none. */
  readonly newId: () => Id;
  /** How many milliseconds a request waits for another one with the same idempotency key; default: 2,000. */
  readonly inFlightMilliseconds?: number;
  /** If a body takes longer than this to arrive, in milliseconds, the caller is authenticated again; default: 1,000. */
  readonly slowBodyMilliseconds?: number;
  /** How many large responses are built and sent at once, and how many requests wait for a slot. */
  readonly rooms?: RoomOptions;
}

/** The state of one request within the adapter. */
export interface Environment {
  /** What the server passes on with a request. Node's server passes its request and its response. */
  readonly Bindings: {
    readonly incoming?: {
      readonly readableDidRead?: boolean;
      readonly socket: { readonly remoteAddress?: string | undefined };
    };
    readonly outgoing?: {
      readonly closed?: boolean;
      destroy(): unknown;
      once?(event: 'close', listener: () => void): unknown;
    };
  };
  readonly Variables: {
    readonly options: HttpAppOptions;
    readonly requestId: string;
    /** Where the application is mounted; empty at the root. */
    readonly basePath: string;
    readonly userId?: Id;
    readonly route?: string;
    readonly operation?: string;
    readonly inFlight: InFlight;
    readonly rooms: Rooms;
    /** Whether the response is large and therefore written piece by piece. */
    readonly isHeavy?: boolean;
    /**
     * Counts a request without a token. Resolves to 0 if it may be served, else to the seconds until the next one may.
     */
    readonly take: (operation: string) => Promise<number>;
    /** Whether pages of other origins may call the API. */
    readonly isCrossOrigin?: boolean;
    /** Whether the response is a stored one (an idempotency record). */
    readonly isReplayed?: boolean;
    /** Whether the request has an idempotency key that is used. */
    readonly isKeyed?: boolean;
    /** The hash of a request with an idempotency key. */
    readonly requestHash?: RequestHash;
    /** Whether the body of this request is so long that other requests must run in between. */
    readonly isLong?: boolean;
  };
}

/** One request and its response. */
export type Context = HonoContext<Environment>;
