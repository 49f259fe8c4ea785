import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MAX_FAULTS, parse } from './fault.ts';
import { list } from './list.ts';
import { text } from './text.ts';

const schema = z.strictObject({ lists: z.array(list(z.strictObject({ name: text(1, 3) }), 1_000)) });
const names = (count: number, nameOf: (n: number) => unknown): readonly object[] =>
  Array.from({ length: count }, (_, n) => ({ name: nameOf(n) }));

describe('list', () => {
  it('is a list like any other', () => {
    const input = { lists: [names(450, () => 'abc'), []] };
    expect(parse(schema, input)).toEqual({ ok: true, value: input });
    expect(JSON.stringify(z.toJSONSchema(list(text(1, 3), 5)))).toBe(
      JSON.stringify(z.toJSONSchema(z.array(text(1, 3)).max(5))),
    );
  });

  it('says where its faults are', () => {
    const at = new Set([0, 99, 100, 101, 449]);
    const parsed = parse(schema, { lists: [[], names(450, (n) => (at.has(n) ? '' : 'abc'))] });
    expect(parsed.ok ? [] : parsed.error.map(({ pointer }) => pointer)).toEqual(
      [...at].map((n) => `/lists/1/${n}/name`),
    );
    expect(parse(schema, { lists: [names(1_001, () => 7)] })).toMatchObject({
      error: [{ pointer: '/lists/0', code: 'length' }],
    });
  });

  it('stops where there are faults enough', () => {
    const { issues } = schema._zod.run(
      { value: { lists: [names(1_000, () => 7)] }, issues: [] },
      { async: false },
    ) as z.core.ParsePayload;
    expect(issues).toHaveLength(MAX_FAULTS);
  });

  it('stops there however long it is', () => {
    let looked = 0;
    const any = list(z.unknown().refine(() => (looked += 1) < 0)).min(1);
    expect(parse(any, Array.from({ length: 50 * MAX_FAULTS }))).toMatchObject({
      ok: false,
      error: { length: MAX_FAULTS },
    });
    expect(looked).toBe(MAX_FAULTS);
    expect(JSON.stringify(z.toJSONSchema(any))).toBe(JSON.stringify(z.toJSONSchema(z.array(z.unknown()).min(1))));
  });
});
