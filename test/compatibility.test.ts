import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, test } from 'vitest';
import { stringify } from 'yaml';
import { breakingChanges, breakingKinds } from '../scripts/breaking-changes.ts';
import type { BreakingKind } from '../scripts/breaking-changes.ts';
import { compatibilityFaults, contractNames } from '../scripts/compatibility.ts';
import { committedYaml } from './committed-yaml.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

type Tree = Record<string, unknown>;

type Path = readonly string[];

type Break = (document: Tree) => void;

const released = {
  openapi: committedYaml<Tree>('docs/released/openapi.yaml'),
  asyncapi: committedYaml<Tree>('docs/released/asyncapi.yaml'),
};

const ownerOf = (tree: Tree, path: Path): readonly [owner: Tree, key: string] => [
  path.slice(0, -1).reduce<Tree>((node, key) => node[key] as Tree, tree),
  path.at(-1) ?? '',
];

const set =
  (path: Path, value: unknown): Break =>
  (document) => {
    const [owner, key] = ownerOf(document, path);
    owner[key] = value;
  };

const unset =
  (path: Path): Break =>
  (document) => {
    const [owner, key] = ownerOf(document, path);
    expect(owner).toHaveProperty([key]);
    delete owner[key];
  };

const edit =
  (path: Path, change: (list: readonly unknown[]) => readonly unknown[]): Break =>
  (document) => {
    const [owner, key] = ownerOf(document, path);
    owner[key] = change(owner[key] as readonly unknown[]);
  };

const leaves = (path: Path, isLeft: (element: string) => boolean): Break =>
  edit(path, (list) => list.filter((element) => !isLeft(JSON.stringify(element))));

const gains = (path: Path, element: unknown): Break => edit(path, (list) => [...list, element]);

const project = ['paths', '/projects/{project_id}', 'get'] as const;
const name = ['components', 'schemas', 'CreateOrganization', 'properties', 'name'] as const;
const claim = ['components', 'schemas', 'ClaimTasks', 'properties'] as const;
const strategies = [...claim, 'strategy', 'oneOf', '0', 'enum'] as const;
const answer = ['components', 'schemas', 'Project'] as const;
const overlap = [...answer, 'properties', 'overlap'] as const;

