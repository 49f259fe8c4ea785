import { isUnavailable, openPostgres } from '@goldset/adapter-postgres';
import { expect, test } from 'vitest';
import { freePort } from '../../../test/free-ports.ts';

const CONNECTIONS = 10;
const ROUNDS = 10;

test(
  'a database that is away is looked for again at once, however often it was not there',
  { timeout: 15_000 },
  async () => {
    const database = openPostgres(`postgres://goldset@127.0.0.1:${await freePort()}/goldset`, { max: CONNECTIONS });
    const ask = (): Promise<boolean> => database.ready().then(() => false, isUnavailable);
    for (let round = 0; round < ROUNDS; round += 1)
      expect(await Promise.all(Array.from({ length: CONNECTIONS }, ask))).toEqual(
        Array.from({ length: CONNECTIONS }, () => true),
      );
    await database.close();
  },
);
