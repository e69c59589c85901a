import { expect, test } from 'vitest';
import { groupPlace } from './cgroup';

const V2 = '25 24 0:22 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
const V1 = [
  '32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu',
  '39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids',
  '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
].join('\n');
const OWN = '0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-code-1.scope\n';

test('beside its own group where the slice counts processes and memory', () => {
  const folder = '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice';
  const read =
    (controllers: string) =>
    (file: string): string =>
      file === `${folder}/cgroup.subtree_control` ? `${controllers}\n` : '';
  expect(groupPlace(OWN, V2, read('cpu memory pids'))).toEqual({ folder, memory: true });
  expect(groupPlace(OWN, V2, read('pids'))).toEqual({ folder, memory: false });
  expect(groupPlace(OWN, V2, read('cpu'))).toBeUndefined();
});

test('where only a part of the tree is mounted', () => {
  const mount = '25 24 0:22 /user.slice /sys/fs/cgroup rw - cgroup2 cgroup2 rw';
  expect(groupPlace('0::/user.slice/a/b\n', mount, () => 'memory pids')).toEqual({ folder: '/sys/fs/cgroup/a', memory: true });
  expect(groupPlace('0::/system.slice/a/b\n', mount, () => 'memory pids')).toBeUndefined();
});

test('a container’s own root has no neighbours', () => {
  expect(groupPlace('0::/\n', V2, () => 'memory pids')).toBeUndefined();
});

test('version 1: the group of processes, below its own', () => {
  expect(groupPlace('8:pids:/a\n4:memory:/b\n0::/\n', V1, () => '')).toEqual({ folder: '/sys/fs/cgroup/pids/a', memory: false });
});

test('no groups at all', () => {
  expect(groupPlace('', '', () => '')).toBeUndefined();
});
