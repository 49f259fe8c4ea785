import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBoundaries, MODULES_FLOOR, ruleNames } from '../scripts/boundaries.ts';
import type { BoundaryReport } from '../scripts/boundaries.ts';

const workspace = fileURLToPath(new URL('..', import.meta.url));

/** Files that each break one rule: the rule, the file, what stands in it. */
const breaches: readonly (readonly [rule: string, file: string, content: string])[] = [
  [
    'core-is-pure',
    'packages/core/src/users/breach-platform.ts',
    `import { readFileSync } from 'node:fs';\nexport const breach = readFileSync;\n`,
  ],
  ['core-is-pure', 'packages/core/src/users/breach-testing.ts', `import type {} from '../testing/index.ts';\n`],
  [
    'core-is-pure',
    'packages/core/src/testing/breach-platform.ts',
    `import { readFileSync } from 'node:fs';\nexport const breach = readFileSync;\n`,
  ],
  ['layers', 'packages/core/src/kernel/breach-feature.ts', `import type {} from '../users/index.ts';\n`],
  ['layers', 'packages/core/src/kernel/breach-access.ts', `import type {} from '../access/index.ts';\n`],
  ['layers', 'packages/core/src/access/breach-feature.ts', `import type {} from '../users/index.ts';\n`],
  ['layers', 'packages/core/src/access/breach-application.ts', `import type {} from '../store.ts';\n`],
  ['layers', 'packages/core/src/users/breach-application.ts', `import type {} from '../store.ts';\n`],
  [
    'features-do-not-reach-into-each-other',
    'packages/core/src/users/breach-feature.ts',
    `import type {} from '../items/transports.ts';\n`,
  ],
  [
    'features-do-not-reach-into-each-other',
    'packages/core/src/testing/breach-feature.ts',
    `import type {} from '../items/transports.ts';\n`,
  ],
  [
    'features-do-not-reach-into-each-other',
    'packages/core/src/breach-feature.ts',
    `import type {} from './items/transports.ts';\n`,
  ],
  [
    'adapters-do-not-meet',
    'packages/adapter-http/src/breach-path.ts',
    `import type {} from '../../adapter-postgres/src/index.ts';\n`,
  ],
  [
    'adapters-do-not-meet',
    'packages/adapter-postgres/src/breach-name.ts',
    `import type {} from '@goldset/adapter-http';\n`,
  ],
  [
    'adapters-do-not-meet',
    'packages/adapter-kafka/src/breach-path.ts',
    `import type {} from '../../adapter-postgres/src/index.ts';\n`,
  ],
  [
    'adapters-do-not-meet',
    'packages/adapter-postgres/src/breach-kafka.ts',
    `import type {} from '@goldset/adapter-kafka';\n`,
  ],
  [
    'adapters-use-the-front-door',
    'packages/adapter-kafka/src/breach-core.ts',
    `import type {} from '../../core/src/store.ts';\n`,
  ],
  [
    'adapters-use-the-front-door',
    'packages/adapter-postgres/src/breach-path.ts',
    `import type {} from '../../core/src/kernel/index.ts';\n`,
  ],
  [
    'adapters-use-the-front-door',
    'packages/adapter-http/src/breach-name.ts',
    `import type {} from '@goldset/core/src/store.ts';\n`,
  ],
  [
    'adapters-use-the-front-door',
    'apps/server/src/breach-core.ts',
    `import type {} from '../../../packages/core/src/store.ts';\n`,
  ],
  [
    'only-the-server-knows-all',
    'packages/adapter-http/src/breach-server.ts',
    `import type {} from '../../../apps/server/src/config.ts';\n`,
  ],
  ['only-the-server-knows-all', 'packages/core/src/breach-server.ts', `import type {} from '@goldset/server';\n`],
  [
    'only-the-server-knows-all',
    'apps/server/src/breach-adapter.ts',
    `import type {} from '@goldset/adapter-postgres';\n`,
  ],
  [
    'only-the-server-knows-all',
    'packages/adapter-kafka/src/breach-server.ts',
    `import type {} from '@goldset/server';\n`,
  ],
  [
    'clients-stand-alone',
    'clients/typescript/src/breach-core.ts',
    `import type {} from '../../../packages/core/src/index.ts';\n`,
  ],
  [
    'clients-stand-alone',
    'clients/typescript/src/breach-platform.ts',
    `import { readFileSync } from 'node:fs';\nexport const breach = readFileSync;\n`,
  ],
  ['clients-stand-alone', 'clients/typescript/src/breach-dependency.ts', `import type {} from 'openapi-typescript';\n`],
  ['clients-stand-alone', 'apps/server/src/breach-client.ts', `import type {} from '@goldset/client';\n`],
  [
    'http-folders-point-one-way',
    'packages/adapter-http/src/response/breach-request.ts',
    `import type {} from '../request/body.ts';\n`,
  ],
  [
    'http-folders-point-one-way',
    'packages/adapter-http/src/request/breach-endpoint.ts',
    `import type {} from '../endpoint.ts';\n`,
  ],
  [
    'postgres-folders-point-one-way',
    'packages/adapter-postgres/src/sql/breach-rows.ts',
    `import type {} from '../rows/task-json.ts';\n`,
  ],
  [
    'postgres-folders-point-one-way',
    'packages/adapter-postgres/src/rows/breach-queue.ts',
    `import type {} from '../queue/queue.ts';\n`,
  ],
  [
    'postgres-folders-point-one-way',
    'packages/adapter-postgres/src/queue/breach-bulk.ts',
    `import type {} from '../bulk/purge.ts';\n`,
  ],
  [
    'postgres-folders-point-one-way',
    'packages/adapter-postgres/src/bulk/breach-repository.ts',
    `import type {} from '../repositories/items.ts';\n`,
  ],
  [
    'postgres-folders-point-one-way',
    'packages/adapter-postgres/src/repositories/breach-store.ts',
    `import type {} from '../store.ts';\n`,
  ],
  [
    'postgres-folders-point-one-way',
    'packages/adapter-postgres/src/events/breach-connections.ts',
    `import type {} from '../connections/pool.ts';\n`,
  ],
  [
    'no-cycles',
    'packages/adapter-http/src/breach-cycle.ts',
    `import { there } from './breach-ring.ts';\nexport const here = (): number => there();\n`,
  ],
  [
    'no-cycles',
    'packages/core/src/users/breach-cycle.ts',
    `import type { There } from './breach-ring.ts';\nexport interface Here {\n  readonly there: There;\n}\n`,
  ],
  ['no-undeclared-dependency', 'packages/adapter-http/src/breach-undeclared.ts', `import type {} from 'fast-check';\n`],
  ['no-undeclared-dependency', 'packages/adapter-http/src/breach-development.ts', `import type {} from 'ajv';\n`],
  ['no-undeclared-dependency', 'packages/adapter-kafka/src/breach-undeclared.ts', `import type {} from 'postgres';\n`],
  [
    'no-undeclared-dependency',
    'packages/adapter-postgres/src/breach-development.ts',
    `import type {} from 'drizzle-orm';\n`,
  ],
  ['no-undeclared-dependency', 'packages/adapter-http/src/breach-workspace.ts', `import type {} from 'kafkajs';\n`],
  [
    'schema-is-for-migrations',
    'packages/adapter-postgres/src/breach-schema.ts',
    `import type {} from './schema/users.ts';\n`,
  ],
  [
    'no-undeclared-dependency',
    'packages/adapter-http/src/breach-missing.ts',
    `import type {} from 'there-is-no-such-package';\n`,
  ],
];

