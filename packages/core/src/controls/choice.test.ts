import { describe, expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import { Control, controlModules } from './registry.ts';

const choice = { name: 'a', kind: 'choice', source: 'text', options: ['x'] };

const faults = (input: unknown): readonly string[] => {
  const parsed = parse(Control, input);
  return parsed.ok ? [] : parsed.error.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('choice', () => {
  it('is required where it does not say otherwise', () => {
    expect(Control.parse(choice)).toEqual({ ...choice, required: true });
    expect(Control.parse({ ...choice, required: false }).required).toBe(false);
  });

  it.each([
    [{ ...choice, options: [] }, ['/options length']],
    [{ ...choice, options: ['x', 'y', 'x', 'x'] }, ['/options/2 duplicate', '/options/3 duplicate']],
    [{ ...choice, options: ['x', ''] }, ['/options/1 length']],
    [{ ...choice, options: Array.from({ length: 1001 }, (_, n) => `${n}`) }, ['/options length']],
    [{ ...choice, name: '' }, ['/name length']],
    [{ ...choice, name: '__proto__' }, ['/name option']],
    [{ ...choice, option: ['x'] }, ['/option unknown_field']],
    [{ ...choice, kind: 'chioce' }, ['/kind option']],
  ])('is refused as control %#', (input, expected) => {
    expect(faults(input)).toEqual(expected);
  });

  it('takes 1,000 options', () => {
    expect(faults({ ...choice, options: Array.from({ length: 1000 }, (_, n) => `${n}`) })).toEqual([]);
  });
});

describe('controlModules', () => {
  it('has each kind under its own name', () => {
    for (const [kind, module] of Object.entries(controlModules)) expect(module.schema.shape.kind.value).toBe(kind);
  });
});
