import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fault, MAX_FAULTS, parse, pointerTo, under } from './fault.ts';
import { Id, Timestamp, TimestampInput } from './id.ts';
import { JsonObject } from './json.ts';
import { text } from './text.ts';

const schema = z.strictObject({
  name: text(1, 3),
  count: z.int().min(1).max(5).optional(),
  kind: z.enum(['a', 'b']).optional(),
  list: z.array(z.number()).max(2).optional(),
  data: JsonObject,
  id: Id.optional(),
  at: Timestamp.optional(),
  until: TimestampInput.optional(),
  either: z
    .discriminatedUnion('type', [z.strictObject({ type: z.literal('x') }), z.strictObject({ type: z.literal('y') })])
    .optional(),
});

const faults = (input: unknown): readonly string[] => {
  const parsed = parse(schema, input);
  return parsed.ok ? [] : parsed.error.map(({ pointer, code }) => `${pointer} ${code}`).sort();
};

const good = { name: 'x', data: {} };

describe('pointers', () => {
  it('escape what a JSON pointer must', () => {
    expect(pointerTo([])).toBe('');
    expect(pointerTo(['a/b', '~', 0, ''])).toBe('/a~1b/~0/0/');
    expect(under(['items', 2], fault(['data'], 'type', 'x'))).toEqual({
      pointer: '/items/2/data',
      code: 'type',
      detail: 'x',
    });
  });
});

describe('parse', () => {
  it('gives the parsed value', () => {
    expect(parse(schema, { ...good, until: '2026-01-01T02:00:00+02:00' })).toEqual({
      ok: true,
      value: { ...good, until: '2026-01-01T00:00:00.000Z' },
    });
  });

  it.each([
    [{}, ['/data required', '/name required']],
    [undefined, [' required']],
    [null, [' type']],
    [{ ...good, name: 1 }, ['/name type']],
    [{ ...good, name: '' }, ['/name length']],
    [{ ...good, name: 'four' }, ['/name length']],
    [{ ...good, name: 'a\0' }, ['/name encoding']],
    [{ ...good, data: [] }, ['/data type']],
    [{ ...good, data: null }, ['/data type']],
    [{ ...good, count: 0 }, ['/count range']],
    [{ ...good, count: 6 }, ['/count range']],
    [{ ...good, count: 1.5 }, ['/count type']],
    [{ ...good, count: '1' }, ['/count type']],
    [{ ...good, kind: 'c' }, ['/kind option']],
    [{ ...good, list: [1, 2, 3] }, ['/list length']],
    [{ ...good, list: [1, 'x'] }, ['/list/1 type']],
    [{ ...good, id: 'x' }, ['/id format']],
    [{ ...good, at: '2026-01-01T00:00:00Z' }, ['/at format']],
    [{ ...good, until: '2026-02-30T00:00:00Z' }, ['/until format']],
    [{ ...good, either: { type: 'z' } }, ['/either/type option']],
    [{ ...good, either: { tpye: 'x' } }, ['/either/type required']],
    [{ ...good, either: 'x' }, ['/either type']],
    [{ ...good, nmae: 1, 'a/b': 2 }, ['/a~1b unknown_field', '/nmae unknown_field']],
  ] as const)('names the place and kind of each fault of %j', (input, expected) => {
    expect(faults(input)).toEqual(expected);
  });

  it.each([
    [{ ...good, either: { type: 'z' } }, 'Must be one of "x", "y".'],
    [{ ...good, either: {} }, 'This field is required. Must be one of "x", "y".'],
    [{ ...good, until: 'tomorrow' }, 'Must be a time with a zone, such as 2026-11-22T09:30:00Z.'],
  ])('says what would do in place of %j', (input, detail) => {
    expect(parse(schema, input)).toMatchObject({ error: [{ detail }] });
  });

  it('stops at the first so many faults', () => {
    const many = parse(
      z.array(z.string()),
      Array.from({ length: 2 * MAX_FAULTS }, () => 1),
    );
    expect(many.ok ? 0 : many.error.length).toBe(MAX_FAULTS);
    const unknown = parse(schema, {
      ...good,
      ...Object.fromEntries(Array.from({ length: 2 * MAX_FAULTS }, (_, n) => [`x${n}`, 1])),
    });
    expect(unknown.ok ? 0 : unknown.error.length).toBe(MAX_FAULTS);
  });

  it('shows what shows nothing', () => {
    expect(parse(schema, { ...good, '\ufeffname': 1 })).toMatchObject({
      error: [
        {
          pointer: '/\ufeffname',
          code: 'unknown_field',
          detail:
            'There is no such field; check its spelling. The name holds characters that show nothing: "\\ufeffname".',
        },
      ],
    });
    expect(fault([], 'option', 'Must be one of "a\u200b".').detail).toBe('Must be one of "a\\u200b".');
  });

  it('quotes nothing of what it is given', () => {
    const parsed = parse(schema, {
      name: 'private text',
      data: 'private text',
      id: 'private text',
      kind: 'private text',
    });
    expect(JSON.stringify(parsed)).not.toContain('private');
  });
});