/** A change of the released OpenAPI document for each kind of break, and where it is to be seen. */
const breaks: readonly (readonly [kind: BreakingKind, at: string, make: Break])[] = [
  ['operation-removed', 'GET /projects/{project_id}', unset(project)],
  ['operation-renamed', 'GET /projects/{project_id}', set([...project, 'operationId'], 'readProject')],
  ['tag-renamed', 'GET /projects/{project_id}', set([...project, 'tags'], ['Jobs'])],
  [
    'token-needed',
    'POST /invitations/accept',
    set(['paths', '/invitations/accept', 'post', 'security'], [{ bearer: [] }]),
  ],
  [
    'security-removed',
    'GET /projects/{project_id}',
    set(['components', 'securitySchemes', 'bearer', 'scheme'], 'basic'),
  ],
  ['server-removed', '/v1', set(['servers'], [{ url: '/v2' }])],
  [
    'parameter-removed',
    'GET /projects/{project_id} header If-None-Match',
    leaves([...project, 'parameters'], (element) => element.includes('If-None-Match')),
  ],
  [
    'parameter-required',
    'GET /projects/{project_id} query depth',
    gains([...project, 'parameters'], { name: 'depth', in: 'query', required: true, schema: { type: 'integer' } }),
  ],
  [
    'body-required',
    'POST /projects/{project_id}/restore',
    set(['paths', '/projects/{project_id}/restore', 'post', 'requestBody', 'required'], true),
  ],
  [
    'request-media-type-removed',
    'POST /projects/{project_id}/items application/x-ndjson',
    unset(['paths', '/projects/{project_id}/items', 'post', 'requestBody', 'content', 'application/x-ndjson']),
  ],
  ['success-status-removed', 'GET /projects/{project_id} 200', unset([...project, 'responses', '200'])],
  [
    'answer-media-type-removed',
    'GET /projects/{project_id}/export 200 text/csv',
    unset(['paths', '/projects/{project_id}/export', 'get', 'responses', '200', 'content', 'text/csv']),
  ],
  [
    'answer-header-removed',
    'GET /projects/{project_id} 200 ETag',
    unset([...project, 'responses', '200', 'headers', 'ETag']),
  ],
  ['schema-removed', 'Pagination', unset(['components', 'schemas', 'Pagination'])],
  ['request-field-removed', 'ClaimTasks.strategy', unset([...claim, 'strategy'])],
  ['request-field-required', 'ClaimTasks.count', set(['components', 'schemas', 'ClaimTasks', 'required'], ['count'])],
  ['request-type-narrowed', 'CreateOrganization.name', set([...name, 'type'], 'integer')],
  ['request-null-refused', 'ClaimTasks.count', set([...claim, 'count', 'type'], 'integer')],
  ['request-word-removed', 'ClaimTasks.strategy', leaves(strategies, (element) => element === '"random"')],
  ['request-limit-tightened', 'CreateOrganization.name maxLength', set([...name, 'maxLength'], 100)],
  [
    'request-form-removed',
    'Control RankingControl',
    leaves(['components', 'schemas', 'Control', 'oneOf'], (element) => element.includes('RankingControl')),
  ],
  [
    'request-type-narrowed',
    'CreateOrganization.name',
    set(name, { oneOf: [{ type: 'integer' }, { type: 'boolean' }] }),
  ],
  [
    'request-type-narrowed',
    'ImportItem.data.*',
    set(['components', 'schemas', 'ImportItem', 'properties', 'data', 'additionalProperties'], { type: 'string' }),
  ],
  [
    'request-limit-tightened',
    'CreateOrganization condition',
    set([...name.slice(0, -2), 'if'], { required: ['name'] }),
  ],
  [
    'request-form-removed',
    'CreateOrganization',
    set(name.slice(0, -2), {
      oneOf: [{ $ref: '#/components/schemas/CreateProject' }, { $ref: '#/components/schemas/CreateToken' }],
    }),
  ],
  [
    'request-fields-closed',
    'ImportItem.data',
    set(['components', 'schemas', 'ImportItem', 'properties', 'data'], { type: 'object', additionalProperties: false }),
  ],
  ['answer-field-removed', 'Project.overlap', unset(overlap)],
  ['answer-field-optional', 'Project.overlap', leaves([...answer, 'required'], (element) => element === '"overlap"')],
  ['answer-type-changed', 'Project.overlap', set([...overlap, 'type'], 'string')],
  ['answer-null-possible', 'Project.overlap', set([...overlap, 'type'], ['integer', 'null'])],
  [
    'answer-word-removed',
    'ItemState complete',
    leaves(['components', 'schemas', 'ItemState', 'enum'], (element) => element === '"complete"'),
  ],
  ['answer-format-changed', 'Project.created_at', set([...answer, 'properties', 'created_at', 'format'], 'date')],
];

const topicBreaks: typeof breaks = [
  ['topic-removed', 'goldset.items', unset(['channels', 'items'])],
  ['topic-removed', 'goldset.events', set(['channels', 'events', 'address'], 'goldset.changes')],
  ['topic-removed', 'goldset.items receive', unset(['operations', 'receiveItems'])],
  [
    'message-removed',
    'goldset.items goldset.item.import',
    set(['components', 'messages', 'ItemImport', 'name'], 'goldset.item.add'),
  ],
  ['message-removed', 'goldset.items goldset.item.import', unset(['channels', 'items', 'messages', 'ItemImport'])],
];

/** Changes that only add. */
const additions: readonly (readonly [what: string, make: Break])[] = [
  ['an operation', set(['paths', '/new'], { get: { operationId: 'getNew', responses: {} } })],
  [
    'an optional parameter',
    gains([...project, 'parameters'], { name: 'depth', in: 'query', required: false, schema: { type: 'integer' } }),
  ],
  ['an optional field of a request', set([...claim, 'hurry'], { type: 'boolean' })],
  ['a wider limit', set([...name, 'maxLength'], 500)],
  ['a word of a request', gains(strategies, 'newest')],
  ['a field of an answer', set([...answer, 'properties', 'colour'], { type: 'string' })],
  ['a word of an answer', gains(['components', 'schemas', 'ItemState', 'enum'], 'frozen')],
  ['a refusal', set([...project, 'responses', '409'], { $ref: '#/components/responses/Archived' })],
  ['a refusal less', unset([...project, 'responses', '404'])],
  ['a description', set([...answer, 'description'], 'A labelling job.')],
];

