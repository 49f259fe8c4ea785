import type { Application, Id } from '@goldset/core';
import type { RateLimitsRepository } from '@goldset/core/adapter';
import type { Context as HonoContext } from 'hono';
import type { InFlight, RequestHash } from './request/idempotency.ts';
import type { Logger } from './log.ts';
import type { RoomOptions, Rooms } from './response/rooms.ts';

/** One answer, for those who count. */
export interface AnswerRecord {
  readonly operation: string | undefined;
  readonly method: string;
  readonly status: number;
  /** How long it took until the answer began, in seconds. */
  readonly seconds: number;
}

/** The metrics of a server. */
export interface Metrics {
  readonly read: () => Promise<{ readonly mediaType: string; readonly text: string }>;
  /** Who may read them: who shows this token, or, where there is none, who asks from the same machine without a proxy between. */
  readonly isToken?: (token: string) => boolean;
}

/** What the HTTP adapter needs from outside. */
export interface HttpAppOptions {
  readonly application: Application;
  /** Whether requests can be served: migrated, and the first user exists. */
  readonly ready: () => Promise<boolean>;
  /** Whether an unexpected error means that the database is away for now. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** Whether so many requests wait for the database that another one is turned away; asked before any work is done. */
  readonly isOverloaded?: () => boolean;
  /** Is told of every answer; `operation` is `undefined` for what is no operation. */
  readonly onAnswer?: (answer: AnswerRecord) => void;
  /** What `GET /metrics` answers; without it there is no such path. */
  readonly metrics?: Metrics;
  /** What `GET /readyz` says beside that the server is ready, for those who may read the metrics. It must not reject. */
  readonly details?: () => Promise<object>;
  /** The origins whose pages may call the API: a list, or `*` for all; none without it. */
  readonly corsOrigins?: readonly string[];
  /**
   * Where clients reach the application, such as `/goldset`; default: at the root. Every path and every URL that it writes begins with it.
   * Throws where it is no path.
   */
  readonly basePath?: string;
  /** Whether the host takes the base path away from the paths that it hands over, as Express does. Default: `false`. */
  readonly hostStripsBasePath?: boolean;
  /** Whether it serves the contract and the page that shows it: `/docs`, `/openapi.json` and `/openapi.yaml`. Default: `true`. */
  readonly docs?: boolean;
  /** Whether it serves the operations; if not, only what says how the server is. Default: `true`. */
  readonly servesOperations?: boolean;
  /** Where all servers count together how often clients ask without a token; without it each counts for itself. */
  readonly rateLimits?: RateLimitsRepository;
  /** Addresses and networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` or `Forwarded` counts; none without it. */
  readonly trustedProxies?: readonly string[];
  /** The time in milliseconds, by which it is counted how often clients ask; default: `Date.now`. */
  readonly now?: () => number;
  readonly log: Logger;
  /** A new id for a request that brings none. */
  readonly newId: () => Id;
  /** For how many milliseconds a request waits for another one with its idempotency key; default: 2,000. */
  readonly inFlightMilliseconds?: number;
  /** A caller whose body took longer than so many milliseconds to come is read again before anything is done; default: 1,000. */
  readonly slowBodyMilliseconds?: number;
  /** How many heavy answers are made and sent at once, and who waits for a place. */
  readonly rooms?: RoomOptions;
}

/** What one request carries through the adapter. */
export interface Environment {
  /** What the server hands over with a request; Node's server hands over both of its sides. */
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
    /** Whether the answer is heavy: it is written piece by piece. */
    readonly isHeavy?: boolean;
    /** Counts a request without a token; resolves to 0 where it may be served, else to the seconds after which the next one may. */
    readonly take: (operation: string) => Promise<number>;
    /** Whether pages of other origins may ask. */
    readonly isCrossOrigin?: boolean;
    /** Whether it is answered what it was answered before. */
    readonly isReplayed?: boolean;
    /** Whether the request brings an idempotency key that counts. */
    readonly isKeyed?: boolean;
    /** The hash of a request that does. */
    readonly requestHash?: RequestHash;
    /** Whether the body of this request takes a while, so that others are let in between. */
    readonly isLong?: boolean;
  };
}

/** One request and the answer being made to it. */
export type Context = HonoContext<Environment>;
