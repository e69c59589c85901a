import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'where it is defined': {
    files: {
      'test_box.py': 'from unittest import mock\n\n\ndef test_it():\n    with «mock.patch("box.disk.home")»:\n        pass\n',
      'box/disk.py': 'def save():\n    from box.paths import home\n    home()\n',
      'box/paths.py': 'def home():\n    pass\n',
    },
    error: "AttributeError: <module 'box.disk' from '/x/box/disk.py'> does not have the attribute 'home'",
    after: { 'test_box.py': 'from unittest import mock\n\n\ndef test_it():\n    with mock.patch("box.paths.home"):\n        pass\n' },
  },
  misspelt: {
    files: {
      'test_box.py': 'import box.disk\n\n\ndef test_it(monkeypatch):\n    «monkeypatch.setattr(box.disk, "hoome", None)»\n',
      'box/disk.py': 'def home():\n    pass\n',
    },
    error: "AttributeError: <module 'box.disk' from '/x/box/disk.py'> has no attribute 'hoome'",
    after: { 'test_box.py': 'import box.disk\n\n\ndef test_it(monkeypatch):\n    monkeypatch.setattr(box.disk, "home", None)\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'two modules define it': {
    files: {
      'test_box.py': 'def test_it(monkeypatch):\n    «monkeypatch.setattr("box.disk.home", None)»\n',
      'box/disk.py': 'x = 1\n',
      'box/a.py': 'def home():\n    pass\n',
      'box/b.py': 'def home():\n    pass\n',
    },
    error: "AttributeError: 'module' object at box.disk has no attribute 'home'",
  },
};

describe('patched name', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
