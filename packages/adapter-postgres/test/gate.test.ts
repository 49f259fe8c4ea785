import { describe, expect, test } from 'vitest';
import { createGate } from '../src/gate.ts';

interface Work {
  readonly done: Promise<void>;
  readonly finish: () => void;
  readonly fail: () => void;
}

const begin = (gate: ReturnType<typeof createGate>, name: string, begun: string[]): Work => {
  let finish = (): void => undefined;
  let fail = (): void => undefined;
  const going = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = () => reject(new Error(name));
  });
  const done = gate.through(() => {
    begun.push(name);
    return going;
  });
  return { done, finish, fail };
};

describe('a gate', () => {
  test('lets through as much as there is room for, the rest in its order, whatever becomes of it', async () => {
    const gate = createGate(2);
    const begun: string[] = [];
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => begin(gate, name, begun)) as [Work, Work, Work, Work];
    expect([begun, gate.use()]).toEqual([['a', 'b'], { max: 2, inUse: 2, waiting: 2 }]);
    b.fail();
    await expect(b.done).rejects.toThrow('b');
    expect([begun, gate.use()]).toEqual([['a', 'b', 'c'], { max: 2, inUse: 2, waiting: 1 }]);
    a.finish();
    await a.done;
    expect([begun, gate.use()]).toEqual([['a', 'b', 'c', 'd'], { max: 2, inUse: 2, waiting: 0 }]);
    c.finish();
    d.finish();
    await Promise.all([c.done, d.done]);
    expect(gate.use()).toEqual({ max: 2, inUse: 0, waiting: 0 });
    const e = begin(gate, 'e', begun);
    expect(gate.use()).toEqual({ max: 2, inUse: 1, waiting: 0 });
    e.finish();
    await e.done;
  });

  test('gives back the place of work that throws at once', async () => {
    const gate = createGate(1);
    await expect(
      gate.through(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect(gate.use()).toEqual({ max: 1, inUse: 0, waiting: 0 });
  });
});