const changed = (document: Tree, make: Break): Tree => {
  const copy = structuredClone(document);
  make(copy);
  return copy;
};

describe('what breaks clients', () => {
  it.each(breaks)('%s is seen at %s', (kind, place, make) => {
    expect(breakingChanges(released.openapi, changed(released.openapi, make))).toContainEqual({ kind, at: place });
  });

  it.each(topicBreaks)('%s is seen at %s', (kind, place, make) => {
    expect(breakingChanges(released.asyncapi, changed(released.asyncapi, make))).toEqual([{ kind, at: place }]);
  });

  it('is seen in what topics take and in what they tell', () => {
    const taken = changed(
      released.asyncapi,
      set(['components', 'schemas', 'ItemImportData', 'properties', 'priority'], {
        type: 'integer',
        minimum: 0,
        maximum: 3,
      }),
    );
    expect(breakingChanges(released.asyncapi, taken).map(({ kind }) => kind)).toEqual([
      'request-null-refused',
      'request-limit-tightened',
    ]);
    const told = changed(
      released.asyncapi,
      unset(['components', 'schemas', 'TaskClaimedData', 'properties', 'sequence']),
    );
    expect(breakingChanges(released.asyncapi, told)).toEqual([
      { kind: 'answer-field-removed', at: 'TaskClaimedData.sequence' },
    ]);
  });

  it('has a way for every kind, and the document names each', () => {
    expect(new Set([...breaks, ...topicBreaks].map(([kind]) => kind))).toEqual(new Set(breakingKinds));
    const named = [...text('docs/compatibility.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind);
    expect(named).toEqual([...breakingKinds]);
  });

  it.each(additions)('is not %s', (_, make) => {
    expect(breakingChanges(released.openapi, changed(released.openapi, make))).toEqual([]);
  });
});

describe('the check of the contracts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'goldset-compatibility-'));
  mkdirSync(join(folder, 'docs'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const renew = (): void => {
    cpSync(join(root, 'docs/released'), join(folder, 'docs/released'), { recursive: true });
    for (const name of contractNames) cpSync(join(root, 'docs/released', name), join(folder, name));
    writeFileSync(join(folder, 'docs/released/breaking-changes.yaml'), '[]\n');
  };

  it('finds nothing where nothing changed', () => {
    renew();
    expect(compatibilityFaults(folder)).toEqual([]);
  });

  it.each(['docs/released/openapi.yaml', 'docs/released/asyncapi.yaml', 'docs/released/breaking-changes.yaml'])(
    'fails without %s',
    (path) => {
      renew();
      rmSync(join(folder, path));
      expect(compatibilityFaults(folder)).toEqual([expect.stringContaining(`${path} is missing`)]);
    },
  );

  it('wants an entry with a reason for each breaking change, and none without a change', () => {
    renew();
    const broken = changed(released.openapi, set([...project, 'operationId'], 'readProject'));
    writeFileSync(join(folder, 'openapi.yaml'), stringify(broken));
    expect(compatibilityFaults(folder)).toEqual([
      expect.stringContaining('operation-renamed at GET /projects/{project_id} breaks clients'),
    ]);
    const entry = {
      document: 'openapi.yaml',
      kind: 'operation-renamed',
      at: 'GET /projects/{project_id}',
      because: 'It reads better.',
    };
    writeFileSync(join(folder, 'docs/released/breaking-changes.yaml'), stringify([entry]));
    expect(compatibilityFaults(folder)).toEqual([]);
    writeFileSync(join(folder, 'docs/released/breaking-changes.yaml'), stringify([{ ...entry, because: ' ' }]));
    expect(compatibilityFaults(folder)).toEqual([expect.stringContaining('has an entry without')]);
    writeFileSync(join(folder, 'docs/released/breaking-changes.yaml'), stringify([entry, { ...entry, at: 'GET /me' }]));
    expect(compatibilityFaults(folder)).toEqual([expect.stringContaining('nothing changed there')]);
  });
});

test('the contracts break no client of the last release but where an entry says why', () => {
  expect(compatibilityFaults(root)).toEqual([]);
});
