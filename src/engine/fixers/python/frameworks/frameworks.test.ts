// Mistakes that a framework reports far from where they are: Flask, Django, mock, pytest's monkeypatch.

import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

type Row = WorkspaceCase & { readonly after: Record<string, string> };

const SETTINGS = {
  'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
  'shop/settings.py': 'SECRET_KEY = ""\n',
  'stock/models.py': 'from django.db import models\n\n\nclass Item(models.Model):\n    pass\n',
};
const NOT_CONFIGURED =
  'django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured. You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before accessing settings.';

const right: Record<string, Row> = {
  'wraps: a decorator in the same file': {
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
  'wraps: a decorator with arguments, imported, as a blueprint sees it': {
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
  'patched: where it is defined': {
    files: {
      'test_box.py': 'from unittest import mock\n\n\ndef test_it():\n    with «mock.patch("box.disk.home")»:\n        pass\n',
      'box/disk.py': 'def save():\n    from box.paths import home\n    home()\n',
      'box/paths.py': 'def home():\n    pass\n',
    },
    error: "AttributeError: <module 'box.disk' from '/x/box/disk.py'> does not have the attribute 'home'",
    after: { 'test_box.py': 'from unittest import mock\n\n\ndef test_it():\n    with mock.patch("box.paths.home"):\n        pass\n' },
  },
  'patched: misspelt': {
    files: {
      'test_box.py': 'import box.disk\n\n\ndef test_it(monkeypatch):\n    «monkeypatch.setattr(box.disk, "hoome", None)»\n',
      'box/disk.py': 'def home():\n    pass\n',
    },
    error: "AttributeError: <module 'box.disk' from '/x/box/disk.py'> has no attribute 'hoome'",
    after: { 'test_box.py': 'import box.disk\n\n\ndef test_it(monkeypatch):\n    monkeypatch.setattr(box.disk, "home", None)\n' },
  },
  'django: imported before it is set up': {
    files: {
      ...SETTINGS,
      'load.py':
        'import os\n\nimport django\n«from stock.models import Item»\nfrom stock import models\n\nos.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"\ndjango.setup()\n\nprint(Item, models)\n',
    },
    error: NOT_CONFIGURED,
    command: 'python3 load.py',
    after: {
      'load.py':
        'import os\n\nimport django\n\nos.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"\ndjango.setup()\n\nfrom stock.models import Item\nfrom stock import models\n\nprint(Item, models)\n',
    },
  },
  'django: never set up': {
    files: { ...SETTINGS, 'load.py': '«from stock.models import Item»\n\nprint(Item)\n' },
    error: NOT_CONFIGURED,
    command: 'python3 load.py',
    after: {
      'load.py':
        'import os\nimport django\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\ndjango.setup()\n\nfrom stock.models import Item\n\nprint(Item)\n',
    },
  },
  'django: settings named, set-up forgotten': {
    files: {
      ...SETTINGS,
      'load.py':
        'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n\n«from stock.models import Item»\n\nprint(Item)\n',
    },
    error: "django.core.exceptions.AppRegistryNotReady: Apps aren't loaded yet.",
    command: 'python3 load.py',
    after: {
      'load.py':
        'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n\nimport django\n\ndjango.setup()\n\nfrom stock.models import Item\n\nprint(Item)\n',
    },
  },
  'address: the name of its app': {
    files: {
      'blog/views.py': "def go(request):\n    return redirect(«reverse('home')»)\n",
      'blog/urls.py': 'app_name = "blog"\nurlpatterns = [path("", views.home, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
    after: { 'blog/views.py': "def go(request):\n    return redirect(reverse('blog:home'))\n" },
  },
  'address: misspelt': {
    files: {
      'blog/views.py': 'def go(request):\n    return redirect(«reverse("blog:hmoe")»)\n',
      'blog/urls.py': 'app_name = "blog"\nurlpatterns = [path("", views.home, name="home"), path("x", views.x, name="x")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'blog:hmoe' not found. 'hmoe' is not a valid view function or pattern name.",
    after: { 'blog/views.py': 'def go(request):\n    return redirect(reverse("blog:home"))\n' },
  },
  'address: in a template': {
    files: {
      'blog/views.py': 'def go(request):\n    return «render(request, "a.html")»\n',
      'blog/templates/a.html': '<a href="{% url \'home\' %}">home</a>\n',
      'blog/urls.py': 'app_name = "blog"\nurlpatterns = [path("", views.home, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
    after: { 'blog/templates/a.html': '<a href="{% url \'blog:home\' %}">home</a>\n' },
  },
  'address: the app does not say its name': {
    files: {
      'blog/views.py': 'def go(request):\n    return redirect(«reverse("blog:home")»)\n',
      'blog/urls.py': 'from . import views\n\nurlpatterns = [path("", views.home, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: 'blog' is not a registered namespace",
    after: { 'blog/urls.py': 'from . import views\n\napp_name = "blog"\n\nurlpatterns = [path("", views.home, name="home")]\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'wraps: two views of one name': {
    files: { 'app.py': '@app.get("/a")\ndef show():\n    pass\n\n\n@«app.get("/b")»\ndef show():\n    pass\n' },
    error: 'AssertionError: View function mapping is overwriting an existing endpoint function: show',
  },
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
  'patched: two modules define it': {
    files: {
      'test_box.py': 'def test_it(monkeypatch):\n    «monkeypatch.setattr("box.disk.home", None)»\n',
      'box/disk.py': 'x = 1\n',
      'box/a.py': 'def home():\n    pass\n',
      'box/b.py': 'def home():\n    pass\n',
    },
    error: "AttributeError: 'module' object at box.disk has no attribute 'home'",
  },
  'django: pytest sets it up by its own settings': {
    files: { ...SETTINGS, 'tests/test_a.py': '«from stock.models import Item»\n' },
    error: NOT_CONFIGURED,
    command: 'python3 -m pytest',
  },
  'address: two apps have it': {
    files: {
      'views.py': 'go(«reverse("home")»)\n',
      'a/urls.py': 'app_name = "a"\nurlpatterns = [path("", v, name="home")]\n',
      'b/urls.py': 'app_name = "b"\nurlpatterns = [path("", v, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
  },
};

describe('frameworks', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
