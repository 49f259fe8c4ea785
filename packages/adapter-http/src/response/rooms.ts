import { noRoom } from '@goldset/core/adapter';
import type { Id } from '@goldset/core';
import type { AskForRoom } from '@goldset/core/adapter';

/** How many heavy answers are made and sent at once, and who waits. */
export interface RoomOptions {
  /** Of all together (4). */
  readonly places?: number;
  /** Of one user (2), so that nobody who reads slowly keeps all others waiting. */
  readonly placesPerUser?: number;
  /** For how many milliseconds a request waits for a place (10,000). */
  readonly patience?: number;
  /** How many requests wait for one; another one is turned away at once (100). */
  readonly waiting?: number;
}

/** The places for heavy answers of a server. */
export interface Rooms {
  /** Takes a place for an answer to a user, once one is free; resolves to what gives it back. Rejects with `noRoom` where none is for too long. */
  enter(user: Id): Promise<() => void>;
}

interface Waiting {
  readonly user: Id;
  readonly admit: () => void;
}

/** Makes the places. Whoever waits longest is next, but for those whose user has as many as one may. */
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

/** What an answer is sent over: Node's server says when that is over. */
interface Outgoing {
  readonly closed?: boolean;
  once?(event: 'close', listener: () => void): unknown;
}

/** What asks for a place for the answer to one request, at most once, and keeps it until all of the answer is sent; `onEnter` is told that it is heavy. `end` gives it back where nobody says when that is. */
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
