import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPostgres } from '@goldset/adapter-postgres';
import { createApplication, INSTALLATION } from '@goldset/core';
import type { Application } from '@goldset/core';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import postgres from 'postgres';
import { createBlankDatabase, createTestDatabase } from '../../../test/postgres.ts';
import { domains } from '../src/domains.ts';
import { secrets } from '../src/secrets.ts';
import { startServer } from './server-process.ts';

const program = fileURLToPath(new URL('../src/new-token.ts', import.meta.url));
const EMAIL = 'admin@goldset.invalid';

const ends: (() => unknown)[] = [];
let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'goldset-new-token-'));
  ends.push(() => rmSync(scratch, { recursive: true, force: true }));
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (words: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> =>
  new Promise((resolve) => {
    const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
    const child = spawn(process.execPath, [program, ...words], {
      env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
      cwd: scratch,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

const tokenIn = ({ stdout }: Pick<Run, 'stdout'>): string => /^export GOLDSET_TOKEN=(\S+)$/m.exec(stdout)?.[1] ?? '';

const statusOf = async (url: string, token: string): Promise<number> => {
  const response = await fetch(`${url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
};

describe('npm run new-token', () => {
  test(
    'brings back the first user of a server that is running on its embedded database, and of one that is not',
    { timeout: 300_000 },
    async () => {
      const env = { GOLDSET_DATA_DIR: join(scratch, 'data') };
      const server = startServer(env);
      ends.push(() => server.kill('SIGKILL'));
      const url = await server.serving;
      const first = tokenIn({ stdout: server.stdout() });
      // The last token of the first user can be revoked like any other.
      const headers = { Authorization: `Bearer ${first}` };
      const { tokens } = (await (await fetch(`${url}/v1/me/tokens`, { headers })).json()) as {
        tokens: readonly { id: string }[];
      };
      expect((await fetch(`${url}/v1/me/tokens/${tokens[0]?.id}`, { method: 'DELETE', headers })).status).toBe(204);
      expect(await statusOf(url, first)).toBe(401);
      const kept = await run([EMAIL, '--keep'], env);
      expect([kept.code, kept.stderr, await statusOf(url, tokenIn(kept))]).toEqual([0, '', 200]);
      expect(kept.stdout).toContain('were kept');
      const other = await run([EMAIL.toUpperCase()], env);
      expect([other.code, await statusOf(url, tokenIn(kept)), await statusOf(url, tokenIn(other))]).toEqual([
        0, 401, 200,
      ]);
      expect(other.stdout).toContain('Revoked: 1 other token, 0 open invitations');
      server.kill('SIGTERM');
      await server.ended;
      const last = await run([EMAIL], env);
      expect([last.code, last.stderr]).toEqual([0, '']);
      const again = startServer(env);
      ends.push(() => again.kill('SIGKILL'));
      const there = await again.serving;
      expect([await statusOf(there, tokenIn(other)), await statusOf(there, tokenIn(last))]).toEqual([401, 200]);
      again.kill('SIGTERM');
      await again.ended;
    },
  );

  describe('on a PostgreSQL of one’s own', () => {
    let application: Application;
    let env: Readonly<Record<string, string>>;

    beforeEach(async () => {
      const database = await createTestDatabase();
      ends.push(database.drop);
      const { store, close } = openPostgres(database.url);
      ends.push(close);
      application = createApplication({
        store,
        now: () => new Date(),
        newId: v7,
        secrets,
        domains,
        organizationCreation: 'everyone',
        operators: new Set(),
      });
      env = { DATABASE_URL: database.url };
    });

    test(
      'proves the address of who was invited, and ends what their inviter obtained',
      { timeout: 300_000 },
      async () => {
        const secret = 'a-secret-of-the-first-user-of-all';
        await application.createFirstUser({ email: 'first@example.org', secret }, () => undefined);
        const value = <T>(
          result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
        ): T => {
          if (!result.ok) throw new Error(JSON.stringify(result.error));
          return result.value;
        };
        const organization = value(
          await application.createOrganization(value(await application.authenticate(secret, INSTALLATION, null)), {
            name: 'O',
          }),
        );
        const admin = value(
          await application.authenticate(secret, { type: 'organization', id: organization.id }, null),
        );
        const invitation = value(
          await application.createInvitation(admin, {
            organization_id: organization.id,
            email: 'Grace@bücher.example',
            roles: ['admin'],
          }),
        );
        const accepted = value(
          await application.acceptInvitationWithoutToken({ secret: invitation.secret ?? '', name: 'Grace' }, null),
        );
        const made = await run(['grace@xn--bcher-kva.example'], env);
        expect([made.code, made.stderr]).toEqual([0, '']);
        expect(made.stdout).toMatch(/^A token of Grace .*counts as proved from now on\.\n$/s);
        expect(await application.authenticate(accepted.token?.secret ?? '', INSTALLATION, null)).toMatchObject({
          ok: false,
        });
        expect(
          value(await application.getMe(value(await application.authenticate(tokenIn(made), INSTALLATION, null)), {})),
        ).toMatchObject({ id: accepted.user.id, email_verified: true });
      },
    );

    test(
      'says to run it again where it came halfway, and then which service accounts go on working',
      { timeout: 300_000 },
      async () => {
        const secret = 'a-secret-of-the-first-user-of-all';
        await application.createFirstUser({ email: EMAIL, secret }, () => undefined);
        const value = <T>(
          result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
        ): T => {
          if (!result.ok) throw new Error(JSON.stringify(result.error));
          return result.value;
        };
        const organization = value(
          await application.createOrganization(value(await application.authenticate(secret, INSTALLATION, null)), {
            name: 'Acme',
          }),
        );
        const organization_id = organization.id;
        const admin = value(
          await application.authenticate(secret, { type: 'organization', id: organization_id }, null),
        );
        value(await application.createInvitation(admin, { organization_id, email: 'grace@example.org', roles: [] }));
        const robot = value(
          await application.createServiceAccount(admin, { organization_id, name: 'Robot', roles: ['manager'] }),
        );
        const token = value(
          await application.createServiceAccountToken(admin, { organization_id, user_id: robot.id, name: 'ci' }),
        );
        const database = postgres(env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => undefined });
        ends.push(() => database.end());
        await database.unsafe(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'The disk is full.'; end $$;
        create trigger refuse before delete on invitations for each row execute function refuse()`);
        const failed = await run([EMAIL], env);
        expect([failed.code, failed.stdout]).toEqual([1, '']);
        expect(failed.stderr).toMatch(
          /^It is not known how far this came: old tokens may be revoked already, and no new one was said\. Run the command again\.\n.*The disk is full/s,
        );
        expect(await application.authenticate(secret, INSTALLATION, null)).toMatchObject({ ok: false });
        await database.unsafe('drop trigger refuse on invitations');
        const again = await run([EMAIL], env);
        expect([again.code, again.stderr]).toEqual([0, '']);
        expect(again.stdout).toContain('Revoked: 1 other token, 1 open invitation that they had made.');
        expect(again.stdout).toContain(`Not revoked: tokens that this account has made of service accounts.`);
        expect(again.stdout).toContain(`\n  Robot (${robot.id}) in Acme (${organization_id})\n`);
        expect(await application.authenticate(token.secret ?? '', INSTALLATION, null)).toMatchObject({ ok: true });
        expect(await application.authenticate(tokenIn(again), INSTALLATION, null)).toMatchObject({ ok: true });
      },
    );

    test('says what to do where it cannot', { timeout: 300_000 }, async () => {
      const refused = async (
        words: readonly string[],
        other: Readonly<Record<string, string>> = env,
      ): Promise<string> => {
        const { code, stdout, stderr } = await run(words, other);
        expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
        return stderr.trim();
      };
      expect(await refused([EMAIL])).toBe(
        'No token was made. There is nobody in this database yet. Start the server once; it makes the first user and says their token.',
      );
      await application.createFirstUser({ email: EMAIL, secret: 'a-secret-of-the-first-user-of-all' }, () => undefined);
      expect(await refused([])).toMatch(/Say whose: npm run new-token -- /);
      expect(await refused([EMAIL, 'b@example.org'])).toMatch(/Say whose/);
      expect(await refused([EMAIL, '--kep'])).toMatch(/There is no option --kep\. Say whose/);
      expect(await refused([EMAIL], { ...env, npm_config_keep: 'true' })).toMatch(
        /npm has taken --keep for itself.*npm run new-token -- admin@goldset\.invalid --keep$/,
      );
      expect(await refused(['nobody@example.org'])).toMatch(
        /Nobody has the address nobody@example\.org here\. Look at its spelling/,
      );
      expect(await refused(['nobody'])).toMatch(/"nobody" is no e-mail address\. Must be/);
      expect(await refused([EMAIL], {})).toMatch(
        /There is no database in \.goldset\. Name the server's data directory in GOLDSET_DATA_DIR/,
      );
      expect(await refused([EMAIL], { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' })).toMatch(
        /No PostgreSQL answers at 127\.0\.0\.1:1/,
      );
      expect(await refused([EMAIL], { DATABASE_URL: 'x' })).toMatch(/DATABASE_URL must look like/);
      const blank = await createBlankDatabase();
      ends.push(blank.drop);
      expect(await refused([EMAIL], { DATABASE_URL: blank.url })).toMatch(/There is nobody in this database yet/);
      expect(await application.authenticate('a-secret-of-the-first-user-of-all', INSTALLATION, null)).toMatchObject({
        ok: true,
      });
    });
  });
});
