import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const communityFiles = [
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  '.github/pull_request_template.md',
  '.github/ISSUE_TEMPLATE/bug_report.yml',
  '.github/ISSUE_TEMPLATE/feature_request.yml',
  '.github/ISSUE_TEMPLATE/config.yml',
];

const linksOf = (path: string): readonly string[] =>
  [...text(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !URL.canParse(link));

describe('the files that people look for in a repository', () => {
  it.each(communityFiles)('has %s, which names no host and no address', (path) => {
    expect(text(path)).not.toMatch(/https?:|www\.|\S@\S/);
  });

  it.each(['SECURITY.md', 'CODE_OF_CONDUCT.md'])('sends the reports of %s to a private form', (path) => {
    expect(text(path)).toContain('private reporting form of the place where you found this repository');
  });

  it.each(['bug_report', 'feature_request'])('has fields with names in the form %s', (name) => {
    const form = parse(text(`.github/ISSUE_TEMPLATE/${name}.yml`)) as {
      readonly name: string;
      readonly description: string;
      readonly body: readonly {
        readonly type: string;
        readonly id?: string;
        readonly attributes: { readonly label?: string };
      }[];
    };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const fields = form.body.filter(({ type }) => type !== 'markdown');
    expect(fields.length).toBeGreaterThan(0);
    expect(
      fields.filter(
        ({ type, id, attributes }) =>
          !['input', 'textarea', 'dropdown', 'checkboxes'].includes(type) ||
          id === undefined ||
          attributes.label === undefined,
      ),
    ).toEqual([]);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  });

  it('has a CI workflow that runs .ci/run with read access alone', () => {
    const workflow = parse(text('.github/workflows/ci.yml')) as {
      readonly on: object;
      readonly permissions: object;
      readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
    };
    expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request']);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run))).toContain('bash .ci/run');
    expect(existsSync(join(root, '.ci/run'))).toBe(true);
  });
});

describe('the index of the documentation', () => {
  const links = linksOf('docs/README.md').map((link) => link.replace(/\/$/, ''));

  it('leads to files that are there', () => {
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
  });

  it('has a line for every document', () => {
    const documents = readdirSync(join(root, 'docs')).filter((name) => !name.endsWith('.svg') && name !== 'README.md');
    const atRoot = readdirSync(root)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `../${name}`);
    expect([...documents, ...atRoot].filter((name) => !links.includes(name))).toEqual([]);
  });
});
