import { TimestampInput } from '@goldset/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PageQuery } from '../src/response/page.ts';
import { parseQuery, queryOf } from '../src/request/query.ts';

const Query = z.strictObject({ state: z.string().optional(), metadata: z.record(z.string(), z.string()).optional() });

const faultsOf = (search: string): readonly string[] => {
  const parsed = parseQuery(Query, search);
  return parsed.ok || !('errors' in parsed.error)
    ? []
    : (parsed.error.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('a query', () => {
  test('has one parameter per key of a record', () => {
    expect(parseQuery(Query, 'state=x&metadata.a=1&metadata.b.c=2&metadata.=3')).toEqual({
      ok: true,
      value: { state: 'x', metadata: { a: '1', 'b.c': '2', '': '3' } },
    });
    expect(parseQuery(Query, '')).toEqual({ ok: true, value: {} });
  });

  test('has no record as a whole, no key of what is none, and no key that a record would drop', () => {
    expect(faultsOf('metadata=x&metadata[a]=x&state.a=x&nothing.a=x&metadata.__proto__=x')).toEqual([
      '/metadata unknown_field',
      '/metadata[a] unknown_field',
      '/state.a unknown_field',
      '/nothing.a unknown_field',
      '/metadata.__proto__ unknown_field',
    ]);
    expect(faultsOf('metadata.a=x&metadata.a=x')).toEqual(['/metadata.a duplicate']);
    expect(faultsOf('constructor=x&toString.a=x')).toEqual(['/constructor unknown_field', '/toString.a unknown_field']);
  });

  test('that lost the + of an offset says how to write it', () => {
    const detailOf = (search: string): string | undefined => {
      const parsed = parseQuery(z.strictObject({ at: TimestampInput.optional() }), search);
      return parsed.ok || !('errors' in parsed.error) ? undefined : parsed.error.errors?.[0]?.detail;
    };
    expect(detailOf('at=2026-11-22T09:30:00%2B01:00')).toBeUndefined();
    expect(detailOf('at=2026-11-22T09:30:00+01:00')).toContain('write it as %2B, or give the time in UTC, with a Z.');
    expect(detailOf('at=2026-11-22T09:30:00')).toContain('Must have a zone');
    expect(detailOf('at=2026-11-22T09:30:00')).not.toContain('%2B');
  });

  test('says what there is, and never that text is text', () => {
    const detailOf = (schema: z.ZodObject, search: string): string | undefined => {
      const parsed = parseQuery(schema, search);
      return parsed.ok || !('errors' in parsed.error) ? undefined : parsed.error.errors?.[0]?.detail;
    };
    expect(detailOf(Query, 'stat=x')).toBe(
      'There is no such query parameter; this operation has state, metadata.<key>.',
    );
    expect(detailOf(z.strictObject({}), 'page=2')).toBe('There is no such query parameter; this operation has none.');
    expect(detailOf(z.strictObject({ changed_since: z.string() }), 'changed_after=x')).toBe(
      'This query parameter is called `changed_since` now.',
    );
    expect(detailOf(z.strictObject({}), 'changed_after=x')).toBe(
      'There is no such query parameter; this operation has none.',
    );
    expect(detailOf(PageQuery, 'per_page=all')).toBe('Must be of type number.');
  });

  test('says the same when it is written out and read again, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.dictionary(
          fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
          fc.string({ unit: 'grapheme' }),
          { minKeys: 1 },
        ),
        (state, metadata) => {
          const query = queryOf({ metadata, state });
          expect(parseQuery(Query, query)).toEqual({ ok: true, value: { state, metadata: { ...metadata } } });
          expect(
            queryOf({ state, nothing: undefined, metadata: Object.fromEntries(Object.entries(metadata).toReversed()) }),
          ).toBe(query);
        },
      ),
    );
  });
});
