import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const inSource = {
  'src/press/__init__.py': '',
  'src/press/jobs.py': 'def run():\n    pass\n',
  'tests/test_jobs.py': '«from press.jobs import run»\n',
};
const error = "ModuleNotFoundError: No module named 'press'";

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'into the section that is there': {
    files: { ...inSource, 'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n\n[tool.black]\nline-length = 99\n' },
    error,
    command: 'python3 -m pytest -q',
    after: {
      'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["src"]\n\n[tool.black]\nline-length = 99\n',
    },
  },
  'a section of its own': {
    files: { ...inSource, 'pyproject.toml': '[project]\nname = "press"\n' },
    error,
    command: 'pytest',
    after: { 'pyproject.toml': '[project]\nname = "press"\n\n[tool.pytest.ini_options]\npythonpath = ["src"]\n' },
  },
  'pytest.ini comes first': {
    files: { ...inSource, 'pytest.ini': '[pytest]\naddopts = -q', 'pyproject.toml': '' },
    error,
    command: 'pytest',
    after: { 'pytest.ini': '[pytest]\naddopts = -q\npythonpath = src' },
  },
  'the root, for plain pytest': {
    files: {
      'press.py': 'def run():\n    pass\n',
      'tests/test_jobs.py': '«from press import run»\n',
      'setup.cfg': '[tool:pytest]\naddopts = -q\n',
    },
    error,
    command: 'pytest tests',
    after: { 'setup.cfg': '[tool:pytest]\naddopts = -q\npythonpath = .\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'it has a path': {
    files: { ...inSource, 'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["lib"]\n' },
    error,
    command: 'pytest',
  },
  'no settings at all': { files: inSource, error, command: 'pytest' },
  'a package that is not installed': {
    files: { 'tests/test_a.py': '«import httpx»\n', 'pyproject.toml': '' },
    error: "ModuleNotFoundError: No module named 'httpx'",
    command: 'pytest',
  },
  'no tests': { files: { ...inSource, 'pyproject.toml': '' }, error, command: 'python3 tests/test_jobs.py' },
};

describe('where pytest looks for modules', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
