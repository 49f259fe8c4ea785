import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'clients/*/*.md', 'examples/*/*.md'], {
  cwd: root,
});

const proseOf = (path: string): string => readFileSync(path, 'utf8').replace(/^```.*?^```/gms, '');

/** The anchors of the headings of a document, as places that show Markdown make them. */
const anchorsOf = (path: string): readonly string[] =>
  [...proseOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The links of a document that lead to no file, or to no heading of one. */
const brokenLinksOf = (path: string): readonly string[] =>
  [
    ...proseOf(path)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : resolve(dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });

describe('the documents', () => {
  it.each(documents)('%s links to files and headings that exist', (document) => {
    expect(brokenLinksOf(join(root, document))).toEqual([]);
  });

  it('are found, in every folder that has some', () => {
    expect(documents).toEqual(
      expect.arrayContaining([
        'README.md',
        'CONTRIBUTING.md',
        join('docs', 'guide.md'),
        join('docs', 'adr', '0001-hexagon-and-packages.md'),
        join('examples', 'data', 'README.md'),
      ]),
    );
  });

  it('with a broken link are seen', () => {
    const folder = mkdtempSync(join(tmpdir(), 'goldset-documents-'));
    const path = join(folder, 'a.md');
    writeFileSync(
      path,
      '# Two words, `code`\n\n[1](#two-words-code) [2](#two-words) [3](a.md#two-words-code) [4](b.md) [5](https://example.org) `[6](c.md)`\n',
    );
    expect(brokenLinksOf(path)).toEqual(['#two-words', 'b.md']);
    rmSync(folder, { recursive: true });
  });

  const decisions = documents.filter((document) => document.startsWith(join('docs', 'adr')));
  it.each(decisions)('%s has a status, a date, and every part of a decision', (document) => {
    const text = proseOf(join(root, document));
    expect(text).toMatch(/^# \d{4}\. .+\n\n\* Status: (proposed|accepted|superseded).*\n\* Date: \d{4}-\d\d-\d\d/);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'Context',
      'Decision',
      'Alternatives considered',
      'Consequences',
      'Confirmation',
    ]);
  });

  it('has one decision for each number', () => {
    const numbers = decisions.map((document) => /(\d{4})-/.exec(document)?.[1]).toSorted();
    expect(numbers).toEqual(numbers.map((_, n) => String(n + 1).padStart(4, '0')));
  });
});
