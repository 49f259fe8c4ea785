import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { publishedPackages } from '../scripts/pack.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const copy = mkdtempSync(join(tmpdir(), 'goldset-release-'));

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a release', () => {
  it('raises all packages to one version, and writes a changelog for each', () => {
    for (const file of [
      'package.json',
      'pnpm-workspace.yaml',
      'pnpm-lock.yaml',
      '.changeset/config.json',
      ...globSync(
        [
          'packages/*/package.json',
          'apps/*/package.json',
          'clients/*/package.json',
          'examples/*/package.json',
          'benchmarks/package.json',
        ],
        { cwd: root },
      ),
    ]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(root, file), join(copy, file));
    }
    writeFileSync(join(copy, '.changeset/one.md'), '---\n"@goldset/adapter-http": minor\n---\n\nSomething new.\n');
    const git = (...args: readonly string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
        cwd: copy,
        stdio: 'pipe',
      });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message=Begin');
    execFileSync(join(root, 'node_modules/.bin/changeset'), ['version'], { cwd: copy, stdio: 'pipe' });

    const manifests = [...publishedPackages.map(({ folder }) => folder), 'apps/server'].map(
      (folder) =>
        JSON.parse(readFileSync(join(copy, folder, 'package.json'), 'utf8')) as {
          readonly name: string;
          readonly version: string;
        },
    );
    expect(Object.fromEntries(manifests.map(({ name, version }) => [name, version]))).toEqual(
      Object.fromEntries(manifests.map(({ name }) => [name, '0.2.0'])),
    );
    expect(readFileSync(join(copy, 'packages/adapter-http/CHANGELOG.md'), 'utf8')).toContain('Something new.');
    for (const { folder } of publishedPackages)
      expect(readFileSync(join(copy, folder, 'CHANGELOG.md'), 'utf8')).toContain('## 0.2.0');
  });
});
