import { describe, expect, it } from 'vitest';
import { authorize } from './authorize.ts';
import { callerOf } from './caller-of.ts';
import type { OrganizationCreationPolicy } from './caller-of.ts';
import { INSTALLATION } from './caller.ts';
import type { Target } from './caller.ts';
import { memberPermissions, permissions, rolesByPermission } from './permissions.ts';
import type { AccessRecord } from './repository.ts';

const everyone: OrganizationCreationPolicy = { organizationCreation: 'everyone', operators: new Set() };
const operators: OrganizationCreationPolicy = { organizationCreation: 'operators', operators: new Set(['operator']) };

const organization: Target = { type: 'organization', id: 'o' };
const project: Target = { type: 'project', id: 'p' };

const record = (fields: Partial<AccessRecord> = {}): AccessRecord => ({
  ...{
    user_id: 'u',
    kind: 'person',
    name: 'U',
    is_first: false,
    token: null,
    used_token: null,
    organization_id: 'o',
    is_member: true,
    is_archived: false,
    roles: [],
    kept: null,
  },
  ...fields,
});

const token = (fields: Partial<AccessRecord['token']> = {}): AccessRecord['token'] => ({
  organization_id: null,
  permissions: null,
  expires_at: null,
  ...fields,
});

const held = (of: AccessRecord, target: Target, policy = everyone): readonly string[] =>
  [...callerOf(of, target, null, policy).permissions].sort();

describe('callerOf', () => {
  it('gives a member without a role what membership permits, on the organization alone', () => {
    expect(held(record(), organization)).toEqual([...memberPermissions].sort());
    expect(held(record(), project)).toEqual([]);
    expect(callerOf(record(), organization, null, everyone).knows_target).toBe(true);
    expect(callerOf(record(), project, null, everyone).knows_target).toBe(false);
  });

  it('gives who has nothing to do with a target nothing', () => {
    const stranger = callerOf(record({ is_member: false }), organization, null, everyone);
    expect([stranger.knows_target, stranger.permissions.size]).toEqual([false, 0]);
  });

  it('gives each role what the table says, and several roles together all of it', () => {
    const of = (role: string) =>
      Object.entries(rolesByPermission)
        .filter(([, holders]) => (holders as readonly string[]).includes(role))
        .map(([name]) => name);
    expect(held(record({ roles: ['reviewer'] }), project)).toEqual(of('reviewer').sort());
    expect(held(record({ roles: ['viewer', 'admin'] }), project)).toEqual(of('admin').sort());
  });

  it('narrows by the permissions of a token, and gives nothing that its user has not', () => {
    const limited = record({
      roles: ['viewer'],
      token: token({ permissions: ['project:read', 'item:import', 'me:read'] }),
    });
    expect(held(limited, project)).toEqual(['project:read']);
    expect(held(limited, INSTALLATION)).toEqual(['current_token:read', 'me:read']);
    expect(
      callerOf(record({ roles: ['viewer'], token: token({ permissions: [] }) }), project, null, everyone).knows_target,
    ).toBe(true);
  });

  it('knows nothing outside the organization that a token is limited to', () => {
    const here = record({ roles: ['admin'], token: token({ organization_id: 'o' }) });
    expect(callerOf(here, project, null, everyone).permissions.has('item:import')).toBe(true);
    for (const target of [organization, project]) {
      const outside = callerOf({ ...here, organization_id: 'other' }, target, null, everyone);
      expect([outside.knows_target, outside.permissions.size]).toEqual([false, 0]);
    }
  });

  it.each([
    ['everyone', record(), everyone, true],
    ['no operator', record(), operators, false],
    ['an operator', record({ user_id: 'operator' }), operators, true],
    ['the first user', record({ is_first: true }), operators, true],
    ['a service account', record({ kind: 'service' }), everyone, false],
    ['an external user', record({ kind: 'external' }), everyone, false],
    [
      'the first user with a token of one organization',
      record({ is_first: true, token: token({ organization_id: 'o' }) }),
      everyone,
      false,
    ],
    [
      'an operator with a token without this permission',
      record({ user_id: 'operator', token: token({ permissions: ['me:read'] }) }),
      operators,
      false,
    ],
  ])('lets or does not let %s create an organization', (_who, of, policy, may) => {
    expect(held(of, INSTALLATION, policy).includes('organization:create')).toBe(may);
  });

  it('gives no right of an installation on an organization, and the other way round', () => {
    expect(held(record({ is_first: true, roles: ['admin'] }), organization)).not.toContain('me:read');
    expect(held(record({ roles: ['admin'] }), INSTALLATION)).not.toContain('organization:read');
  });
});

