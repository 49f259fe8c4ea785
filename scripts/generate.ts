// Writes the generated files that are committed; with --check, prints which of them differ from what the code
// generates.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { apiTypes } from '../clients/typescript/scripts/api-types.ts';
import { operationsDocument, resourceTypes } from '../clients/typescript/scripts/resources.ts';
import { readmeExamples } from '../clients/typescript/scripts/readme-examples.ts';
import { openApiYaml } from '../packages/adapter-http/src/index.ts';
import { asyncApiYaml } from '../packages/adapter-kafka/src/index.ts';
import {
  everywherePermissions,
  memberPermissions,
  ownPermissions,
  permissions,
  personPermissions,
  requiredPermissions,
  roles,
  rolesByPermission,
  unlimitablePermissions,
  unlimitedPermissions,
} from '../packages/core/src/index.ts';
import type { Permission } from '../packages/core/src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map((_, index) => (index === 0 ? '---' : ':-:'))), ...rows.map(row)].join('\n');

const mark = (held: boolean): string => (held ? '✓' : '');

const operationsOf = (permission: Permission): readonly string[] =>
  Object.entries(requiredPermissions)
    .filter(([, required]) => required === permission)
    .map(([operation]) => operation);

/** Returns the names of permissions as an enumeration within a sentence. */
const listed = (names: readonly Permission[]): string =>
  new Intl.ListFormat('en').format(names.map((name) => `\`${name}\``));

const kinds = Object.keys(ownPermissions) as (keyof typeof ownPermissions)[];

/** Returns `docs/permissions.md`, generated from the tables of the core. */
const permissionsDocument = (): string => `<!-- Written by \`npm run generate\`. Do not edit. -->

# Permissions

Everything is denied unless a role permits it.

* A role on an organization holds in all its projects. A role on a project holds in that project only.
* A token can be limited to some permissions. It then has only these, and ${listed(unlimitablePermissions)}, which every token has.

## On an organization or a project

* A member without a role has ${listed(memberPermissions)} on the organization.
* A service account never has these permissions, whatever its role: ${listed(personPermissions)}.

${table(
  ['permission', ...roles],
  Object.entries(rolesByPermission).map(([permission, holders]) => [
    `\`${permission}\``,
    ...roles.map((role) => mark((holders as readonly string[]).includes(role))),
  ]),
)}

## Outside of organizations and projects

These permissions depend on the kind of user.

* The setting \`ORGANIZATION_CREATION\` can reserve \`organization:create\` for operators.
* A token that is limited to one organization never has these permissions: ${listed(everywherePermissions)}.
* A token with any limit never has this permission: ${listed(unlimitedPermissions)}, even if its limit names it. An invitation to an address that no account has can also be accepted without a token.

${table(
  ['permission', ...kinds],
  ownPermissions.person.map((permission) => [
    `\`${permission}\``,
    ...kinds.map((kind) => mark((ownPermissions[kind] as readonly string[]).includes(permission))),
  ]),
)}

## Which operation needs which permission

A permission without an operation extends another one to the tasks and annotations of others: \`task:read_all\`, \`annotation:read_all\` and \`task:release_any\`.

${[
  '| permission | operations |',
  '| --- | --- |',
  ...permissions.map((permission) =>
    row([
      `\`${permission}\``,
      operationsOf(permission)
        .map((operation) => `\`${operation}\``)
        .join(', '),
    ]),
  ),
].join('\n')}
`;

const contract = parse(openApiYaml()) as object;

const swaggerUi = (name: string): Buffer =>
  readFileSync(createRequire(join(root, 'packages/adapter-http/package.json')).resolve(`swagger-ui-dist/${name}`));

// The files of the documentation page are copied, because the package that contains them depends on one with an install
// script.
const swaggerUiFiles = Object.fromEntries(
  [
    'swagger-ui-bundle.js',
    'swagger-ui-bundle.js.LICENSE.txt',
    'swagger-ui.css',
    'favicon-32x32.png',
    'LICENSE',
    'NOTICE',
  ].map((name) => [`packages/adapter-http/swagger-ui/${name}`, swaggerUi(name)]),
);

const files: Readonly<Record<string, string | Buffer>> = {
  ...swaggerUiFiles,
  'asyncapi.yaml': asyncApiYaml(),
  'openapi.yaml': openApiYaml(),
  'clients/typescript/OPERATIONS.md': operationsDocument(contract),
  'clients/typescript/src/api.ts': await apiTypes(contract),
  'clients/typescript/src/resources.ts': resourceTypes(contract),
  'clients/typescript/test/readme-examples.ts': readmeExamples(
    readFileSync(join(root, 'clients/typescript/README.md'), 'utf8'),
  ),
  'docs/permissions.md': permissionsDocument(),
};

const read = (path: string): Buffer | undefined => {
  try {
    return readFileSync(join(root, path));
  } catch {
    return undefined;
  }
};

const differs = (path: string): string | undefined =>
  read(path)?.equals(Buffer.from(files[path] ?? '')) === true
    ? undefined
    : `${path} is not what the code makes of it: run \`npm run generate\`, look at the difference, and commit it.`;

/** Returns an error message if the schema of the database has changed since the last migration. */
const outdatedMigrations = (): string | undefined => {
  const directory = join(root, 'packages/adapter-postgres');
  const scratch = mkdtempSync(join(tmpdir(), 'goldset-migrations-'));
  try {
    cpSync(join(directory, 'migrations'), scratch, { recursive: true });
    // The tool accepts only a relative path and always exits with 0, so its output must be read to know that nothing
    // changed.
    const out = relative(directory, scratch);
    const { stdout, stderr } = spawnSync(
      join(root, 'node_modules/.bin/drizzle-kit'),
      ['generate', '--dialect=postgresql', '--schema=./src/schema/*.ts', `--out=${out}`],
      {
        cwd: directory,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return stdout.includes('No schema changes')
      ? undefined
      : `packages/adapter-postgres/src/schema has changes without a migration: run \`npx drizzle-kit generate\` in packages/adapter-postgres, and commit what it writes.\n${stdout}${stderr}`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

if (process.argv.includes('--check')) {
  const faults = [...Object.keys(files).map(differs), outdatedMigrations()].filter((fault) => fault !== undefined);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} else {
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
}
