import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const HELPERS = 'def clamp(x):\n    return x\n\n\ndef scale(x):\n    return x\n';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'beside the file, run with -m': {
    files: { 'rover/__init__.py': '', 'rover/helpers.py': HELPERS, 'rover/main.py': '«from helpers import clamp»\n\nprint(clamp(3))\n' },
    error: "ModuleNotFoundError: No module named 'helpers'",
    command: 'python3 -m rover.main',
    frames: ['rover/main.py:1'],
    after: { 'rover/main.py': 'from rover.helpers import clamp\n\nprint(clamp(3))\n' },
  },
  'by dots where the file imports so': {
    files: {
      'rover/__init__.py': '',
      'rover/helpers.py': HELPERS,
      'rover/arm.py': 'REACH = 3\n',
      'rover/main.py': 'from .arm import REACH\n«from helpers import clamp, scale»\n\nprint(clamp(scale(REACH)))\n',
    },
    error: "ModuleNotFoundError: No module named 'helpers'",
    command: 'python3 -m rover.main',
    after: { 'rover/main.py': 'from .arm import REACH\nfrom .helpers import clamp, scale\n\nprint(clamp(scale(REACH)))\n' },
  },
  'its neighbours fail in the same way': {
    files: {
      'rover/__init__.py': '',
      'rover/helpers.py': HELPERS,
      'rover/arm.py': 'REACH = 3\n',
      'rover/main.py': 'import json\n\n«from arm import REACH»\nfrom helpers import clamp\n\nprint(json.dumps(clamp(REACH)))\n',
    },
    error: "ModuleNotFoundError: No module named 'arm'",
    command: 'python3 -m rover.main',
    after: {
      'rover/main.py': 'import json\n\nfrom rover.arm import REACH\nfrom rover.helpers import clamp\n\nprint(json.dumps(clamp(REACH)))\n',
    },
  },
  'a module taken whole keeps its uses': {
    files: { 'rover/__init__.py': '', 'rover/helpers.py': HELPERS, 'rover/main.py': '«import helpers»\n\nprint(helpers.clamp(3))\n' },
    error: "ModuleNotFoundError: No module named 'helpers'",
    command: 'python3 -m rover.main',
    after: { 'rover/main.py': 'from rover import helpers\n\nprint(helpers.clamp(3))\n' },
  },
  'from another folder, seen from the script': {
    files: {
      'app/main.py': 'from views.page import show\n\nshow()\n',
      'app/views/page.py': '«from tools import clamp»\n\n\ndef show():\n    clamp(1)\n',
      'app/lib_/tools.py': HELPERS,
    },
    error: "ModuleNotFoundError: No module named 'tools'",
    command: 'python3 app/main.py',
    frames: ['app/main.py:1', 'app/views/page.py:1'],
    after: { 'app/views/page.py': 'from lib_.tools import clamp\n\n\ndef show():\n    clamp(1)\n' },
  },
  'one dot too many': {
    files: { 'rover/__init__.py': '', 'rover/helpers.py': HELPERS, 'rover/main.py': '«from ..helpers import clamp»\nprint(clamp(3))\n' },
    error: 'ImportError: attempted relative import beyond top-level package',
    after: { 'rover/main.py': 'from .helpers import clamp\nprint(clamp(3))\n' },
  },
  'one dot too few': {
    files: {
      'rover/__init__.py': '',
      'rover/helpers.py': HELPERS,
      'rover/arm/__init__.py': '',
      'rover/arm/joint.py': '«from .helpers import clamp»\nprint(clamp(3))\n',
    },
    error: "ModuleNotFoundError: No module named 'rover.arm.helpers'",
    after: { 'rover/arm/joint.py': 'from ..helpers import clamp\nprint(clamp(3))\n' },
  },
  'a misspelt neighbour stays relative': {
    files: { 'click/__init__.py': '', 'click/_compat.py': 'PY3 = True\n', 'click/core.py': '«from ._compt import PY3»\n\nprint(PY3)\n' },
    error: "ModuleNotFoundError: No module named 'click._compt'",
    after: { 'click/core.py': 'from ._compat import PY3\n\nprint(PY3)\n' },
  },
  'told by a checker': {
    files: { 'click/__init__.py': '', 'click/_compat.py': 'PY3 = True\n', 'click/core.py': 'from «._compt» import PY3\n\nprint(PY3)\n' },
    error: 'reportMissingImports: Import "._compt" could not be resolved',
    after: { 'click/core.py': 'from ._compat import PY3\n\nprint(PY3)\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'two neighbours are as near': {
    files: { 'a/tools.py': HELPERS, 'b/tools.py': HELPERS, 'main.py': '«from tools import clamp»\n' },
    error: "ModuleNotFoundError: No module named 'tools'",
    command: 'python3 -m main',
  },
  'the module has no such name': {
    files: { 'rover/requests.py': 'def fetch():\n    pass\n', 'rover/main.py': '«import requests»\nrequests.get("x")\n' },
    error: "ModuleNotFoundError: No module named 'requests'",
    command: 'python3 -m rover.main',
  },
  'it is there: the program was started in another folder': {
    files: { 'rover/helpers.py': HELPERS, 'scripts/run.py': '«from rover.helpers import clamp»\n' },
    error: "ModuleNotFoundError: No module named 'rover'",
    command: 'python3 scripts/run.py',
  },
};

describe('own modules', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
