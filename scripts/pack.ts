// Builds every published package from a clean copy of its sources and writes its tarball: `npm run pack-all --
// <folder>`. The tarballs that `test/packages` tests and those that are published are made here.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A package that is published. */
export interface PublishedPackage {
  readonly name: string;
  /** Its folder, from the root of the workspace. */
  readonly folder: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

const PNPM = /'(pnpm@[^']+)'/.exec(readFileSync(join(root, 'scripts/setup.mjs'), 'utf8'))?.[1] ?? 'pnpm';

/** The packages that are published: those of `packages` and `clients` that are not private. */
export const publishedPackages: readonly PublishedPackage[] = ['packages', 'clients']
  .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(join(root, folder, 'package.json')))
  .map((folder) => ({
    folder,
    ...(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      readonly name: string;
      readonly private?: boolean;
    }),
  }))
  .filter((manifest) => manifest.private !== true)
  .map(({ name, folder }) => ({ name, folder }));

const run = (command: string, args: readonly string[], cwd: string): Promise<void> =>
  new Promise((done, fail) => {
    const output: Buffer[] = [];
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}` };
    const child = spawn(command, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0
        ? done()
        : fail(
            new Error(`${command} ${args.join(' ')} ended with ${code}:\n${Buffer.concat(output).toString('utf8')}`),
          ),
    );
  });

/** Removes from the copy of a `dist` the output of sources that no longer exist. */
const prune = (folder: string): void => {
  for (const entry of readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const source = file.replace(join(folder, 'dist'), join(folder, 'src')).replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
    if (entry.isFile() && !file.endsWith('.tsbuildinfo') && !existsSync(source)) rmSync(file);
  }
};

/**
 * Builds and packs every published package, and resolves to the tarball of each by its name. An existing `dist` is not
 * changed. With `reuse`, its content is used if the compiler finds that it is up to date.
 */
export const packAll = async (
  destination: string,
  { reuse = false }: { readonly reuse?: boolean } = {},
): Promise<ReadonlyMap<string, string>> => {
  const copy = mkdtempSync(join(tmpdir(), 'goldset-pack-'));
  try {
    for (const file of [
      'package.json',
      'pnpm-workspace.yaml',
      'pnpm-lock.yaml',
      'tsconfig.base.json',
      'LICENSE',
      'patches',
    ])
      cpSync(join(root, file), join(copy, file), { recursive: true });
    for (const { folder } of publishedPackages) {
      const left = reuse ? /[/\\]test$/ : /[/\\](dist|test)$/;
      cpSync(join(root, folder), join(copy, folder), {
        recursive: true,
        verbatimSymlinks: true,
        preserveTimestamps: true,
        filter: (source) => !left.test(source),
      });
      if (existsSync(join(copy, folder, 'dist'))) prune(join(copy, folder));
    }
    // The links of the packages lead into this folder, and to each other within the copy.
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const projects = publishedPackages.flatMap(({ folder }) =>
      readdirSync(join(copy, folder))
        .filter((name) => /^tsconfig.*\.json$/.test(name))
        .map((name) => ({ path: `./${folder}/${name}` })),
    );
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ files: [], references: projects }));
    await run('tsc', ['-b'], copy);
    mkdirSync(destination, { recursive: true });
    await Promise.all(
      publishedPackages.map(({ folder }) =>
        run('npx', ['--yes', PNPM, 'pack', '--pack-destination', destination], join(copy, folder)),
      ),
    );
    const tarballs = readdirSync(destination).filter((name) => name.endsWith('.tgz'));
    return new Map(
      publishedPackages.map(({ name }) => [
        name,
        join(
          destination,
          tarballs.find((file) => file.replace(/-\d.*$/, '') === name.slice(1).replace('/', '-')) ?? '',
        ),
      ]),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Say where the tarballs go: npm run pack-all -- <folder>');
    process.exitCode = 1;
  } else {
    for (const tarball of (await packAll(resolve(folder))).values()) console.log(tarball);
  }
}
