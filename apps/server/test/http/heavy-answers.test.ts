import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOn } from './listening.ts';
import type { ListeningApp } from './listening.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const ITEMS = 12;
// As many as fit into 8 MiB.
const FIRST_PAGE = 8;

let app: TestApp;
let server: ListeningApp;
let items: string;

beforeAll(async () => {
  app = await startTestApp({ http: { rooms: { patience: 60_000 } } });
  server = await listenOn(app);
  const organization = await app.api.post<{ id: string }>('/organizations', { name: 'Acme' });
  const project = await app.api.post<{ id: string }>(`/organizations/${organization.body.id}/projects`, {
    name: 'Heavy',
  });
  items = `/projects/${project.body.id}/items`;
  for (let n = 0; n < ITEMS; n += 4)
    await app.api.post(items, {
      items: Array.from({ length: 4 }, (_, k) => ({
        external_id: `item-${n + k}`,
        data: { text: 'é'.repeat(500_000) },
      })),
    });
}, 60_000);

afterAll(async () => {
  await server.close();
  await app.close();
});

/** Reads a page no faster than the server answers something else between two pieces of it. */
const readSlowly = async (): Promise<{
  readonly status: number | undefined;
  readonly names: readonly (string | null)[];
  readonly isComplete: boolean;
}> => {
  const outgoing = request(`${server.origin}/v1${items}?per_page=200`, {
    agent: false,
    headers: { Authorization: `Bearer ${server.token}` },
  });
  outgoing.end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
    if (chunks.length % 16 === 0) await (await fetch(`${server.origin}/healthz`)).text();
  }
  const page = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    readonly items: readonly { readonly external_id: string | null }[];
  };
  return {
    status: incoming.statusCode,
    names: page.items.map(({ external_id }) => external_id),
    isComplete: incoming.complete,
  };
};

describe('answers of many megabytes', () => {
  test.each([4, 8])(
    '%i at a time are each answered to their end, also to who reads slowly',
    { timeout: 120_000 },
    async (count) => {
      const answers = await Promise.all(Array.from({ length: count }, readSlowly));
      for (const answer of answers)
        expect(answer).toEqual({
          status: 200,
          names: Array.from({ length: FIRST_PAGE }, (_, n) => `item-${n}`),
          isComplete: true,
        });
    },
  );

  test('are the same compressed, and lead on', async () => {
    const [plain, zipped] = await Promise.all(
      ['identity', 'gzip'].map(async (encoding) =>
        (
          await fetch(`${server.origin}/v1${items}?per_page=200`, {
            headers: { Authorization: `Bearer ${server.token}`, 'Accept-Encoding': encoding },
          })
        ).text(),
      ),
    );
    expect(zipped === plain).toBe(true);
    const { pagination } = JSON.parse(plain ?? '') as { readonly pagination: { readonly next: string } };
    const rest = (await (
      await fetch(server.origin + pagination.next, { headers: { Authorization: `Bearer ${server.token}` } })
    ).json()) as { readonly items: readonly unknown[]; readonly pagination: { readonly next: string | null } };
    expect([rest.items.length, rest.pagination.next]).toEqual([ITEMS - FIRST_PAGE, null]);
  });

  test('are turned away where a setup is heavy, though neither of its lists is', async () => {
    const other = await startTestApp({ http: { rooms: { places: 0, patience: 1 } } });
    try {
      const organization = await other.api.post<{ id: string }>('/organizations', { name: 'Acme' });
      const setUp = async (versions: number): Promise<string> => {
        const project = await other.api.post<{ id: string }>(`/organizations/${organization.body.id}/projects`, {
          name: 'Setup',
        });
        const path = `/projects/${project.body.id}`;
        const controls = [
          {
            name: 'c',
            kind: 'choice',
            source: 'text',
            options: Array.from({ length: 20 }, (_, n) => `${n} ${'x'.repeat(190)}`),
          },
        ];
        const annotation_uis = Array.from({ length: versions }, () => ({ name: 'U', controls }));
        const guidelines = Array.from({ length: versions }, () => ({
          text: 'x'.repeat(4_000),
          annotation_ui_version: 1,
        }));
        expect((await other.api.post(`${path}/setup`, { annotation_uis, guidelines })).status).toBe(200);
        return path;
      };
      const [light, heavy] = [await setUp(50), await setUp(150)];
      for (const list of ['annotation-uis', 'guidelines'])
        expect((await other.api.get(`${heavy}/${list}?per_page=200`)).status).toBe(200);
      expect((await other.api.get(`${light}/setup`)).status).toBe(200);
      const refused = await other.api.get<{ code: string }>(`${heavy}/setup`);
      expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
    } finally {
      await other.close();
    }
  });

  test('are turned away where there there is no room for too long, and others are not', async () => {
    const other = await startTestApp({ http: { rooms: { places: 0, patience: 1 } } });
    try {
      const organization = await other.api.post<{ id: string }>('/organizations', { name: 'Acme' });
      const project = await other.api.post<{ id: string }>(`/organizations/${organization.body.id}/projects`, {
        name: 'Heavy',
      });
      const path = `/projects/${project.body.id}/items`;
      await other.api.post(path, { items: Array.from({ length: 3 }, () => ({ data: { text: 'é'.repeat(500_000) } })) });
      const refused = await other.api.get<{ code: string }>(`${path}?per_page=200`);
      expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
        429,
        'too_many_requests',
        '1',
      ]);
      expect((await other.api.get(`/projects/${project.body.id}/progress`)).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});
