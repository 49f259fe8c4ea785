import { noRoom } from '@goldset/core/adapter';
import type { Id } from '@goldset/core';
import type { AskForRoom } from '@goldset/core/adapter';

/** How many large responses are built and sent at once, and how many requests wait. */
export interface RoomOptions {
  /** The slots of all users together (4). */
  readonly places?: number;
  /** The slots of one user (2), so that a user who reads slowly does not make all others wait. */
  readonly placesPerUser?: number;
  /** How many milliseconds a request waits for a slot (10,000). */
  readonly patience?: number;
  /** How many requests wait for a slot (100). Further ones are refused at once. */
  readonly waiting?: number;
}

/** The slots for large responses of a server. */
export interface Rooms {
  /**
   * Takes a slot for a response to a user as soon as one is free. Resolves to the function that frees the slot. Rejects
   * with `noRoom` if the wait takes too long or too many requests wait.
   */
  enter(user: Id): Promise<() => void>;
}

interface Waiting {
  readonly user: Id;
  readonly admit: () => void;
}

/**
 * Makes the slots. The request that has waited longest is next, except those of users who have all their slots in use.
 */
export const newRooms = ({
  places = 4,
  placesPerUser = 2,
  patience = 10_000,
  waiting: mostWaiting = 100,
}: RoomOptions = {}): Rooms => {
  const taken = new Map<Id, number>();
  const queue: Waiting[] = [];
  let inUse = 0;

  const mayEnter = (user: Id): boolean => inUse < places && (taken.get(user) ?? 0) < placesPerUser;

  const take = (user: Id): (() => void) => {
    let isLeft = false;
    inUse += 1;
    taken.set(user, (taken.get(user) ?? 0) + 1);
    return () => {
      if (isLeft) return;
      isLeft = true;
      inUse -= 1;
      const others = (taken.get(user) ?? 1) - 1;
      if (others === 0) taken.delete(user);
      else taken.set(user, others);
      const next = queue.findIndex((one) => mayEnter(one.user));
      if (next !== -1) queue.splice(next, 1)[0]?.admit();
    };
  };

  return {
    enter: (user) => {
      if (mayEnter(user)) return Promise.resolve(take(user));
      if (queue.length >= mostWaiting) return Promise.reject(noRoom());
      return new Promise((resolve, reject) => {
        const waiter: Waiting = {
          user,
          admit: () => {
            clearTimeout(timer);
            resolve(take(user));
          },
        };
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiter), 1);
          reject(noRoom());
        }, patience);
        queue.push(waiter);
      });
    },
  };
};

/** The connection of a response. Node's server emits `close` on it. */
interface Outgoing {
  readonly closed?: boolean;
  once?(event: 'close', listener: () => void): unknown;
}

/**
 * Takes a slot for the response to one request, at most once. The slot is free again when the whole response is sent.
 * `onEnter` is called when a slot is taken, since the response is then large. `end` frees the slot if the host reports
 * no `close`.
 */
export const roomFor = (
  rooms: Rooms,
  user: Id,
  outgoing: Outgoing | undefined,
  onEnter: () => void,
): { readonly ask: AskForRoom; readonly end: () => void } => {
  let leave: (() => void) | undefined;
  return {
    ask: async () => {
      if (leave !== undefined) return;
      leave = await rooms.enter(user);
      onEnter();
      if (outgoing?.once === undefined) return;
      if (outgoing.closed === true) leave();
      else outgoing.once('close', leave);
    },
    end: () => {
      if (outgoing?.once === undefined) leave?.();
    },
  };
};
