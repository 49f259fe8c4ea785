import assert from 'node:assert/strict';
import type { Awaited, NextWaiting, WaitingMessage } from '../../adapter.ts';
import type { ContractHarness, ContractSuite } from './harness.ts';
import { newProject } from './world.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');

const after = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

const ROOM = 1_000;

/** All that waits in partition 0 of the items for what is asked for, but for what `more` says. */
const asking = (awaited: readonly Awaited[], more: Partial<NextWaiting> = {}): NextWaiting => ({
  topic: 'items',
  partition: 0,
  awaited,
  except: [],
  limit: ROOM,
  bytes: 1_000_000,
  ...more,
});

interface World {
  readonly group: string;
  readonly project: Awaited;
  readonly other: Awaited;
  readonly make: (offset: number, more?: Partial<WaitingMessage>) => WaitingMessage;
}

const newWorld = ({ newId }: ContractHarness): World => {
  const project: Awaited = { type: 'project', id: newId() };
  const events = new Map<number, string>();
  const eventOf = (offset: number): string => {
    const made = events.get(offset) ?? newId();
    events.set(offset, made);
    return made;
  };
  return {
    group: `group-${newId()}`,
    project,
    other: { type: 'organization', id: newId() },
    make: (offset, more = {}) => ({
      topic: 'items',
      partition: 0,
      offset: String(offset),
      lane: 'a',
      event: eventOf(offset),
      content: offset,
      awaited: project,
      message: `message ${offset} “ü”\n`,
      ...more,
    }),
  };
};

