// What a key can be given.
import { expect, it } from 'vitest';
import { groupsOf, presets } from './api-key-scopes';

const own = ['contacts:read', 'contacts:update', 'messages:send', 'audit:read', 'members:manage', 'workspace:delete'];

it('offers what the maker holds, by noun, without what only people do', () => {
  expect(groupsOf(own).map(({ noun, permissions }) => [noun, permissions.map(({ verb }) => verb)])).toEqual([
    ['contacts', ['read', 'update']],
    ['messages', ['send']],
    ['audit', ['read']],
  ]);
});

it('starts from reading, or from sending', () => {
  expect(presets.read(own)).toEqual(['contacts:read', 'audit:read']);
  expect(presets.send(own)).toEqual(['contacts:read', 'contacts:update', 'messages:send']);
});
