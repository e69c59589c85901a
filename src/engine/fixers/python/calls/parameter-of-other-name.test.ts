import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'route: the parameter is called otherwise': {
    files: {
      'test_app.py': 'def test_it(client):\n    «client.get("/items/3")»\n',
      'app.py': '@app.route("/users/<name>/items/<int:item_id>")\ndef show(name, id):\n    item = load(id)\n    return f"{name} {id}"\n',
    },
    error: "TypeError: show() got an unexpected keyword argument 'item_id'",
    after: {
      'app.py':
        '@app.route("/users/<name>/items/<int:item_id>")\ndef show(name, item_id):\n    item = load(item_id)\n    return f"{name} {item_id}"\n',
    },
  },
  'route: of Django, in another file': {
    files: {
      'blog/tests.py': 'class T:\n    def test_it(self):\n        «self.client.get("/3/")»\n',
      'blog/urls.py': 'urlpatterns = [path("<int:pk>/", views.detail, name="detail")]\n',
      'blog/views.py': 'def detail(request, post_id):\n    return get(post_id)\n',
    },
    error: "TypeError: detail() got an unexpected keyword argument 'pk'",
    after: { 'blog/views.py': 'def detail(request, pk):\n    return get(pk)\n' },
  },
  'base: a method calls its parameter otherwise': {
    files: {
      'base.py': 'class Plugin:\n    def run(self, source, limit=3):\n        pass\n\n    def go(self):\n        «self.run(source="x")»\n',
      'fast.py': 'import base\n\n\nclass Fast(base.Plugin):\n    def run(self, text, limit=3):\n        return [text for _ in text]\n',
    },
    error: "TypeError: Fast.run() got an unexpected keyword argument 'source'",
    after: {
      'fast.py':
        'import base\n\n\nclass Fast(base.Plugin):\n    def run(self, source, limit=3):\n        return [source for _ in source]\n',
    },
  },
};

const still: Record<string, WorkspaceCase> = {
  'route: no route has the variable': {
    files: { 'a.py': '«show(item=3)»\n', 'app.py': '@app.route("/x/<name>")\ndef show(name, id):\n    pass\n' },
    error: "TypeError: show() got an unexpected keyword argument 'item'",
  },
  'base: other code passes it by that name': {
    files: {
      'base.py': 'class Plugin:\n    def run(self, source):\n        pass\n\n    def go(self):\n        «self.run(source="x")»\n',
      'fast.py':
        'from base import Plugin\n\n\nclass Fast(Plugin):\n    def run(self, text):\n        return text\n\n\nFast().run(text="a")\n',
    },
    error: "TypeError: Fast.run() got an unexpected keyword argument 'source'",
  },
};

describe('parameter of other name', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
