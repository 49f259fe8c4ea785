import { describe, expect, it } from 'vitest';
import type { TokenLimits } from '../access/index.ts';
import { limitsOf } from './token.ts';
import type { CreateToken } from './transports.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const SOON = '2026-01-02T00:00:00.000Z';
const LATER = '2026-01-03T00:00:00.000Z';

const maker: TokenLimits = { organization_id: null, permissions: ['me:read', 'own_token:create'], expires_at: SOON };

const faults = (request: Omit<CreateToken, 'name'>, by: TokenLimits | null): readonly string[] => {
  const limits = limitsOf({ name: 'x', ...request }, by, NOW);
  return limits.ok ? [] : limits.error.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('limitsOf', () => {
  it.each([
    [{}, null, { permissions: null, expires_at: null }],
    [{}, { ...maker, permissions: null, expires_at: null }, { permissions: null, expires_at: null }],
    [{ permissions: ['item:read'], expires_at: LATER }, null, { permissions: ['item:read'], expires_at: LATER }],
    [{}, maker, { permissions: ['me:read', 'own_token:create'], expires_at: SOON }],
    [{ permissions: ['me:read'] }, maker, { permissions: ['me:read'], expires_at: SOON }],
    [{ expires_at: SOON }, maker, { permissions: ['me:read', 'own_token:create'], expires_at: SOON }],
    [{ permissions: ['item:read'] }, { ...maker, permissions: null }, { permissions: ['item:read'], expires_at: SOON }],
  ] as const)('%j made with %j', (request, by, limits) => {
    expect(limitsOf({ name: 'x', ...request }, by, NOW)).toEqual({ ok: true, value: limits });
  });

  it.each([
    [{ expires_at: NOW }, null, ['/expires_at range']],
    [{ expires_at: LATER }, maker, ['/expires_at range']],
    [{ permissions: ['me:read', 'item:read'] }, maker, ['/permissions/1 option']],
    [{ permissions: ['me:read', 'me:read'] }, null, ['/permissions/1 duplicate']],
    [{ permissions: ['item:read'], expires_at: LATER }, maker, ['/permissions/0 option', '/expires_at range']],
    [{ permissions: ['me:read'] }, { ...maker, permissions: [] }, ['/permissions/0 option']],
  ] as const)('%j is too much with %j', (request, by, expected) => {
    expect(faults(request, by)).toEqual(expected);
  });
});
