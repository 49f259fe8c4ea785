import { ok } from '@goldset/core';
import type { Application } from '@goldset/core';
import { describe, expect, test } from 'vitest';
import { newTestApp } from './test-app.ts';

const exporting = (chunks: () => AsyncIterable<readonly string[]>): Pick<Application, 'exportProject'> => ({
  exportProject: async () => ok({ next_cursor: 'next', format: 'ndjson', project_name: 'Reviews', chunks: chunks() }),
});

const PATH = '/v1/projects/0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55/export';

describe('an export', () => {
  test('is the lines, each with its end', async () => {
    const { send } = await newTestApp(
      exporting(async function* () {
        yield ['{"a":"é"}', '{"b":1}'];
        yield ['{"c":1}'];
      }),
    );
    const answer = await send('GET', PATH, { headers: { accept: 'application/x-ndjson' } });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'application/x-ndjson',
      '{"a":"é"}\n{"b":1}\n{"c":1}\n',
    ]);
  });

  test('may be empty', async () => {
    const { send } = await newTestApp(exporting(async function* () {}));
    const answer = await send('GET', PATH);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('is asked for as what it is', async () => {
    const { send } = await newTestApp();
    expect((await send('GET', PATH, { headers: { accept: 'application/json' } })).status).toBe(406);
  });

  test('is read no faster than it is taken, and no further when nobody takes it', async () => {
    let chunks = 0;
    let over = false;
    const { send } = await newTestApp(
      exporting(async function* () {
        try {
          for (;;) {
            chunks += 1;
            yield ['{}'];
          }
        } finally {
          over = true;
        }
      }),
    );
    const reader = (await send('GET', PATH)).body?.getReader();
    expect(chunks).toBe(0);
    await reader?.read();
    await reader?.read();
    expect(chunks).toBe(2);
    await reader?.cancel();
    expect([chunks, over]).toEqual([2, true]);
  });

  test('whose client goes while the next chunk is read ends with nothing in the log', async () => {
    let give: () => void = () => undefined;
    const given = new Promise<void>((resolve) => (give = resolve));
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const { send, log } = await newTestApp(
      exporting(async function* () {
        yield ['{}'];
        isAsked();
        await given;
        yield ['{}'];
      }),
    );
    const reader = (await send('GET', PATH)).body?.getReader();
    await reader?.read();
    const next = reader?.read();
    await asked;
    const gone = reader?.cancel();
    give();
    await gone;
    expect(await next).toEqual({ done: true, value: undefined });
    expect(log.map(({ level, message }) => `${level} ${message}`)).toEqual(['info request']);
  });

  test('that fails is cut, and never ends as if it were whole', async () => {
    const { send, log } = await newTestApp(
      exporting(async function* () {
        yield ['{}'];
        throw new Error('a secret of the database');
      }),
    );
    const answer = await send('GET', PATH);
    await expect(answer.text()).rejects.toThrow('The stream was cut.');
    expect(log.map(({ level, message }) => `${level} ${message}`)).toEqual(['info request', 'error a stream was cut']);
    expect(JSON.stringify(log)).not.toContain('a secret');
  });
});
