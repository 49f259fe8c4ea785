import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

type Row = readonly string[];

const cellsOf = (line: string): Row => line.slice(2, -2).split(' | ');

/** The tables of a Markdown document, by the first cell of their heading. */
const tablesIn = (document: string): ReadonlyMap<string, readonly Row[]> =>
  new Map(
    [...document.matchAll(/^(\|.*\|)\n\|[-: |]+\|\n((?:\|.*\|\n)+)/gm)].map(([, heading = '', rows = '']) => [
      cellsOf(heading)[0] ?? '',
      rows.trimEnd().split('\n').map(cellsOf),
    ]),
  );

const guide = text('docs/guide.md');
const tables = tablesIn(guide);

/** The words of a cell that stand in backticks. */
const codeIn = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]*)`/g)].map(([, code = '']) => code);

interface Property {
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

const contract = parse(text('openapi.yaml')) as {
  readonly components: {
    readonly schemas: Readonly<
      Record<
        string,
        {
          readonly properties?: Readonly<Record<string, Property>>;
          readonly oneOf?: readonly { readonly $ref: string }[];
        }
      >
    >;
  };
};

const schemaAt = ($ref: string) => contract.components.schemas[$ref.replace('#/components/schemas/', '')];

test('the guide has these tables and no other, so that each is compared', () => {
  expect([...tables.keys()]).toEqual(['role', '`kind`', 'code']);
});

test('its kinds of control, their fields and the defaults are those of the contract', () => {
  const common = new Set(['kind', 'name', 'source', 'required']);
  const fromContract = (schemaAt('Control')?.oneOf ?? []).map(({ $ref }) => {
    const properties = schemaAt($ref)?.properties ?? {};
    const fields = Object.entries(properties).filter(([name]) => !common.has(name));
    return [properties['kind']?.enum?.[0], Object.fromEntries(fields.map(([name, field]) => [name, field.default]))];
  });
  const fromGuide = (tables.get('`kind`') ?? []).map(([kind, fields = '']) => [
    codeIn(kind)[0],
    Object.fromEntries(
      [...fields.matchAll(/`(\w+)`(?: \(([^)]+)\))?/g)].map(([, name, value]): [string | undefined, unknown] => [
        name,
        value === undefined ? undefined : JSON.parse(value.replaceAll(',', '')),
      ]),
    ),
  ]);
  expect(Object.fromEntries(fromGuide)).toEqual(Object.fromEntries(fromContract));
});

test('its answers to the kinds of control are those that its commands submit', () => {
  const json = (pattern: RegExp): unknown => JSON.parse(pattern.exec(guide)?.[1] ?? 'null');
  const { controls } = json(/annotation-uis -d '([^']*"All kinds"[^']*)'/) as {
    readonly controls: readonly { readonly name: string; readonly kind: string }[];
  };
  const { value } = json(/^ANSWER='([^']*)'/m) as { readonly value: Readonly<Record<string, unknown>> };
  const submitted = Object.fromEntries(controls.map(({ name, kind }) => [kind, value[name]]));
  const shown = Object.fromEntries(
    (tables.get('`kind`') ?? []).map(([kind, , answer]) => [codeIn(kind)[0], JSON.parse(codeIn(answer)[0] ?? 'null')]),
  );
  expect(shown).toEqual(submitted);
});

test('its roles are those of permissions.md, and a role is the first with the permissions beside it', () => {
  const [byRole = ''] = text('docs/permissions.md').split('## Outside of');
  const [heading = ''] = /^\| permission \| viewer .*$/m.exec(byRole) ?? [];
  const roles = cellsOf(heading).slice(1);
  const firstWith = new Map(
    [...byRole.matchAll(/^\| `(\w+:\w+)` \| (.*) \|$/gm)].map(([, permission = '', marks = '']) => [
      permission,
      roles[marks.split('|').findIndex((mark) => mark.includes('✓'))],
    ]),
  );
  const rows = tables.get('role') ?? [];
  expect(rows.map(([role]) => codeIn(role)[0])).toEqual(roles);
  for (const [role, , permissions] of rows) {
    expect(codeIn(permissions).length).toBeGreaterThan(0);
    for (const permission of codeIn(permissions))
      expect([permission, firstWith.get(permission)]).toEqual([permission, codeIn(role)[0]]);
  }
});

test('its codes have the statuses of the contract', () => {
  const statuses = new Map(
    [...text('openapi.yaml').matchAll(/type: \/problems\/(\w+)\n(?:\s+title: .*\n)?\s+status: (\d+)/g)].map(
      ([, code, status]) => [code, status],
    ),
  );
  expect(statuses.size).toBeGreaterThan(20);
  const rows = tables.get('code') ?? [];
  expect(rows.map(([code, status]) => [codeIn(code)[0], status])).toEqual(
    rows.map(([code]) => [codeIn(code)[0], statuses.get(codeIn(code)[0])]),
  );
});
