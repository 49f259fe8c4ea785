import { describe, expect, it } from 'vitest';
import { answerSchema, equalAnswers, validateAnswer } from './answer.ts';
import { UNSETTLED } from './form.ts';
import { Control } from './registry.ts';

const data = { text: 'abcdefghij' };
const [LABELS, OPTIONS] = [
  ['A', 'B'],
  ['a', 'é', 'c c', ' d '],
];

const controlOf = (fields: object): Control => Control.parse({ name: 'c', source: 'text', ...fields });
const keptOf = (fields: object, value: unknown): unknown => {
  const valid = validateAnswer([controlOf(fields)], { c: value } as never, data);
  return valid.ok
    ? valid.value['c']
    : valid.error.map(({ pointer, code }) => `${pointer.replace('/value/c', '')} ${code}`);
};

const box = (x: number, y: number, width: number, height: number, label = 'A') => ({ x, y, width, height, label });
const span = (start: number, end: number, label = 'A') => ({ start, end, label });
const polygon = (...points: readonly (readonly number[])[]) => ({ points, label: 'A' });

/** Controls, answers to them, and what is kept of these: their canonical form. */
const kept: readonly (readonly [fields: object, value: unknown, kept: unknown])[] = [
  [{ kind: 'choice', options: OPTIONS }, 'a', 'a'],
  [{ kind: 'choice', options: OPTIONS }, ' a\n', 'a'],
  [{ kind: 'choice', options: OPTIONS }, 'e\u0301', 'é'],
  [{ kind: 'choice', options: OPTIONS }, 'd', ' d '],
  [{ kind: 'choice', options: ['e\u0301', '\u212b'] }, 'é', 'e\u0301'],
  [{ kind: 'choice', options: ['e\u0301', '\u212b'] }, 'Å', '\u212b'],
  [{ kind: 'choices', options: OPTIONS }, ['d', 'c c', 'e\u0301', 'a'], ['a', 'é', 'c c', ' d ']],
  [{ kind: 'choices', options: OPTIONS }, [], []],
  [{ kind: 'ranking', options: OPTIONS }, ['d', 'c c', 'e\u0301', 'a'], [' d ', 'c c', 'é', 'a']],
  [{ kind: 'rating', min: 0, max: 1, step: 0.1 }, 0.1 + 0.2, 0.3],
  [{ kind: 'rating', min: 0, max: 1, step: 0.1 }, 0.3000001, 0.3],
  [{ kind: 'rating', min: 0, max: 1, step: 0.1 }, 1.0000001, 1],
  [{ kind: 'rating', min: -1, max: 1 }, -1e-6, 0],
  [{ kind: 'rating', min: 0, max: 1, step: 0.01 }, 0.7 + 0.1, 0.8],
  [{ kind: 'number', min: 0, max: 100 }, 100.0001, 100],
  [{ kind: 'number', min: 0, max: 100 }, -0.0001, 0],
  [{ kind: 'number', min: 0, max: 100 }, 1 / 3, 1 / 3],
  [{ kind: 'number', min: 0, max: 100 }, 5e-324, 5e-324],
  [{ kind: 'number' }, -0, 0],
  [{ kind: 'text' }, ' e\u0301\u200b ', ' e\u0301\u200b '],
  [{ kind: 'text' }, '', ''],
  [{ kind: 'spans', labels: LABELS }, [span(5, 6), span(-0, 2), span(2, 5)], [span(0, 2), span(2, 5), span(5, 6)]],
  [
    { kind: 'spans', labels: LABELS, allow_overlap: true },
    [span(0, 3), span(0, 2, 'B '), span(0, 2)],
    [span(0, 2), span(0, 2, 'B'), span(0, 3)],
  ],
  [
    { kind: 'boxes', labels: LABELS },
    [box(0.2312495, 0.9238255, 0.046957, 0.076175)],
    [box(0.2312495, 0.9238255, 0.046957, 1 - 0.9238255)],
  ],
  [
    { kind: 'boxes', labels: LABELS },
    [box(-5e-7, -0, 1, 1.000001), box(0.5, 0.5, 0.1, 0.1, ' B')],
    [box(0, 0, 1, 1), box(0.5, 0.5, 0.1, 0.1, 'B')],
  ],
  [
    { kind: 'boxes', labels: LABELS },
    [box(0.5, 0.5, 0.1, 0.1), box(0, 0, 1e-7, 1e-9)],
    [box(0.5, 0.5, 0.1, 0.1), box(0, 0, 1e-7, 1e-9)],
  ],
  [
    { kind: 'polygons', labels: LABELS },
    [polygon([-1e-6, 0], [1.000001, 0], [0.5, 1], [-1e-6, 0])],
    [polygon([0, 0], [1, 0], [0.5, 1], [0, 0])],
  ],
  [
    { kind: 'polygons', labels: LABELS },
    [polygon([0, 0], [1, 1], [1, 0], [0, 1])],
    [polygon([0, 0], [1, 1], [1, 0], [0, 1])],
  ],
];

