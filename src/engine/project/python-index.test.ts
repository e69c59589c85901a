import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { moduleName, openPythonProject, skim } from './python-index';
import { MemoryFiles } from './workspace-files';

const ROOT = path.resolve('/w');
const open = (texts: Record<string, string>) => {
  const map = new Map(Object.entries(texts).map(([name, text]) => [path.join(ROOT, name), text]));
  return { map, project: openPythonProject(ROOT, new MemoryFiles(ROOT, map)) };
};

describe('the index', () => {
  const texts = {
    'app/models.py':
      '"""\nclass NotThis:\n"""\nimport numpy as np\nfrom .base import Base\nLIMIT: int = 3\nclass User(Base):\n    inner = 1\ndef load(): pass\n',
    'app/base.py': 'import numpy as np\nfrom typing import (\n    Any,  # a comment\n    Dict as D,\n)\nclass Base: ...\n',
    'app/__init__.py': '',
    'main.py': 'import numpy\nimport os.path\n',
  };

  test('knows imports in use with their alias, most used first', async () => {
    const { project } = open(texts);
    expect(await project.importsOf('np')).toEqual([{ statement: 'import numpy as np', name: 'np', files: 2 }]);
    expect(await project.importsOf('D')).toEqual([{ statement: 'from typing import Dict as D', name: 'D', files: 1 }]);
    expect(await project.importsOf('Base')).toEqual([{ statement: 'from app.base import Base', name: 'Base', files: 1 }]);
  });

  test('knows who defines a name, and what a module exports', async () => {
    const { project } = open(texts);
    expect(await project.definers('User')).toEqual(['app.models']);
    expect(await project.definers('NotThis')).toEqual([]);
    expect(await project.exports('app.models')).toEqual(['Base', 'LIMIT', 'User', 'load', 'np']);
    expect(await project.exports('app')).toEqual(['base', 'models']);
    expect(await project.exports('nothing')).toBeUndefined();
    expect([...(await project.modules())].sort()).toEqual(['app', 'app.base', 'app.models', 'main']);
  });

  test('forgets what changed', async () => {
    const { map, project } = open(texts);
    expect(await project.definers('Late')).toEqual([]);
    map.set(path.join(ROOT, 'main.py'), 'class Late: ...\n');
    project.changed(path.join(ROOT, 'main.py'));
    expect(await project.definers('Late')).toEqual(['main']);
    map.set(path.join(ROOT, 'fresh.py'), 'class Fresh: ...\n');
    project.changed(path.join(ROOT, 'fresh.py'));
    expect(await project.definers('Fresh')).toEqual(['fresh']);
    map.delete(path.join(ROOT, 'fresh.py'));
    project.changed(path.join(ROOT, 'fresh.py'));
    expect(await project.definers('Fresh')).toEqual([]);
  });

  test('names modules as they are imported', () => {
    expect(moduleName(ROOT, path.join(ROOT, 'src/pkg/__init__.py'))).toBe('pkg');
    expect(moduleName(ROOT, path.join(ROOT, 'a-b.py'))).toBeUndefined();
  });

  test('a line of any length is survived', () => {
    expect(skim(`${'x'.repeat(100_000)} = 1\ny = 2\nfrom a import (\n${'b,\n'.repeat(3000)}`).exports).toEqual(['y']);
  });
});