/** What is promised of messages that are set aside until what they need is there. */
export const waitingContract = {
  'what is missed is missed since it was missed first, and anew where nobody has missed it for long': async (
    harness,
  ) => {
    const [{ waiting }, { group, project, other }] = [harness.store, newWorld(harness)];
    assert.equal(await waiting.miss(group, project, after(0), after(-600)), after(0));
    assert.equal(await waiting.miss(group, project, after(50), after(-550)), after(0));
    assert.equal(await waiting.miss(group, other, after(50), after(-550)), after(50));
    assert.equal(await waiting.miss(`${group}-2`, project, after(50), after(-550)), after(50));
    assert.equal(await waiting.miss(group, project, after(649), after(49)), after(0));
    assert.equal(await waiting.miss(group, project, after(1_300), after(700)), after(1_300));
    await waiting.found(group, project);
    assert.equal(await waiting.miss(group, project, after(1_301), after(701)), after(1_301));
  },
  'a message is kept once, whatever comes again, and another one of the same event is told apart': async (harness) => {
    const [{ waiting }, { group, project, make }] = [harness.store, newWorld(harness)];
    assert.deepEqual(await waiting.add(group, [make(1), make(2)], after(0), ROOM), ['kept', 'kept']);
    assert.deepEqual(await waiting.add(group, [make(2), make(3), make(1, { content: 7 })], after(0), ROOM), [
      'there',
      'kept',
      'mismatch',
    ]);
    assert.deepEqual(await waiting.add(`${group}-2`, [make(1)], after(0), ROOM), ['kept']);
    assert.deepEqual(await waiting.add(group, [make(1, { topic: 'predictions' })], after(0), ROOM), ['kept']);
    assert.deepEqual(await waiting.next(group, asking([project])), [make(1), make(2), make(3)]);
  },
  'messages that are added at once by two are there once': async (harness) => {
    const [{ waiting }, { group, make }] = [harness.store, newWorld(harness)];
    const all = Array.from({ length: 50 }, (_, n) => make(n));
    const outcomes = (await Promise.all([0, 1, 2, 3].map(() => waiting.add(group, all, after(0), ROOM)))).flat();
    assert.deepEqual([...new Set(outcomes)].toSorted(), ['kept', 'there']);
    assert.equal(outcomes.filter((outcome) => outcome === 'kept').length, 50);
    assert.deepEqual(await waiting.lanes(group, 'items', 0), [{ lane: 'a', messages: 50 }]);
  },
  'there is room for so many, and none behind one that found none': async (harness) => {
    const [{ waiting }, { group, make }] = [harness.store, newWorld(harness)];
    assert.deepEqual(await waiting.add(group, [make(1), make(2)], after(0), 3), ['kept', 'kept']);
    assert.deepEqual(await waiting.add(group, [make(2), make(3), make(4), make(1)], after(0), 3), [
      'there',
      'kept',
      'full',
      'there',
    ]);
    assert.deepEqual(await waiting.add(`${group}-2`, [make(5)], after(0), 3), ['kept']);
    await waiting.remove(group, 'items', [make(1).event]);
    assert.deepEqual(await waiting.add(group, [make(4), make(5)], after(0), 3), ['kept', 'full']);
  },
  'what is missed for longer than it is remembered goes on being missed while a message waits for it': async (
    harness,
  ) => {
    const [{ waiting }, { group, project, other, make }] = [harness.store, newWorld(harness)];
    for (const awaited of [project, other])
      assert.equal(await waiting.miss(group, awaited, after(0), after(-600)), after(0));
    await waiting.add(group, [make(1)], after(0), ROOM);
    assert.deepEqual(
      [
        await waiting.miss(group, project, after(3_600), after(3_000)),
        await waiting.miss(group, other, after(3_600), after(3_000)),
      ],
      [after(0), after(3_600)],
    );
    await waiting.remove(group, 'items', [make(1).event]);
    assert.equal(await waiting.miss(group, project, after(4_000), after(3_400)), after(0));
    assert.equal(await waiting.miss(group, project, after(7_200), after(6_600)), after(7_200));
  },
  'no more bytes of messages come at once than are asked for, but one message always': async (harness) => {
    const [{ waiting }, { group, project, make }] = [harness.store, newWorld(harness)];
    // Of 2,000 bytes, in 1,000 characters.
    const text = 'ü'.repeat(1_000);
    await waiting.add(
      group,
      [1, 2, 3].map((offset) => make(offset, { message: text })),
      after(0),
      ROOM,
    );
    const next = async (bytes: number, limit = ROOM): Promise<readonly string[]> =>
      (await waiting.next(group, asking([project], { bytes, limit }))).map(({ offset }) => offset);
    assert.deepEqual(
      [await next(1), await next(2_000), await next(3_999), await next(4_000), await next(6_000), await next(6_000, 1)],
      [['1'], ['1'], ['1'], ['1', '2'], ['1', '2', '3'], ['1']],
    );
  },
  'messages come in the order of their offsets, lane by lane, and a lane waits for its first one': async (harness) => {
    const [{ waiting }, { group, project, other, make }] = [harness.store, newWorld(harness)];
    const messages = [
      make(9, { lane: 'b' }),
      make(10),
      make(11, { awaited: other }),
      make(100, { lane: 'c', awaited: other }),
      make(101, { lane: 'c' }),
      make(2, { partition: 1 }),
    ];
    await waiting.add(group, messages.toReversed(), after(0), ROOM);
    const next = async (awaited: readonly Awaited[], more: Partial<NextWaiting> = {}): Promise<readonly string[]> =>
      (await waiting.next(group, asking(awaited, more))).map(({ offset }) => offset);
    assert.deepEqual(await next([project]), ['9', '10', '11']);
    assert.deepEqual(await next([project], { limit: 2 }), ['9', '10']);
    assert.deepEqual(await next([other]), ['100', '101']);
    assert.deepEqual(await next([project, other]), ['9', '10', '11', '100', '101']);
    assert.deepEqual(await next([project], { partition: 1 }), ['2']);
    assert.deepEqual(await next([]), []);
    assert.deepEqual(await next([project, other], { except: ['a', 'no such "lane"'] }), ['9', '100', '101']);
    assert.deepEqual(await next([project, other], { except: ['a', 'b', 'c'] }), []);
    await waiting.remove(group, 'items', [make(10).event]);
    assert.deepEqual(await next([other]), ['11', '100', '101']);
    assert.deepEqual(
      [...(await waiting.lanes(group, 'items', 0))].toSorted((a, b) => (a.lane < b.lane ? -1 : 1)),
      [
        { lane: 'a', messages: 1 },
        { lane: 'b', messages: 1 },
        { lane: 'c', messages: 2 },
      ],
    );
  },
  'due is what is there by now, and what was missed for too long, as long as a message waits for it': async (
    harness,
  ) => {
    const { project: there, organization } = await newProject(harness, 0);
    const [{ waiting }, { group, project, other, make }] = [harness.store, newWorld(harness)];
    const [own, above]: readonly Awaited[] = [
      { type: 'project', id: there.id },
      { type: 'organization', id: organization.id },
    ];
    if (own === undefined || above === undefined) throw new Error('Both are there.');
    const due = async (over: number): Promise<readonly string[]> =>
      (await waiting.due(group, after(over))).map(({ id, since }) => `${id} ${since}`).toSorted();
    for (const [awaited, at] of [
      [project, 0],
      [other, 10],
      [own, 20],
      [above, 30],
    ] as const)
      await waiting.miss(group, awaited, after(at), after(-600));
    assert.deepEqual(await due(100), []);
    await waiting.add(
      group,
      [make(1), make(2, { awaited: other }), make(3, { awaited: own }), make(4, { awaited: above })],
      after(40),
      ROOM,
    );
    assert.deepEqual(await due(-1), [`${own.id} ${after(20)}`, `${above.id} ${after(30)}`].toSorted());
    assert.deepEqual(
      await due(0),
      [`${project.id} ${after(0)}`, `${own.id} ${after(20)}`, `${above.id} ${after(30)}`].toSorted(),
    );
    assert.equal((await due(10)).length, 4);
    await waiting.remove(group, 'items', [make(1).event, make(3).event]);
    assert.deepEqual(await due(0), [`${above.id} ${after(30)}`]);
    const installation: Awaited = { type: 'installation', id: project.id };
    await waiting.add(group, [make(5, { awaited: installation })], after(50), ROOM);
    assert.deepEqual(await due(0), [`${above.id} ${after(30)}`, `${installation.id} ${after(50)}`].toSorted());
  },
  'what is found while a message is added that needs it is due nonetheless': async (harness) => {
    const { project } = await newProject(harness, 0);
    const [{ waiting }, { group, make }] = [harness.store, newWorld(harness)];
    const own: Awaited = { type: 'project', id: project.id };
    for (let round = 1; round <= 30; round += 1) {
      await waiting.miss(group, own, after(0), after(-600));
      const message = make(round, { awaited: own });
      await Promise.all([waiting.add(group, [message], after(round), ROOM), waiting.found(group, own)]);
      assert.deepEqual(
        (await waiting.due(group, after(-1))).map(({ id }) => id),
        [own.id],
      );
      await waiting.remove(group, 'items', [message.event]);
      await waiting.found(group, own);
    }
    // What was found is missed anew, also by a message that is set aside behind others.
    await waiting.add(group, [make(100, { awaited: own })], after(100), ROOM);
    assert.deepEqual(await waiting.due(group, after(-1)), [{ ...own, since: after(100) }]);
  },
  'what waits is summed up, and what nobody takes up is removed, in chunks': async (harness) => {
    const [{ waiting }, { group, project, other, make }] = [harness.store, newWorld(harness)];
    // Before all that other cases set aside.
    const long = (seconds: number): string => after(seconds - 1_000_000);
    assert.deepEqual(await waiting.summary(group), { topics: [], oldest: undefined });
    await waiting.miss(group, other, long(-5), long(-600));
    await waiting.add(group, [make(1), make(2), make(3, { topic: 'annotations', awaited: other })], long(0), ROOM);
    assert.deepEqual(await waiting.summary(group), {
      topics: [
        { topic: 'annotations', messages: 1 },
        { topic: 'items', messages: 2 },
      ],
      oldest: { topic: 'annotations', partition: 0, offset: '3', awaited: other, since: long(-5) },
    });
    await waiting.remove(group, 'annotations', [make(3).event]);
    assert.deepEqual((await waiting.summary(group)).oldest, {
      topic: 'items',
      partition: 0,
      offset: '1',
      awaited: project,
      since: long(0),
    });
    await waiting.add(group, [make(4)], long(100), ROOM);
    for (let removed = 1; removed > 0;) {
      removed = await waiting.removeOld(long(50), 1);
      assert.ok(removed <= 1);
    }
    assert.deepEqual((await waiting.summary(group)).topics, [{ topic: 'items', messages: 1 }]);
  },
} as const satisfies ContractSuite;
