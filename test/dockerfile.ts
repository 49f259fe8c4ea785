import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type dockerignore from '@balena/dockerignore';
import { DockerfileParser } from 'dockerfile-ast';
import type { Arg, Copy, Env, From, Instruction, JSONInstruction } from 'dockerfile-ast';

/** How to start a process of an image that was built outside of a container. */
export interface ImageProcess {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The user and group ids of the process; missing if this process may not change them. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/** The last stage of a Dockerfile, built in a temporary folder instead of a container. */
export interface Image {
  /** The folder that takes the place of the root of the image's file system. */
  readonly root: string;
  /** The process of `CMD`. */
  readonly main: ImageProcess;
  /** The process of `HEALTHCHECK`. */
  readonly healthCheck: ImageProcess;
  /** The user of `USER`. */
  readonly user: string;
  remove(): void;
}

interface Stage {
  readonly root: string;
  workdir: string;
  user: string;
  readonly env: Record<string, string>;
  main: readonly string[];
  healthCheck: readonly string[];
}

// Its types describe an ES module, but the package is CommonJS.
const newIgnore = createRequire(import.meta.url)('@balena/dockerignore') as typeof dockerignore.default;

const isRoot = process.getuid?.() === 0;

const run = (script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> =>
  new Promise((done, reject) => {
    const output: Buffer[] = [];
    const child = spawn('sh', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? done()
        : reject(new Error(`RUN ${script} ended with ${code}: ${Buffer.concat(output).toString('utf8')}`)),
    );
  });

/** Copies a file, or the content of a folder, as COPY does. */
const copy = (
  from: string,
  to: string,
  owner: readonly [uid: number, gid: number] | undefined,
  put: (source: string, target: string) => void,
  isIgnored: (path: string) => boolean,
): void => {
  const visit = (source: string, target: string): void => {
    const stats = lstatSync(source);
    if (!stats.isDirectory()) {
      if (isIgnored(source)) return;
      mkdirSync(dirname(target), { recursive: true });
      if (stats.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
      else put(source, target);
      return;
    }
    const names = readdirSync(source);
    // Ignored files leave no empty folder behind.
    const isNew = lstatSync(target, { throwIfNoEntry: false }) === undefined;
    if (names.length === 0 && !isIgnored(source)) mkdirSync(target, { recursive: true });
    for (const name of names) visit(join(source, name), join(target, name));
    if (isNew && owner !== undefined && lstatSync(target, { throwIfNoEntry: false }) !== undefined)
      chownSync(target, ...owner);
  };
  if (statSync(from).isDirectory()) visit(from, to);
  else visit(from, join(to, from.slice(dirname(from).length + 1)));
};

const clone = (source: string, target: string): void => copyFileSync(source, target, constants.COPYFILE_FICLONE);

const words = (instruction: Instruction): readonly string[] =>
  instruction.getExpandedArguments().map((argument) => argument.getValue());

const strings = (instruction: Instruction): readonly string[] =>
  (instruction as JSONInstruction).getJSONStrings().map((argument) => argument.getJSONValue());

/**
 * Executes the instructions of `context`/Dockerfile without a container and without pulling anything: each stage is a
 * folder, commands run in it with this machine's programs, and paths that begin with `/` are inside that folder. This
 * machine is the base image, and `node` is the program that runs this process. Supports the instructions that the
 * Dockerfile contains, and throws for others.
 */
export const buildImage = async (context: string): Promise<Image> => {
  const scratch = mkdtempSync(join(tmpdir(), 'goldset-image-'));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  try {
    // The user of the image must be able to read the whole folder.
    chmodSync(scratch, 0o755);
    const bin = join(scratch, 'bin');
    mkdirSync(bin);
    clone(process.execPath, join(bin, 'node'));
    const path = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;

    const ignore = newIgnore().add(readFileSync(join(context, '.dockerignore'), 'utf8'));
    const isIgnored = (file: string): boolean => ignore.ignores(file.slice(context.length + 1));
    const stages = new Map<string, Stage>();
    const dockerfile = DockerfileParser.parse(readFileSync(join(context, 'Dockerfile'), 'utf8'));
    let stage: Stage | undefined;

    const rooted = (at: Stage, to: string): string => join(at.root, to.startsWith('/') ? to : join(at.workdir, to));
    const execute = async (instruction: Instruction): Promise<void> => {
      const keyword = instruction.getKeyword();
      if (keyword === 'ARG') {
        if ((instruction as Arg).getProperty()?.getValue() === null)
          throw new Error(`${instruction.toString()} has no default.`);
        return;
      }
      if (keyword === 'FROM') {
        const from = instruction as From;
        const name = from.getBuildStage() ?? String(stages.size);
        stage = { root: join(scratch, `stage-${name}`), workdir: '/', user: '0:0', env: {}, main: [], healthCheck: [] };
        mkdirSync(stage.root);
        stages.set(name, stage);
        return;
      }
      if (stage === undefined) throw new Error(`${keyword} stands before FROM.`);
      const [at, root] = [stage, stage.root];
      switch (keyword) {
        case 'WORKDIR':
          at.workdir = resolve(at.workdir, words(instruction)[0] ?? '');
          mkdirSync(join(root, at.workdir), { recursive: true });
          return;
        case 'ENV':
          for (const property of (instruction as Env).getProperties())
            at.env[property.getName()] = property.getValue() ?? '';
          return;
        case 'COPY': {
          const paths = words(instruction);
          const flags = new Map(
            (instruction as Copy).getFlags().map((flag) => [flag.getName(), flag.getValue() ?? '']),
          );
          const source = flags.has('from') ? stages.get(flags.get('from') ?? '')?.root : context;
          if (source === undefined) throw new Error(`There is no stage ${flags.get('from')}.`);
          const chown = flags.get('chown')?.split(':').map(Number);
          const owner = isRoot && chown !== undefined ? ([chown[0] ?? 0, chown[1] ?? 0] as const) : undefined;
          for (const each of paths.slice(0, -1))
            copy(
              join(source, each),
              rooted(at, paths.at(-1) ?? ''),
              owner,
              source === context ? clone : linkSync,
              source === context ? isIgnored : () => false,
            );
          return;
        }
        case 'RUN':
          await run(instruction.getArgumentsContent() ?? '', join(root, at.workdir), {
            ...process.env,
            ...at.env,
            PATH: path,
          });
          return;
        case 'USER':
          at.user = words(instruction)[0] ?? '';
          return;
        case 'CMD':
          at.main = strings(instruction);
          return;
        case 'HEALTHCHECK':
          at.healthCheck = JSON.parse(/\sCMD\s+(\[.*\])\s*$/s.exec(instruction.toString())?.[1] ?? '[]') as string[];
          return;
        case 'EXPOSE':
        case 'VOLUME':
          return;
        default:
          throw new Error(`The test does not know how to execute ${keyword}: teach it to.`);
      }
    };
    for (const instruction of dockerfile.getInstructions()) await execute(instruction);

    const last = stage as Stage | undefined;
    if (last === undefined) throw new Error('The Dockerfile has no stage.');
    const [uid, gid] = last.user.split(':').map(Number);
    const env = Object.fromEntries(
      Object.entries(last.env).map(([name, value]) => [name, value.startsWith('/') ? join(last.root, value) : value]),
    );
    const processOf = ([program, ...args]: readonly string[]): ImageProcess => ({
      command: [program ?? '', ...args],
      cwd: join(last.root, last.workdir),
      env: { ...env, PATH: path },
      identity: isRoot && uid !== undefined && gid !== undefined ? { uid, gid } : {},
    });
    return {
      root: last.root,
      main: processOf(last.main),
      healthCheck: processOf(last.healthCheck),
      user: last.user,
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
};
