import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const TEXT = 'def slugify(text):\n    return text\n\n\ndef shorten(text):\n    return text\n';
const UTILS = 'def word_count(text):\n    return 1\n';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'one of several names lives in another module': {
    files: { 'notes/text.py': TEXT, 'notes/utils.py': UTILS, 'notes/store.py': '«from notes.utils import slugify, word_count»\n' },
    error: "ImportError: cannot import name 'slugify' from 'notes.utils' (/x/notes/utils.py)",
    command: 'python3 -m notes.store',
    after: { 'notes/store.py': 'from notes.text import slugify\nfrom notes.utils import word_count\n' },
  },
  'all of them do': {
    files: { 'notes/text.py': TEXT, 'notes/utils.py': UTILS, 'notes/store.py': '«from notes.utils import slugify, shorten»\n' },
    error: "ImportError: cannot import name 'slugify' from 'notes.utils' (/x/notes/utils.py)",
    command: 'python3 -m notes.store',
    after: { 'notes/store.py': 'from notes.text import slugify, shorten\n' },
  },
  'relative stays relative': {
    files: { 'notes/text.py': TEXT, 'notes/utils.py': UTILS, 'notes/store.py': '«from .utils import slugify»\n' },
    error: "ImportError: cannot import name 'slugify' from 'notes.utils' (/x/notes/utils.py)",
    command: 'python3 -m notes.store',
    after: { 'notes/store.py': 'from .text import slugify\n' },
  },
  'into the statement that is there': {
    files: {
      'notes/text.py': TEXT,
      'notes/utils.py': UTILS,
      'notes/store.py': 'from notes.text import shorten\n«from notes.utils import slugify»\n\nslugify(shorten(""))\n',
    },
    error: "ImportError: cannot import name 'slugify' from 'notes.utils' (/x/notes/utils.py)",
    command: 'python3 -m notes.store',
    after: { 'notes/store.py': 'from notes.text import shorten, slugify\n\nslugify(shorten(""))\n' },
  },
  'a module that lies in another package': {
    files: { 'notes/io/disk.py': TEXT, 'notes/web/page.py': '', 'notes/store.py': '«from notes.web import disk»\n' },
    error: "ImportError: cannot import name 'disk' from 'notes.web' (/x/notes/web/__init__.py)",
    command: 'python3 -m notes.store',
    after: { 'notes/store.py': 'from notes.io import disk\n' },
  },
  'a slip in a neighbour': {
    files: { 'notes/text.py': TEXT, 'notes/store.py': '«from .text import slugfy»\n\nslugfy("")\n' },
    error: "ImportError: cannot import name 'slugfy' from 'notes.text' (/x/notes/text.py)",
    after: { 'notes/store.py': 'from .text import slugify\n\nslugify("")\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'two modules define it': {
    files: { 'notes/a.py': TEXT, 'notes/b.py': TEXT, 'notes/utils.py': UTILS, 'notes/store.py': '«from notes.utils import slugify»\n' },
    error: "ImportError: cannot import name 'slugify' from 'notes.utils' (/x/notes/utils.py)",
  },
  'only a test has it': {
    files: { 'tests/test_text.py': TEXT, 'notes/utils.py': UTILS, 'notes/store.py': '«from notes.utils import slugify»\n' },
    error: "ImportError: cannot import name 'slugify' from 'notes.utils' (/x/notes/utils.py)",
  },
};

describe('names of own modules', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
