import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { committedYaml } from '../../../test/committed-yaml.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Contract {
  readonly components: {
    readonly schemas: object;
    readonly messages: Readonly<
      Record<
        string,
        { readonly examples?: readonly { readonly payload: { readonly type: string; readonly data: object } }[] }
      >
    >;
  };
}

test(
  'types of Kafka’s messages for TypeScript take the examples, and refuse another type or other data',
  { timeout: 120_000 },
  async () => {
    const { components } = committedYaml<Contract>('asyncapi.yaml');
    // The schemas of both contracts are JSON Schemas at the same place.
    const document = {
      openapi: '3.1.0',
      info: { title: 'Goldset', version: '0' },
      paths: {},
      components: { schemas: components.schemas },
    };
    const types = astToString(await openapiTS(document as OpenAPI3, { silent: true, defaultNonNullable: false }));
    const examples = Object.entries(components.messages).flatMap(([name, { examples: given = [] }]) =>
      given.map(({ payload }) => [name, payload] as const),
    );
    expect(examples.length).toBeGreaterThan(20);
    const uses = examples.flatMap(([name, payload], index) => [
      `export const taken${index}: Schemas['${name}Event'] = ${JSON.stringify(payload)};`,
      '// @ts-expect-error It is of another type.',
      `export const other${index}: Schemas['${name}Event'] = ${JSON.stringify({ ...payload, type: 'goldset.unknown' })};`,
      '// @ts-expect-error Its data is no object.',
      `export const spoilt${index}: Schemas['${name}Event'] = ${JSON.stringify({ ...payload, data: 1 })};`,
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'goldset-message-types-'));
    try {
      writeFileSync(join(folder, 'messages.ts'), types);
      writeFileSync(
        join(folder, 'use.ts'),
        ["import type { components } from './messages.ts';", "type Schemas = components['schemas'];", ...uses].join(
          '\n',
        ),
      );
      const { stdout } = spawnSync(
        join(root, 'node_modules/.bin/tsc'),
        [
          '--noEmit',
          '--strict',
          '--ignoreConfig',
          '--module',
          'esnext',
          '--moduleResolution',
          'bundler',
          '--allowImportingTsExtensions',
          '--types',
          '',
          'use.ts',
        ],
        { cwd: folder, encoding: 'utf8' },
      );
      expect(stdout).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
