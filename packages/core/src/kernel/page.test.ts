import { describe, expect, it } from 'vitest';
import { toPage, walkOf } from './page.ts';
import type { PageRequest } from './page.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];

/** Reads a page of `rows` as a store does. */
const read = (request: PageRequest) => {
  const { from, ascending, limit } = walkOf(request);
  const beyond = rows.filter((row) => from === null || (ascending ? row > from : row < from));
  return toPage((ascending ? beyond : beyond.toReversed()).slice(0, limit), request, (row) => row);
};

describe('a page', () => {
  it.each([
    [{ per_page: 2, order: 'asc' }, ['a', 'b'], { after: 'b' }, null],
    [{ per_page: 2, order: 'asc', position: { after: 'b' } }, ['c', 'd'], { after: 'd' }, { before: 'c' }],
    [{ per_page: 2, order: 'asc', position: { after: 'd' } }, ['e'], null, { before: 'e' }],
    [{ per_page: 2, order: 'asc', position: { before: 'e' } }, ['c', 'd'], { after: 'd' }, { before: 'c' }],
    [{ per_page: 2, order: 'asc', position: { before: 'c' } }, ['a', 'b'], { after: 'b' }, null],
    [{ per_page: 3, order: 'asc', position: { before: 'c' } }, ['a', 'b'], { after: 'b' }, null],
    [{ per_page: 2, order: 'desc' }, ['e', 'd'], { after: 'd' }, null],
    [{ per_page: 2, order: 'desc', position: { after: 'd' } }, ['c', 'b'], { after: 'b' }, { before: 'c' }],
    [{ per_page: 2, order: 'desc', position: { before: 'b' } }, ['d', 'c'], { after: 'c' }, { before: 'd' }],
    [{ per_page: 5, order: 'asc' }, rows, null, null],
    [{ per_page: 9, order: 'desc' }, rows.toReversed(), null, null],
    [{ per_page: 2, order: 'asc', position: { after: 'e' } }, [], null, null],
    [{ per_page: 2, order: 'desc', position: { before: 'e' } }, [], null, null],
  ] as const)('%j', (request, items, next, prev) => {
    expect(read(request)).toEqual({ items, next, prev });
  });
});

describe('a page of a walk that stops', () => {
  const stop = { lowest: '0', highest: 'z' };
  it.each([
    // What was found, where the walk was cut, the page that was asked for, and where it leads.
    [[], 'c', { per_page: 2, order: 'asc' }, { after: 'c' }, null],
    [['b'], 'c', { per_page: 2, order: 'asc' }, { after: 'c' }, null],
    [['b'], null, { per_page: 2, order: 'asc' }, null, null],
    [[], null, { per_page: 2, order: 'asc' }, null, null],
    [['b', 'c', 'd'], 'd', { per_page: 2, order: 'asc' }, { after: 'c' }, null],
    [[], 'c', { per_page: 2, order: 'asc', position: { after: 'a' } }, { after: 'c' }, { before: 'c' }],
    [[], null, { per_page: 2, order: 'asc', position: { after: 'a' } }, null, { before: 'z' }],
    [[], null, { per_page: 2, order: 'desc', position: { after: 'a' } }, null, { before: '0' }],
    [['b'], 'c', { per_page: 2, order: 'asc', position: { after: 'a' } }, { after: 'c' }, { before: 'b' }],
    [[], 'b', { per_page: 2, order: 'asc', position: { before: 'd' } }, { after: 'b' }, { before: 'b' }],
    [['c'], 'b', { per_page: 2, order: 'asc', position: { before: 'd' } }, { after: 'c' }, { before: 'b' }],
    [[], null, { per_page: 2, order: 'asc', position: { before: 'd' } }, { after: '0' }, null],
    [[], null, { per_page: 2, order: 'desc', position: { before: 'd' } }, { after: 'z' }, null],
  ] as const)('%j, cut at %j, of %j', (found, cut, request, next, prev) => {
    expect(toPage<string>(found, request, (row) => row, { ...stop, cut })).toEqual({
      items: found.slice(0, 2),
      next,
      prev,
    });
  });
});

describe('a walk', () => {
  it('asks for one row more than the page, to see whether there is one', () => {
    expect(walkOf({ per_page: 10, order: 'asc' })).toEqual({ from: null, ascending: true, limit: 11 });
    expect(walkOf({ per_page: 1, order: 'desc', position: { before: 'x' } })).toEqual({
      from: 'x',
      ascending: true,
      limit: 2,
    });
  });
});