describe('what is kept of an answer', () => {
  it.each(kept)('to %j that is %j is %j', (fields, value, expected) => {
    expect(keptOf(fields, value)).toEqual(expected);
    expect(keptOf(fields, expected)).toEqual(expected);
    expect(equalAnswers([controlOf(fields)], { c: value } as never, { c: expected } as never)).toBe(true);
  });

  it.each(kept)('to %j that is %j is the very same value where it is canonical', (fields, _, expected) => {
    const answer = { c: expected } as never;
    expect(validateAnswer([controlOf(fields)], answer, data)).toEqual({ ok: true, value: answer });
    const valid = validateAnswer([controlOf(fields)], answer, data);
    expect(valid.ok && valid.value === answer).toBe(true);
  });

  it('does not hold what need not be answered and is null', () => {
    const controls = [
      controlOf({ kind: 'text', required: false }),
      Control.parse({ name: 'd', source: 'text', kind: 'text' }),
    ];
    expect(validateAnswer(controls, { c: null, d: '' }, data)).toEqual({ ok: true, value: { d: '' } });
    expect(equalAnswers(controls, { c: null, d: '' }, { d: '' })).toBe(true);
    expect(validateAnswer(controls, { d: null }, data)).toMatchObject({
      ok: false,
      error: [{ pointer: '/value/d', code: 'type' }],
    });
    expect(answerSchema(controls).properties['c']).toMatchObject({ anyOf: [{ type: 'string' }, { type: 'null' }] });
  });

  it('is compared with what an earlier release kept, which may not fit any more', () => {
    const flat = [polygon([0, 0], [0.5, 0.5], [1, 1])];
    expect(
      equalAnswers([controlOf({ kind: 'polygons', labels: LABELS })], { c: flat }, { c: structuredClone(flat) }),
    ).toBe(true);
    expect(
      equalAnswers([controlOf({ kind: 'choices', options: OPTIONS })], { c: ['c c', 'a'] }, { c: ['a', 'c c'] }),
    ).toBe(true);
  });
});

/** Answers that fit no sense, and where the fault is. */
const refused: readonly (readonly [fields: object, value: unknown, faults: readonly string[]])[] = [
  [{ kind: 'choice', options: OPTIONS }, 'A', [' option']],
  [{ kind: 'choice', options: OPTIONS }, 'a\u200b', [' option']],
  [{ kind: 'choices', options: OPTIONS }, ['a', ' a'], ['/1 duplicate']],
  [{ kind: 'ranking', options: ['a', 'b'] }, ['a', 'a '], ['/1 duplicate']],
  [{ kind: 'rating', min: 0, max: 1, step: 0.1 }, 0.3000003, [' range']],
  [{ kind: 'rating', min: 0, max: 1, step: 0.1 }, Number.NaN, [' range']],
  [{ kind: 'number', min: 0, max: 100 }, 100.0002, [' range']],
  [{ kind: 'number', min: 0 }, -1e-9, [' range']],
  [{ kind: 'number', min: 5, max: 5 }, 5.000001, [' range']],
  [{ kind: 'boxes', labels: LABELS }, [box(0.5, 0.5, 0.500002, 0.1)], ['/0/width range']],
  [{ kind: 'boxes', labels: LABELS }, [box(-2e-6, 0, 0.1, 0.1)], ['/0/x range']],
  [{ kind: 'boxes', labels: LABELS }, [box(1, 0, 1e-6, 1)], ['/0/width range']],
  [{ kind: 'boxes', labels: LABELS }, [box(0, 1.0000005, 1, 1e-6)], ['/0/height range']],
  [{ kind: 'boxes', labels: LABELS }, [box(0.5, 0.5, 1e-300, 9e-10)], ['/0/width range', '/0/height range']],
  [{ kind: 'boxes', labels: LABELS }, [box(0.9, 0, 0.1, 1), box(0.9, -1e-6, 0.1, 1)], ['/1 duplicate']],
  [{ kind: 'boxes', labels: LABELS }, [box(0, 0, 1, 1), box(0, 0, 1, 1, ' A')], ['/1 duplicate']],
  [{ kind: 'polygons', labels: LABELS }, [polygon([0.5, 0.5], [0.5, 0.5], [0.5, 0.5])], ['/0/points range']],
  [
    { kind: 'polygons', labels: LABELS },
    [polygon([0.1, 0.1], [0.2, 0.2], [0.3, 0.3], [0.1, 0.1])],
    ['/0/points range'],
  ],
  [{ kind: 'polygons', labels: LABELS }, [polygon([0, 1], [0.5, 1.000001], [1, 1])], ['/0/points range']],
  [{ kind: 'polygons', labels: LABELS }, [polygon([0, 0], [1, 0], [0.5, 1.000002])], ['/0/points/2/1 range']],
  [
    { kind: 'polygons', labels: LABELS },
    [polygon([0, 0], [1, 0], [0, 1]), polygon([-1e-6, 0], [1, 0], [0, 1])],
    ['/1 duplicate'],
  ],
  [{ kind: 'spans', labels: LABELS }, [span(9, 10), span(9, 10, 'A ')], ['/1 duplicate']],
  [{ kind: 'spans', labels: LABELS }, [span(9, 11)], ['/0/end range']],
];

it.each(refused)('%j answered with %j is refused at the place where it was sent', (fields, value, faults) => {
  expect(keptOf(fields, value)).toEqual(faults);
});

it('every text that is not in NFC is one that the schema leaves to the server', () => {
  const pattern = new RegExp(UNSETTLED, 'u');
  const missed: string[] = [];
  for (let code = 0; code < 0x11_0000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    // What NFC replaces, what follows another character in a decomposition, and what has an order among marks.
    const [, ...following] = character.normalize('NFD');
    for (const each of [
      ...(character.normalize('NFC') === character && !/\p{M}/u.test(character) ? [] : [character]),
      ...following,
    ])
      if (!pattern.test(`x${each}x`)) missed.push(code.toString(16));
  }
  expect(missed).toEqual([]);
  expect([' a', 'a\ufeff'].filter((text) => !pattern.test(text))).toEqual([]);
  expect(['größe', 'a b', '汉字', 'Ответ', '日本語', '한국어', ''].filter((text) => pattern.test(text))).toEqual([]);
});
