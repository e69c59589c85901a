import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'a decorator in the same file': {
    files: {
      'app.py':
        'import functools\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\ndef logged(fn):\n    def inner(*args):\n        print(fn.__name__)\n        return fn(*args)\n    return inner\n\n\n@app.route("/a")\n@logged\ndef a():\n    return "a"\n\n\n@«app.route("/b")»\n@logged\ndef b():\n    return "b"\n',
    },
    error: 'AssertionError: View function mapping is overwriting an existing endpoint function: inner',
    after: {
      'app.py':
        'import functools\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\ndef logged(fn):\n    @functools.wraps(fn)\n    def inner(*args):\n        print(fn.__name__)\n        return fn(*args)\n    return inner\n\n\n@app.route("/a")\n@logged\ndef a():\n    return "a"\n\n\n@app.route("/b")\n@logged\ndef b():\n    return "b"\n',
    },
  },
  'a decorator with arguments, imported, as a blueprint sees it': {
    files: {
      'views.py':
        'from guard import role\n\n\n@bp.get("/x")\n@role("admin")\ndef x():\n    pass\n\n\n@«bp.get("/y")»\n@role("admin")\ndef y():\n    pass\n',
      'guard.py':
        'def role(name):\n    def outer(view):\n        def check(**kw):\n            return view(**kw)\n        return check\n    return outer\n',
    },
    error: 'AssertionError: View function mapping is overwriting an existing endpoint function: shop.check',
    after: {
      'guard.py':
        'from functools import wraps\n\n\ndef role(name):\n    def outer(view):\n        @wraps(view)\n        def check(**kw):\n            return view(**kw)\n        return check\n    return outer\n',
    },
  },
};

const still: Record<string, WorkspaceCase> = {
  'two views of one name': {
    files: { 'app.py': '@app.get("/a")\ndef show():\n    pass\n\n\n@«app.get("/b")»\ndef show():\n    pass\n' },
    error: 'AssertionError: View function mapping is overwriting an existing endpoint function: show',
  },
};

describe('missing wraps', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
