import { NIL_ID } from '@goldset/core';
import type { EventPublisher, OutboxEvent } from '@goldset/core';
import { backOff, retryPolicies } from '@goldset/core/adapter';
import { leaseSlices, prepareSlices, releaseSlices } from './relay-leases.ts';
import type { Run } from '../sql/statement.ts';
import { markPublished, MAX_EVENTS, NO_FRONTIER, pollUnpublished } from './unpublished.ts';
import type { Frontier, Poll } from './unpublished.ts';

/** The options of a relay; all times are in milliseconds. */
export interface OutboxRelayOptions extends EventPublisher {
  /** An id that no other relay uses. */
  readonly holder: string;
  readonly now: () => Date;
  /**
   * Called with every error of the publisher or the database. The relay then tries again by itself: first after 100 ms,
   * then after twice as long each time, up to 30 s, with jitter.
   */
  readonly onFault: (fault: unknown) => void;
  /** Returns a number from 0 up to 1; default `Math.random`. */
  readonly random?: () => number;
  /** How long after a relay's last sign of life no other relay takes its slices; default 10,000. */
  readonly lease?: number;
  /** How long the relay waits between polls if nothing wakes it; default 1,000. */
  readonly idle?: number;
}

/** The state of a relay. */
export interface OutboxRelayState {
  /** How many of the 16 slices the relay holds. */
  readonly slices: number;
  /** How many events the relay has published. */
  readonly published: number;
  /** Whether its last attempt failed. */
  readonly isFailing: boolean;
}

/**
 * Publishes the events of the outbox at least once. Without the repeated ones, the events of one key are in the order
 * of their sequence. Several relays share the keys. If a relay falls silent, others take over its slices when its lease
 * has ended.
 */
export interface OutboxRelay {
  /** Starts the relay, which never gives up. Call it once. */
  start(): void;
  /** Wakes the relay, because there may be events to publish. Returns at once. */
  wake(): void;
  /**
   * Finishes the events that are being published, releases its slices to the other relays, and resolves. Never rejects.
   */
  stop(): Promise<void>;
  state(): OutboxRelayState;
}

const LEASE = 10_000;
const IDLE = 1_000;
const PUBLISHED_AT_ONCE = 1_000;
const NOTED_AT_ONCE = 3;
const FIRST_LOOK_AGAIN = 10;
const LAST_LOOK_AGAIN = 100;
// Writers continue meanwhile, so a little later more events can be read at once.
const GATHERING = 100;

interface Sleeper {
  /** Resolves after this many milliseconds. Resolves at once when it is roused, also if `rouse` was called before. */
  sleep(milliseconds: number): Promise<void>;
  rouse(): void;
}

const newSleeper = (): Sleeper => {
  let isRoused = false;
  let end: (() => void) | undefined;
  return {
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end?.(), milliseconds);
        end = () => {
          end = undefined;
          isRoused = false;
          clearTimeout(timer);
          resolve();
        };
        if (isRoused) end();
      }),
    rouse: () => {
      if (end === undefined) isRoused = true;
      else end();
    },
  };
};

/** Events that are published, and the statement that marks them as published. */
interface Noting {
  readonly events: readonly OutboxEvent[];
  readonly marked: Promise<void>;
}

const chunksOf = (events: readonly OutboxEvent[]): readonly (readonly OutboxEvent[])[] =>
  Array.from({ length: Math.ceil(events.length / PUBLISHED_AT_ONCE) }, (_none, index) =>
    events.slice(index * PUBLISHED_AT_ONCE, (index + 1) * PUBLISHED_AT_ONCE),
  );

