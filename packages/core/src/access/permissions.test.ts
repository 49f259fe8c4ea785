import { describe, expect, it } from 'vitest';
import { requiredPermissions } from '../operations.ts';
import { memberPermissions, ownPermissions, Permission, permissions, roles, rolesByPermission } from './permissions.ts';

const entries = Object.entries(rolesByPermission) as readonly (readonly [string, readonly string[]])[];

describe('the table of permissions', () => {
  it('names each permission once, as <resource>:<verb>', () => {
    expect(new Set(permissions).size).toBe(permissions.length);
    for (const permission of permissions) expect(permission).toMatch(/^[a-z]+(_[a-z]+)*:[a-z]+(_[a-z]+)*$/);
    expect(Permission.options).toEqual(permissions);
  });

  it('gives each role everything that the role below it has', () => {
    for (const [permission, holders] of entries) {
      expect(holders, permission).toEqual(roles.slice(roles.indexOf(holders[0] as (typeof roles)[number])));
    }
  });

  it('gives admins everything', () => {
    for (const [permission, holders] of entries) expect(holders, permission).toContain('admin');
  });

  it('gives members and machines no more than the least roles and people have', () => {
    for (const permission of memberPermissions) expect(rolesByPermission[permission]).toContain('viewer');
    for (const permission of ownPermissions.service) expect(ownPermissions.person).toContain(permission);
  });

  it('has every permission that an operation needs', () => {
    for (const [operation, permission] of Object.entries(requiredPermissions))
      expect(permissions, operation).toContain(permission);
  });
});