const companions: readonly (readonly [file: string, content: string])[] = [
  [
    'packages/adapter-http/src/breach-ring.ts',
    `import { here } from './breach-cycle.ts';\nexport const there = (): number => here();\n`,
  ],
  [
    'packages/core/src/users/breach-ring.ts',
    `import type { Here } from './breach-cycle.ts';\nexport interface There {\n  readonly here: Here;\n}\n`,
  ],
];

const copyWorkspace = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'goldset-boundaries-'));
  for (const part of ['packages', 'apps', 'benchmarks', 'clients', 'examples', 'test']) {
    cpSync(join(workspace, part), join(copy, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/[/\\]dist$/.test(source),
    });
  }
  // The packages' own links into it are relative and lead to the copy.
  symlinkSync(join(workspace, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

describe('the boundary gate', () => {
  const copy = copyWorkspace();
  let untouched: BoundaryReport;
  let broken: BoundaryReport;

  beforeAll(async () => {
    untouched = await checkBoundaries(copy);
    for (const [file, content] of [...breaches.map(([, file, content]) => [file, content] as const), ...companions]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), content);
    }
    broken = await checkBoundaries(copy);
  }, 300_000);

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('reads the workspace and finds nothing wrong', () => {
    expect(untouched.violations).toEqual([]);
    expect(untouched.modules).toBeGreaterThan(MODULES_FLOOR);
  });

  it('sees the breaches of this test and nothing else', () => {
    expect(broken.modules).toBe(untouched.modules + breaches.length + companions.length);
    expect(broken.violations.filter(({ from }) => !from.includes('/breach-'))).toEqual([]);
  });

  it.each(breaches)('fails with %s on %s', (rule, file) => {
    expect(broken.violations.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
  });

  it('has a breach of every rule', () => {
    expect(new Set(breaches.map(([rule]) => rule))).toEqual(new Set(ruleNames));
  });
});