/** Creates a relay that reads the outbox with `run`. Each call of `run` is a transaction of its own. */
export const createOutboxRelay = (run: Run, options: OutboxRelayOptions): OutboxRelay => {
  const { holder, now, publish, onFault, random = Math.random, lease = LEASE, idle = IDLE } = options;
  // `leasing` and `working` end early only at a stop; `idling` also ends when there is something to do.
  const pauses = { leasing: newSleeper(), working: newSleeper(), idling: newSleeper() };
  let isStopping = false;
  let running: Promise<unknown> | undefined;
  let slices = 0;
  let published = 0;
  let failures = { leasing: 0, publishing: 0 };

  const pauseAfter = (count: number): number => backOff(retryPolicies.untilDone, count, random);

  const leaseOnce = async (): Promise<void> => {
    const at = now();
    const before = slices;
    slices = await leaseSlices(run, holder, at, new Date(at.getTime() + lease));
    if (slices > before) pauses.idling.rouse();
  };

  const keepLeases = async (): Promise<void> => {
    let isPrepared = false;
    while (!isStopping) {
      try {
        if (!isPrepared) await prepareSlices(run);
        isPrepared = true;
        await leaseOnce();
        failures = { ...failures, leasing: 0 };
        await pauses.leasing.sleep((lease / 4) * (0.75 + random() / 2));
      } catch (error) {
        slices = 0;
        failures = { ...failures, leasing: failures.leasing + 1 };
        onFault(error);
        await pauses.leasing.sleep(pauseAfter(failures.leasing));
      }
    }
  };

  const relay = async (): Promise<void> => {
    let frontier: Frontier = NO_FRONTIER;
    let after: string = NIL_ID;
    let lookAgain = FIRST_LOOK_AGAIN;
    // While some events are being published, the next ones are read. They are published only after the earlier ones
    // have been accepted.
    let ahead: Promise<Poll> | undefined;
    const inHand = new Map<string, number>();
    const noting: Noting[] = [];
    const look = (): Promise<Poll> => pollUnpublished(run, { holder, at: now(), after, frontier, inHand });

    /**
     * Waits until at most `most` chunks are still being marked as published. The events of a chunk stay in hand until
     * all earlier chunks are marked.
     */
    const noted = async (most: number): Promise<void> => {
      for (let first = noting[0]; first !== undefined && noting.length > most; first = noting[0]) {
        await first.marked;
        noting.shift();
        for (const { key, sequence } of first.events) if (inHand.get(key) === sequence) inHand.delete(key);
      }
    };

    // Marking events takes as long as publishing them, so both run side by side. If something fails, the events that
    // are not marked yet are published again.
    const publishAll = async (events: readonly OutboxEvent[]): Promise<void> => {
      for (const chunk of chunksOf(events)) {
        await noted(NOTED_AT_ONCE - 1);
        await publish(chunk);
        published += chunk.length;
        const marked = markPublished(run, chunk, now());
        // It is awaited later, in order.
        marked.catch(() => undefined);
        noting.push({ events: chunk, marked });
      }
    };

    while (!isStopping) {
      try {
        if (slices === 0) {
          await noted(0);
          ahead = undefined;
          inHand.clear();
          await pauses.idling.sleep(idle);
          continue;
        }
        const found = await (ahead ?? look());
        ahead = undefined;
        const isNew =
          found.frontier.pending !== undefined && found.frontier.pending.before !== frontier.pending?.before;
        ({ frontier } = found);
        const last = found.events.at(-1);
        // The later keys are read before this key is read again.
        const isFull = found.events.length === MAX_EVENTS;
        if (last !== undefined) after = isFull ? last.key : NIL_ID;
        for (const { key, sequence } of found.events) inHand.set(key, sequence);
        if (isFull) {
          ahead = look();
          // It is awaited in the next round, or its result is not needed.
          ahead.catch(() => undefined);
        }
        await publishAll(found.events);
        if (!isFull) await noted(0);
        // If a poll finds no event but there may be some beyond the frontier, the failures still count: publishing
        // these events may be what failed.
        if (found.events.length > 0 || !found.isBehind) failures = { ...failures, publishing: 0 };
        if (last !== undefined) {
          lookAgain = FIRST_LOOK_AGAIN;
          if (!isFull) await pauses.working.sleep(GATHERING);
        } else if (after !== NIL_ID || isNew) {
          after = NIL_ID;
        } else if (found.isBehind) {
          // A transaction is still writing, and may write an event that comes first.
          await pauses.working.sleep(lookAgain);
          lookAgain = Math.min(LAST_LOOK_AGAIN, lookAgain * 2);
        } else {
          lookAgain = FIRST_LOOK_AGAIN;
          await pauses.idling.sleep(idle * (0.75 + random() / 2));
        }
      } catch (error) {
        failures = { ...failures, publishing: failures.publishing + 1 };
        onFault(error);
        await Promise.allSettled(noting.splice(0).map(({ marked }) => marked));
        await pauses.working.sleep(pauseAfter(failures.publishing));
        after = NIL_ID;
        // Another server may have taken over that has seen fewer transactions.
        frontier = NO_FRONTIER;
        ahead = undefined;
        inHand.clear();
      }
    }
    await noted(0).catch(onFault);
  };

  return {
    start: () => {
      if (!isStopping) running ??= Promise.all([keepLeases(), relay()]);
    },
    wake: () => pauses.idling.rouse(),
    stop: async () => {
      isStopping = true;
      for (const pause of Object.values(pauses)) pause.rouse();
      if (running === undefined) return;
      await running;
      slices = 0;
      // Without this the other relays would find out by themselves, a little later.
      await releaseSlices(run, holder, now()).catch(() => undefined);
    },
    state: () => ({ slices, published, isFailing: failures.leasing + failures.publishing > 0 }),
  };
};
