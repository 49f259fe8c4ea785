// Writes the files that are generated and committed; with --check, says which of them are not what the code makes of them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { apiTypes } from '../clients/typescript/scripts/api-types.ts';
import { operationsDocument, resourceTypes } from '../clients/typescript/scripts/resources.ts';
import { readmeExamples } from '../clients/typescript/scripts/readme-examples.ts';
import { openApiYaml } from '../packages/adapter-http/src/index.ts';
import { asyncApiYaml } from '../packages/adapter-kafka/src/index.ts';
import { everywherePermissions, memberPermissions, ownPermissions, permissions, personPermissions, requiredPermissions, roles, rolesByPermission, unlimitablePermissions, unlimitedPermissions } from '../packages/core/src/index.ts';
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

const kinds = Object.keys(ownPermissions) as (keyof typeof ownPermissions)[];

/** The document of who may do what, written out from the core's tables. */
const permissionsDocument = (): string => `<!-- Written by \`npm run generate\`. Do not edit. -->

# Permissions

Deny by default: a caller may do what a role on the target permits, and nothing else. A role on an organization holds in every project of it.
A token can be limited to some permissions; then these are all it has, but for ${unlimitablePermissions.map((permission) => `\`${permission}\``).join(' and ')}, which every token has.

## On an organization or a project

Membership alone permits ${memberPermissions.map((permission) => `\`${permission}\``).join(' and ')} on the organization, without any role. Whatever its role, a service account never has ${personPermissions.map((permission) => `\`${permission}\``).join(' or ')}.

${table(
  ['permission', ...roles],
  Object.entries(rolesByPermission).map(([permission, holders]) => [`\`${permission}\``, ...roles.map((role) => mark((holders as readonly string[]).includes(role)))]),
)}

## On neither

By the kind of user. \`organization:create\` is narrowed by the installation’s policy (\`ORGANIZATION_CREATION\`). A token that is limited to one organization does not have ${everywherePermissions.map((permission) => `\`${permission}\``).join(' and ')}. A token with any limit, to an organization or to permissions, does not have ${unlimitedPermissions.map((permission) => `\`${permission}\``).join(' and ')}, even where it names it; an invitation to an address that nobody has can also be accepted without a token.

${table(
  ['permission', ...kinds],
  ownPermissions.person.map((permission) => [`\`${permission}\``, ...kinds.map((kind) => mark((ownPermissions[kind] as readonly string[]).includes(permission)))]),
)}

## What needs which permission

A permission without an operation belongs to one that is still to come, or widens another: \`task:read_all\`, \`annotation:read_all\` and \`task:release_any\` reach beyond one’s own.

${['| permission | operations |', '| --- | --- |', ...permissions.map((permission) => row([`\`${permission}\``, operationsOf(permission).map((operation) => `\`${operation}\``).join(', ')]))].join('\n')}
`;

const contract = parse(openApiYaml()) as object;

const files: Readonly<Record<string, string>> = {
  'asyncapi.yaml': asyncApiYaml(),
  'openapi.yaml': openApiYaml(),
  'clients/typescript/OPERATIONS.md': operationsDocument(contract),
  'clients/typescript/src/api.ts': await apiTypes(contract),
  'clients/typescript/src/resources.ts': resourceTypes(contract),
  'clients/typescript/test/readme-examples.ts': readmeExamples(readFileSync(join(root, 'clients/typescript/README.md'), 'utf8')),
  'docs/permissions.md': permissionsDocument(),
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
};

const differs = (path: string): string | undefined =>
  read(path) === files[path] ? undefined : `${path} is not what the code makes of it: run \`npm run generate\`, look at the difference, and commit it.`;

/** Says so when the schema of the database has changed since the last migration. */
const outdatedMigrations = (): string | undefined => {
  const directory = join(root, 'packages/adapter-postgres');
  const scratch = mkdtempSync(join(tmpdir(), 'goldset-migrations-'));
  try {
    cpSync(join(directory, 'migrations'), scratch, { recursive: true });
    // It takes a relative path only, and exits with 0 whatever happens: its words alone say that all is well.
    const out = relative(directory, scratch);
    const { stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/drizzle-kit'), ['generate', '--dialect=postgresql', '--schema=./src/schema/*.ts', `--out=${out}`], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
