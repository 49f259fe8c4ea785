import type { Application, Id } from '@goldset/core';
import type { Context as HonoContext } from 'hono';
import type { InFlight } from './idempotency.ts';
import type { Logger } from './log.ts';

/** What the HTTP adapter needs from outside. */
export interface HttpAppOptions {
  readonly application: Application;
  /** Whether requests can be served: migrated, and the first user exists. */
  readonly ready: () => Promise<boolean>;
  /** Whether an unexpected error means that the database is away for now. */
  readonly isUnavailable: (error: unknown) => boolean;
  readonly log: Logger;
  /** A new id for a request that brings none. */
  readonly newId: () => Id;
  /** For how many milliseconds a request waits for another one with its idempotency key; default: 2,000. */
  readonly inFlightMilliseconds?: number;
}

/** What one request carries through the adapter. */
export interface Environment {
  /** What the server hands over with a request; Node's server hands over its answer. */
  readonly Bindings: { readonly outgoing?: { destroy(): unknown } };
  readonly Variables: {
    readonly options: HttpAppOptions;
    readonly requestId: string;
    readonly userId?: Id;
    readonly route?: string;
    readonly inFlight: InFlight;
    /** Whether the request brings an idempotency key that counts. */
    readonly isKeyed?: boolean;
    /** The JSON document of a request that does. */
    readonly document?: unknown;
  };
}

/** One request and the answer being made to it. */
export type Context = HonoContext<Environment>;
