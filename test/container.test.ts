import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DockerfileParser } from 'dockerfile-ast';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildImage } from './dockerfile.ts';
import type { Image, ImageProcess } from './dockerfile.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const START_TIMEOUT = 60_000;

const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

describe('the Dockerfile', () => {
  const source = text('Dockerfile');
  const dockerfile = DockerfileParser.parse(source);
  const argumentsOf = (keyword: string): readonly string[] =>
    dockerfile
      .getInstructions()
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getArgumentsContent() ?? '');

  it('has no fault that the linter knows', () => {
    const error = ValidationSeverity.ERROR;
    expect(
      validate(source, {
        deprecatedMaintainer: error,
        directiveCasing: error,
        emptyContinuationLine: error,
        instructionCasing: error,
        instructionCmdMultiple: error,
        instructionEntrypointMultiple: error,
        instructionHealthcheckMultiple: error,
        instructionJSONInSingleQuotes: error,
        instructionWorkdirRelative: error,
      }),
    ).toEqual([]);
    expect(
      validate('FROM\nWORKDIR app\nMAINTAINER me', { instructionWorkdirRelative: error, deprecatedMaintainer: error }),
    ).toHaveLength(3);
  });

  it('has stages on one base, which can be chosen', () => {
    expect(argumentsOf('ARG')).toEqual(['BASE=node:24-slim']);
    expect(dockerfile.getFROMs().map((from) => from.getImage())).toEqual(['${BASE}', '${BASE}']);
  });

  it('ends as a user without rights, with a health check', () => {
    const last = dockerfile.getFROMs().at(-1)?.getRange().start.line ?? 0;
    const names = dockerfile
      .getInstructions()
      .filter((instruction) => instruction.getRange().start.line > last)
      .map((instruction) => instruction.getKeyword());
    expect(names).toContain('HEALTHCHECK');
    expect(argumentsOf('USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    expect(names.indexOf('USER')).toBeLessThan(names.indexOf('CMD'));
  });

  it('installs with the pnpm of the setup', () => {
    const pnpm = /'(pnpm@[^']+)'/.exec(text('scripts/setup.mjs'))?.[1];
    expect(argumentsOf('RUN').filter((script) => script.includes('pnpm@'))).toEqual([
      expect.stringContaining(`npx --yes ${pnpm} install --frozen-lockfile --prod`),
    ]);
  });

  it('starts the server with the options of npm start', () => {
    expect(argumentsOf('CMD').map((json) => (JSON.parse(json) as string[]).join(' '))).toEqual([
      scripts['start']?.replace(/^exec /, ''),
    ]);
  });
});

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly args: Readonly<Record<string, string>> };
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

