import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAll } from '../../scripts/pack.ts';

/** The parts of a package manifest that matter to those who install the package. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly files: readonly string[];
  readonly engines: { readonly node: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A project outside the workspace, in which npm has installed all packages from their tarballs. */
export interface Consumer {
  readonly name: 'newest' | 'oldest';
  readonly folder: string;
}

/** The exit code and the output of a program. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

const UNREACHABLE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/;

/** The npm package with the binary of Node 22 for this platform. */
const NODE_22 = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;

/** Runs a program until it ends. */
export const run = (
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    // Variables that npm sets for its scripts must not reach another npm.
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) =>
          !/^(npm_(package|lifecycle|command|execpath|config_local_prefix)|INIT_CWD|NODE_ENV|NODE_OPTIONS|VITEST)/.test(
            name,
          ),
      ),
    );
    const child = spawn(command, [...args], {
      cwd,
      env: { ...inherited, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: Buffer.concat(output).toString('utf8') }));
  });

/** Returns the lowest version of a range. */
export const least = (range: string): string => range.replace(/^(\^|~|>=)\s*/, '');

/** The packages as published. */
export interface Packed {
  readonly folder: string;
  /** Tarballs, by the names of packages. */
  readonly tarballs: ReadonlyMap<string, string>;
  /** Folders with the contents of the tarballs, by the names of packages. */
  readonly contents: ReadonlyMap<string, string>;
  remove(): void;
}

/** Builds, packs and unpacks all published packages. */
export const pack = async (): Promise<Packed> => {
  const folder = mkdtempSync(join(tmpdir(), 'goldset-packages-'));
  const tarballs = await packAll(join(folder, 'tarballs'), { reuse: true });
  const contents = new Map<string, string>();
  for (const [name, tarball] of tarballs) {
    const content = join(folder, 'contents', name);
    mkdirSync(content, { recursive: true });
    const { code, output } = await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', content], folder);
    if (code !== 0) throw new Error(output);
    contents.set(name, content);
  }
  return { folder, tarballs, contents, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** The manifest of an unpacked package. */
export const manifestOf = (content: string): Manifest =>
  JSON.parse(readFileSync(join(content, 'package.json'), 'utf8')) as Manifest;

/**
 * Installs two projects with one npm: one with the newest versions of the peer dependencies of the packages, one with
 * the oldest. If npm can neither reach its registry nor find everything in its cache, it prints that and resolves to
 * `undefined`; with `REQUIRE_REGISTRY=1` it rejects instead.
 */
export const installConsumers = async ({
  folder,
  tarballs,
  contents,
}: Packed): Promise<
  { readonly consumers: readonly Consumer[]; readonly node22: string; readonly folder: string } | undefined
> => {
  const home = join(folder, 'consumers');
  const peers = Object.assign(
    {},
    ...[...contents.values()].map((content) => manifestOf(content).peerDependencies ?? {}),
  ) as Record<string, string>;
  const outside = Object.entries(peers).filter(([name]) => !tarballs.has(name));
  const ours = [...tarballs].map(([name, tarball]) => [name, `file:${tarball}`] as const);
  const others = { uuid: '^14.0.0' };
  const consumers = (['newest', 'oldest'] as const).map((name) => ({ name, folder: join(home, name) }));
  for (const { name, folder: project } of consumers) {
    mkdirSync(project, { recursive: true });
    const wanted = outside.map(([peer, range]) => [peer, name === 'newest' ? range : least(range)] as const);
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({
        name,
        private: true,
        version: '1.0.0',
        type: 'module',
        dependencies: { ...Object.fromEntries([...ours, ...wanted]), ...others },
      }),
    );
  }
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({
      name: 'consumers',
      private: true,
      workspaces: consumers.map(({ name }) => name),
      devDependencies: { [NODE_22]: '^22.15.0' },
    }),
  );
  const { code, output } = await run(
    'npm',
    ['install', '--install-strategy=nested', '--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1'],
    home,
  );
  if (code !== 0) {
    if (!UNREACHABLE.test(output)) throw new Error(`npm could not install the packages:\n${output}`);
    if (process.env['REQUIRE_REGISTRY'] === '1')
      throw new Error(`REQUIRE_REGISTRY=1, and npm does not reach its registry:\n${output}`);
    process.stderr.write('The tests that install the packages are skipped: npm does not reach its registry.\n');
    return undefined;
  }
  const programs = join(root, 'test/packages/consumer');
  for (const { folder: project } of consumers) {
    mkdirSync(join(project, 'src'));
    for (const file of readdirSync(programs)) cpSync(join(programs, file), join(project, 'src', file));
    mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
    symlinkSync(join(root, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  }
  return { consumers, node22: join(home, 'node_modules', NODE_22, 'bin/node'), folder: home };
};
