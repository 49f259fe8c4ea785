import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, describe, expect, it } from 'vitest';
import { publishedPackages } from '../../scripts/pack.ts';
import { createBlankDatabase } from '../postgres.ts';
import { installConsumers, least, manifestOf, pack, run } from './install-consumers.ts';
import type { Consumer, Manifest } from './install-consumers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const packed = await pack();
const installed = await installConsumers(packed);

afterAll(() => packed.remove());

const names = publishedPackages.map(({ name }) => name);
const folderOf = (name: string): string => packed.contents.get(name) ?? '';
const manifests = new Map<string, Manifest>(names.map((name) => [name, manifestOf(folderOf(name))]));
const manifest = (name: string): Manifest => manifests.get(name) as Manifest;
const filesOf = (name: string): readonly string[] =>
  readdirSync(folderOf(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folderOf(name).length + 1));
const targetsOf = (name: string): readonly string[] =>
  Object.values(manifest(name).exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );

/** The packages that the files with this ending import, of all that are in `dist`. */
const importedBy = (name: string, ending: RegExp): ReadonlySet<string> => {
  const specifiers = filesOf(name)
    .filter((file) => file.startsWith('dist/') && ending.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(folderOf(name), file), 'utf8').matchAll(
          /(?:^(?:import|export) (?:[^'"\n=]* from )?|\bimport\()['"]([^'".\n][^'"\n]*)['"]/gm,
        ),
      ].map((match) => match[1] ?? ''),
    );
  return new Set(
    specifiers
      .filter((specifier) => !specifier.startsWith('node:'))
      .map((specifier) =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((each) => each !== name),
  );
};

describe.each(names)('the tarball of %s', (name) => {
  it('holds what its exports name, a README and the licence, and no test', () => {
    const files = filesOf(name);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(targetsOf(name).filter((target) => !files.includes(target.replace('./', '')))).toEqual([]);
    expect(files.filter((file) => /\.test\.|(^|\/)test\/|\.tsbuildinfo$|(^|\/)node_modules\//.test(file))).toEqual([]);
    expect(readFileSync(join(folderOf(name), 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
  });

  it('has the sources that its maps lead to', () => {
    const maps = filesOf(name).filter((file) => file.endsWith('.map'));
    const missing = maps
      .flatMap((file) =>
        (
          JSON.parse(readFileSync(join(folderOf(name), file), 'utf8')) as { readonly sources: readonly string[] }
        ).sources.map((source) => join(folderOf(name), file, '..', source)),
      )
      .filter((source) => !existsSync(source));
    expect(maps.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('has the manifest that strangers need', () => {
    const found = manifest(name);
    expect(found).toMatchObject({
      version: '0.1.0',
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      description: expect.stringMatching(/\S/),
      engines: { node: expect.stringMatching(/^>=22(\.\d+)?$/) },
    });
    expect(
      Object.keys(found).filter((key) =>
        ['repository', 'homepage', 'bugs', 'author', 'scripts', 'private', 'main'].includes(key),
      ),
    ).toEqual([]);
  });

  it('names ranges, and makes what the program around it shares a peer', () => {
    const { dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = manifest(name);
    expect(
      Object.entries({ ...dependencies, ...peerDependencies, ...optionalDependencies }).filter(
        ([, range]) => !/^(\^|>=)\d+\.\d+\.\d+$/.test(range),
      ),
    ).toEqual([]);
    const shared = ['@goldset/core', 'zod', 'hono', 'kafkajs', 'postgres', 'drizzle-orm'];
    expect(Object.keys(dependencies).filter((dependency) => shared.includes(dependency))).toEqual([]);
  });

  it('declares what it imports, and nothing else', () => {
    const { dependencies = {}, peerDependencies = {} } = manifest(name);
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    expect(
      [...importedBy(name, /\.(js|d\.ts)$/)].filter(
        (each) => !declared.includes(each) && !builtinModules.includes(each),
      ),
    ).toEqual([]);
    const used = importedBy(name, /\.js$/);
    expect(declared.filter((each) => !used.has(each))).toEqual([]);
  });

  it('passes publint', async () => {
    const { messages } = await publint({ pkgDir: folderOf(name), pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest(name) as never))).toEqual([]);
  });

  it('has types that resolve in every way in which ESM is resolved', async () => {
    const result = await checkPackage(
      createPackageFromTarballData(new Uint8Array(readFileSync(packed.tarballs.get(name) ?? ''))),
    );
    if (result.types === false) throw new Error('There are no types.');
    const commonJs = ['node10', 'node16-cjs'];
    expect(
      result.problems.filter(
        (problem) =>
          !('resolutionKind' in problem && commonJs.includes(problem.resolutionKind)) &&
          !('resolutionOption' in problem && commonJs.includes(problem.resolutionOption)),
      ),
    ).toEqual([]);
    expect(Object.keys(result.entrypoints).length).toBe(Object.keys(manifest(name).exports).length);
  });
});

const consumers = installed?.consumers ?? [];
const home = installed?.folder ?? '';

const nodes = [
  ['Node 24', process.execPath],
  ['Node 22', installed?.node22 ?? ''],
] as const;

const tsc = join(root, 'node_modules/typescript/bin/tsc');

const installedVersion = (consumer: Consumer, name: string): string =>
  manifestOf(join(consumer.folder, 'node_modules', name)).version;

const tsconfig = (more: object): string =>
  JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023', 'es2024.string'],
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      types: ['node'],
      rootDir: 'src',
      outDir: 'out',
      ...more,
    },
    include: ['src'],
  });

/** The TypeScript that stands in the README of each package. */
const readmes = names.flatMap((name) =>
  [...readFileSync(join(folderOf(name), 'README.md'), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(
    (match, index) => ({ file: `readme-${name.split('/')[1]}-${index}.ts`, text: match[1] ?? '' }),
  ),
);

describe.skipIf(installed === undefined)('strangers who install the packages', () => {
  it('run no install script, and have one copy of what is shared', () => {
    const { packages } = JSON.parse(readFileSync(join(home, 'node_modules/.package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
    };
    const paths = Object.keys(packages);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => packages[path]?.hasInstallScript === true)).toEqual([]);
    for (const { name } of consumers)
      for (const shared of ['zod', 'hono', 'postgres', 'kafkajs', '@goldset/core'])
        expect(paths.filter((path) => path.startsWith(`${name}/`) && path.endsWith(`/node_modules/${shared}`))).toEqual(
          [`${name}/node_modules/${shared}`],
        );
  });

  it('have different versions of the peers', () => {
    const peers = Object.entries(
      Object.assign({}, ...[...manifests.values()].map(({ peerDependencies }) => peerDependencies ?? {})) as Record<
        string,
        string
      >,
    ).filter(([name]) => !manifests.has(name));
    const [newest, oldest] = consumers as readonly [Consumer, Consumer];
    for (const [name, range] of peers) expect([name, installedVersion(oldest, name)]).toEqual([name, least(range)]);
    expect(['hono', 'zod'].filter((name) => installedVersion(newest, name) === installedVersion(oldest, name))).toEqual(
      [],
    );
  });

  it('run both Nodes that are supported', async () => {
    const versions = await Promise.all(nodes.map(([, node]) => run(node, ['--version'], home)));
    expect(versions.map(({ output }) => output.split('.')[0])).toEqual(['v24', 'v22']);
  });

  describe.each(consumers)('with the $name peers', (consumer) => {
    it(
      'compile their programs and the examples of the READMEs, strictly and with all declarations checked',
      { timeout: 120_000 },
      async () => {
        for (const { file, text } of readmes.filter(({ file }) => !file.startsWith('readme-client')))
          writeFileSync(join(consumer.folder, 'src', file), text);
        writeFileSync(join(consumer.folder, 'tsconfig.json'), tsconfig({}));
        expect(await run(process.execPath, [tsc, '-p', '.'], consumer.folder)).toEqual({ code: 0, output: '' });
      },
    );

    it('need the types of neither Node nor a browser for the core', { timeout: 120_000 }, async () => {
      const project = join(consumer.folder, 'pure');
      mkdirSync(join(project, 'src'), { recursive: true });
      const entries = Object.keys(manifest('@goldset/core').exports).filter(
        (entry) => !['./testing', './package.json'].includes(entry),
      );
      writeFileSync(
        join(project, 'src/main.ts'),
        entries.map((entry, index) => `export * as entry${index} from '@goldset/core${entry.slice(1)}';\n`).join(''),
      );
      // The declarations of zod name this one, whatever is used of them.
      writeFileSync(join(project, 'src/url.d.ts'), 'interface URL { readonly href: string }\n');
      writeFileSync(join(project, 'tsconfig.json'), tsconfig({ types: [], noEmit: true }));
      expect(await run(process.execPath, [tsc, '-p', '.'], project)).toEqual({ code: 0, output: '' });
    });

    // Each Node with other peers.
    const usual = nodes.filter(([name]) => (name === 'Node 24') === (consumer.name === 'newest'));

    it.each(usual)('pass contract suites of the core on %s', { timeout: 120_000 }, async (_name, node) => {
      const { code, output } = await run(node, ['out/contracts.js', 'claim', 'submit', 'idempotency'], consumer.folder);
      expect([code, output]).toEqual([0, expect.stringMatching(/^\{"passed":\d{2,}\}\n$/)]);
    });

    it.each(usual)('do the main job on %s, in memory and on PostgreSQL', { timeout: 120_000 }, async (_name, node) => {
      const expected = {
        imported: 1,
        tasks: 1,
        refused: 'invalid',
        pages: Array.from({ length: 8 }, () => 200),
        contracts: [true, true],
        faults: [],
      };
      const database = await createBlankDatabase();
      try {
        for (const env of [{}, { DATABASE_URL: database.url }]) {
          const { code, output } = await run(node, ['out/main-job.js'], consumer.folder, env as Record<string, string>);
          expect([code, output]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)]);
          expect(JSON.parse(output)).toEqual({ ...expected, published: 'DATABASE_URL' in env });
        }
      } finally {
        await database.drop();
      }
    });

    it('run the example of the README of the core', async () => {
      expect(await run(process.execPath, ['out/readme-core-0.js'], consumer.folder)).toEqual({
        code: 0,
        output: 'Film club\n',
      });
    });

    it('bundle every entry of the core for a browser, without a module of Node', async () => {
      const entries = Object.keys(manifest('@goldset/core').exports).filter(
        (entry) => !['./testing', './package.json'].includes(entry),
      );
      for (const entry of entries) {
        const contents = `export * from '@goldset/core${entry.slice(1)}';`;
        const { outputFiles, metafile, warnings } = await build({
          stdin: { contents, resolveDir: consumer.folder, loader: 'js' },
          bundle: true,
          write: false,
          metafile: true,
          platform: 'browser',
          format: 'iife',
          globalName: 'goldset',
          logLevel: 'silent',
        });
        expect(warnings).toEqual([]);
        expect(
          Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external === true)),
        ).toEqual([]);
        expect(
          Object.keys(metafile.inputs).filter(
            (input) => input.includes('node_modules') && !/node_modules\/(zod|@goldset\/core)\//.test(input),
          ),
        ).toEqual([]);
        // A browser has these, and neither `process` nor `Buffer` nor `require`.
        const bare = {
          URL,
          TextEncoder,
          TextDecoder,
          crypto,
          structuredClone,
          AbortController,
          AbortSignal,
          setTimeout,
          clearTimeout,
          queueMicrotask,
        };
        const exported = runInNewContext(`${outputFiles[0]?.text}; Object.keys(goldset).length`, bare) as number;
        expect(exported).toBeGreaterThan(0);
      }
    });

    it('bundle no more of the core than they import', async () => {
      const bundleOf = async (contents: string): Promise<number> =>
        (
          await build({
            stdin: { contents, resolveDir: consumer.folder, loader: 'js' },
            bundle: true,
            write: false,
            minify: true,
            platform: 'browser',
            format: 'esm',
            logLevel: 'silent',
          })
        ).outputFiles[0]?.contents.length ?? 0;
      const [one, all] = await Promise.all([
        bundleOf(`import { ok } from '@goldset/core'; console.log(ok(1));`),
        bundleOf(`export * from '@goldset/core';`),
      ]);
      expect(one).toBeLessThan(all / 2);
    });
  });
});