describe('authorize', () => {
  const caller = callerOf(record({ roles: ['annotator'] }), project, null, everyone);

  it('lets pass who has the permission on the target', () => {
    expect(authorize(caller, 'task:claim', project)).toEqual({ ok: true, value: undefined });
  });

  it('says forbidden, and which permission is missing, to who may know of the target', () => {
    expect(authorize(caller, 'item:import', project)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'item:import', because: 'roles' },
    });
  });

  it.each([
    [
      'the token is limited to other permissions',
      record({ roles: ['admin'], token: token({ permissions: ['project:read'] }) }),
      project,
      'item:import',
      'token_permissions',
    ],
    [
      'the token is limited to other permissions, of what concerns no target',
      record({ token: token({ permissions: ['project:read'] }) }),
      INSTALLATION,
      'me:read',
      'token_permissions',
    ],
    [
      'the token is limited to one organization, of a person’s name',
      record({ token: token({ organization_id: 'o' }) }),
      INSTALLATION,
      'me:update',
      'token_organization',
    ],
    [
      'the token is limited to one organization',
      record({ token: token({ organization_id: 'o' }) }),
      INSTALLATION,
      'organization:create',
      'token_organization',
    ],
    [
      'no token of one organization has it, whatever permissions it names',
      record({ token: token({ organization_id: 'o', permissions: ['me:read'] }) }),
      INSTALLATION,
      'me:update',
      'token_organization',
    ],
    [
      'no token of one organization accepts an invitation',
      record({ token: token({ organization_id: 'o' }) }),
      INSTALLATION,
      'invitation:accept',
      'token_limited',
    ],
    [
      'no token with some permissions accepts an invitation',
      record({ token: token({ permissions: ['invitation:accept'] }) }),
      INSTALLATION,
      'invitation:accept',
      'token_limited',
    ],
    [
      'no token with other permissions accepts an invitation',
      record({ token: token({ permissions: ['me:read'] }) }),
      INSTALLATION,
      'invitation:accept',
      'token_limited',
    ],
    [
      'service accounts accept no invitation',
      record({ kind: 'service', token: token({ organization_id: 'o' }) }),
      INSTALLATION,
      'invitation:accept',
      'service_account',
    ],
    [
      'service accounts never have it',
      record({ kind: 'service', roles: ['admin'] }),
      organization,
      'invitation:create',
      'service_account',
    ],
    [
      'service accounts never have it, of what concerns no target',
      record({ kind: 'service' }),
      INSTALLATION,
      'organization:create',
      'service_account',
    ],
  ] as const)('says why it is missing: %s', (_, of, target, permission, because) => {
    expect(authorize(callerOf(of, target, null, everyone), permission, target)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission, because },
    });
  });

  it('says that the installation keeps a permission for its operators', () => {
    expect(
      authorize(callerOf(record({}), INSTALLATION, null, operators), 'organization:create', INSTALLATION),
    ).toMatchObject({ error: { because: 'installation' } });
  });

  it.each([
    [organization],
    [INSTALLATION],
    [{ type: 'project', id: 'other' }],
    [{ type: 'organization', id: 'p' }],
  ] as const)('says not_found on another target: %j', (target) => {
    for (const permission of permissions)
      expect(authorize(caller, permission, target)).toEqual({ ok: false, error: { code: 'not_found' } });
  });

  it('says not_found before forbidden', () => {
    expect(authorize(callerOf(record({ is_member: false }), project, null, everyone), 'task:claim', project)).toEqual({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});