describe('compose.yaml', () => {
  const compose = parse(text('compose.yaml')) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly volumes: Readonly<Record<string, unknown>>;
  };
  const services = Object.entries(compose.services);

  it('has what a compose file may have', () => {
    expect(Object.keys(compose).filter((key) => !['name', 'services', 'volumes'].includes(key))).toEqual([]);
    const known = [
      'image',
      'build',
      'init',
      'restart',
      'environment',
      'ports',
      'volumes',
      'depends_on',
      'healthcheck',
      'profiles',
    ];
    expect(services.flatMap(([, service]) => Object.keys(service).filter((key) => !known.includes(key)))).toEqual([]);
    expect(services.filter(([, { image, build }]) => (image === undefined) === (build === undefined))).toEqual([]);
    expect(
      services.flatMap(([, { environment = {} }]) =>
        Object.values(environment).filter((value) => typeof value !== 'string'),
      ),
    ).toEqual([]);
  });

  it('builds the Dockerfile on the same base, beside PostgreSQL 18 and an optional Kafka', () => {
    expect(compose.services['goldset']?.build).toEqual({ context: '.', args: { BASE: '${BASE:-node:24-slim}' } });
    expect(compose.services['postgres']?.image).toMatch(/postgres:18\}$/);
    expect(services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name)).toEqual([
      'goldset',
      'postgres',
    ]);
  });

  it('names only services and volumes that are there', () => {
    for (const [, { depends_on = {}, volumes = [] }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(condition).toBe('service_healthy');
        expect(compose.services[name]?.healthcheck).toBeDefined();
      }
      for (const volume of volumes) expect(compose.volumes).toHaveProperty([volume.split(':')[0] ?? '']);
    }
  });

  it('keeps secrets out of the file, and the server on this machine', () => {
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|TOKEN/.test(name)),
    );
    expect(secrets.filter(([, value]) => !/^\$\{\w+:[-?][^}]*\}$/.test(value))).toEqual([]);
    expect(services.flatMap(([, { ports = [] }]) => ports).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual(
      [],
    );
  });

  it('sets variables that the server reads', () => {
    const documented = new Set([...text('docs/operate.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]));
    expect(Object.keys(compose.services['goldset']?.environment ?? {}).filter((name) => !documented.has(name))).toEqual(
      [],
    );
  });
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
};

const spawnIn = (
  { command: [program, ...args], cwd, env, identity }: ImageProcess,
  more: Readonly<Record<string, string>>,
): ReturnType<typeof spawn> =>
  spawn(program, args, { cwd, env: { ...env, ...more }, ...identity, stdio: ['ignore', 'pipe', 'pipe'] });

describe('what the Dockerfile builds', () => {
  let image: Image;

  beforeAll(async () => {
    image = await buildImage(root);
    return image.remove;
  }, 120_000);

  const checkHealth = async (port: number): Promise<number | null> => {
    const [code] = (await once(spawnIn(image.healthCheck, { HOST: '127.0.0.1', PORT: String(port) }), 'close')) as [
      number | null,
    ];
    return code;
  };

  it('holds the program, what it needs at run time, and nothing else', () => {
    const app = image.main.cwd;
    expect(readdirSync(app).sort()).toEqual([
      'LICENSE',
      'apps',
      'data',
      'node_modules',
      'package.json',
      'packages',
      'patches',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
    ]);
    const files = readdirSync(app, { recursive: true, encoding: 'utf8' });
    expect(
      files.filter((file) => !file.includes('node_modules') && /(^|\/)test\/|\.test\.|(^|\/)dist\//.test(file)),
    ).toEqual([]);
    const installed = readdirSync(join(app, 'node_modules/.pnpm'));
    const has = (name: string): boolean => installed.some((folder) => folder.startsWith(`${name}@`));
    expect(['hono', 'postgres', 'kafkajs', 'pino'].filter((name) => !has(name))).toEqual([]);
    expect(
      ['vitest', 'typescript', 'oxlint', 'node', 'drizzle-kit', 'testcontainers', 'fast-check'].filter(has),
    ).toEqual([]);
    expect(existsSync(join(app, 'packages/adapter-postgres/migrations'))).toBe(true);
  });

  it(
    'starts as its user with an embedded PostgreSQL, is healthy, and ends when it is told to',
    { timeout: 2 * START_TIMEOUT },
    async () => {
      const port = await freePort();
      expect(await checkHealth(port)).toBe(1);
      const server = spawnIn(image.main, { HOST: '127.0.0.1', PORT: String(port) });
      const output: string[] = [];
      for (const stream of [server.stdout, server.stderr])
        stream?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
      let hasEnded = false;
      const ended = once(server, 'close').finally(() => {
        hasEnded = true;
      }) as Promise<[number | null]>;
      try {
        const url = `http://127.0.0.1:${port}`;
        for (const until = Date.now() + START_TIMEOUT; ;) {
          const status = await fetch(`${url}/readyz`).then(
            (response) => response.status,
            () => 0,
          );
          if (status === 200) break;
          if (hasEnded || Date.now() > until) throw new Error(`The server did not start: ${output.join('')}`);
          await delay(50);
        }
        expect(await checkHealth(port)).toBe(0);
        expect((await fetch(`${url}/docs`)).status).toBe(200);
      } finally {
        server.kill('SIGTERM');
      }
      expect(await ended).toEqual([0, null]);
      const owner = statSync(join(image.main.env['GOLDSET_DATA_DIR'] ?? '', 'postgres')).uid;
      expect(owner).toBe(process.getuid?.() === 0 ? 1000 : process.getuid?.());
      // The next start finds what Node has compiled.
      expect(readdirSync(join(image.main.cwd, 'node_modules/.cache'))).toEqual(['compile']);
    },
  );
});
