import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const SETTINGS = {
  'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
  'shop/settings.py': 'SECRET_KEY = ""\n',
  'stock/models.py': 'from django.db import models\n\n\nclass Item(models.Model):\n    pass\n',
};
const NOT_CONFIGURED =
  'django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured. You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before accessing settings.';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'imported before it is set up': {
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
  'never set up': {
    files: { ...SETTINGS, 'load.py': '«from stock.models import Item»\n\nprint(Item)\n' },
    error: NOT_CONFIGURED,
    command: 'python3 load.py',
    after: {
      'load.py':
        'import os\nimport django\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\ndjango.setup()\n\nfrom stock.models import Item\n\nprint(Item)\n',
    },
  },
  'settings named, set-up forgotten': {
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
};

const still: Record<string, WorkspaceCase> = {
  'pytest sets it up by its own settings': {
    files: { ...SETTINGS, 'tests/test_a.py': '«from stock.models import Item»\n' },
    error: NOT_CONFIGURED,
    command: 'python3 -m pytest',
  },
};

describe('django setup', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
