import { Policy, type Action, type Resource } from './policy';
import type { Principal } from './principal';

const policy = new Policy();
const ana: Principal = {
  username: 'ana',
  admin: false,
  memberships: [
    { entity: 'ana', role: 'owner' },
    { entity: 'vision', role: 'viewer' },
    { entity: 'speech', role: 'member' },
    { entity: 'robots', role: 'admin' },
  ],
};
const root: Principal = { username: 'root', admin: true, memberships: [{ entity: 'root', role: 'owner' }] };
const inEntity = (entity: string): Resource => ({ kind: 'project', entity, project: 'p' });

describe('Policy', () => {
  it.each<[Action, string, boolean]>([
    ['project:read', 'ana', true],
    ['project:delete', 'ana', true],
    ['project:read', 'vision', true],
    ['project:write', 'vision', false],
    ['project:create', 'vision', false],
    ['project:write', 'speech', true],
    ['project:delete', 'speech', false],
    ['project:delete', 'robots', true],
    ['project:read', 'somebody-else', false],
    ['project:write', 'somebody-else', false],
  ])('ana: %s in %s is %s', (action, entity, expected) => {
    expect(policy.may(ana, action, inEntity(entity))).toBe(expected);
  });

  it('lets administrators do everything and nobody without a name anything', () => {
    expect(policy.may(root, 'project:delete', inEntity('ana'))).toBe(true);
    expect(policy.may(root, 'instance:admin', { kind: 'instance' })).toBe(true);
    expect(policy.may(ana, 'instance:admin', { kind: 'instance' })).toBe(false);
    expect(policy.may(null, 'project:read', inEntity('ana'))).toBe(false);
  });

  it('lets everybody change their own account only', () => {
    expect(policy.may(ana, 'account:write', { kind: 'account', username: 'ana' })).toBe(true);
    expect(policy.may(ana, 'account:write', { kind: 'account', username: 'root' })).toBe(false);
    expect(policy.may(ana, 'account:write', inEntity('ana'))).toBe(false);
    expect(policy.may(ana, 'project:read', { kind: 'account', username: 'ana' })).toBe(false);
  });

  it('lists the readable entities', () => {
    expect(policy.readableEntities(ana)).toEqual(['ana', 'vision', 'speech', 'robots']);
    expect(policy.readableEntities(root)).toBe('all');
    expect(policy.readableEntities(null)).toEqual([]);
  });
});
