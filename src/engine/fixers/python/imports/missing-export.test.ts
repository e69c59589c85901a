import { expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';
import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/missing-export',
  [
    [
      '«from collections import Iterable»\n',
      "ImportError: cannot import name 'Iterable' from 'collections' (/usr/lib/python3.12/collections/__init__.py)",
      'from collections.abc import Iterable\n',
    ],
    [
      '«from math import squrt»\nprint(squrt(2))\n',
      "ImportError: cannot import name 'squrt' from 'math' (unknown location)",
      'from math import sqrt\nprint(sqrt(2))\n',
    ],
  ],
  [['«from json import zebra»\n', "ImportError: cannot import name 'zebra' from 'json' (/usr/lib/python3.12/json/__init__.py)"]],
);

proposes([
  [
    '«from pydantic import BaseModel, BaseSettings»\n',
    'PydanticImportError: `BaseSettings` has been moved to the `pydantic-settings` package. See the docs for more details.',
    'from pydantic import BaseModel\nfrom pydantic_settings import BaseSettings\n',
  ],
  ['«from sklearn.externals import joblib»\n', "ImportError: cannot import name 'joblib' from 'sklearn.externals' (x)", 'import joblib\n'],
  ['«from jinja2 import Markup»\n', "ImportError: cannot import name 'Markup' from 'jinja2' (x)", 'from markupsafe import Markup\n'],
  [
    '«from django.utils.translation import ugettext as _»\n',
    "ImportError: cannot import name 'ugettext' from 'django.utils.translation' (x)",
    'from django.utils.translation import gettext as _\n',
  ],
  [
    '«from collections import Mapping»\n',
    "ImportError: cannot import name 'Mapping' from 'collections' (/usr/lib/python3.11/collections/__init__.py)",
    'from collections.abc import Mapping\n',
  ],
  [
    '«from collections import OrderedDict, Mapping»\n',
    "ImportError: cannot import name 'Mapping' from 'collections' (x)",
    'from collections import OrderedDict\nfrom collections.abc import Mapping\n',
  ],
  [
    '«from itertools import tee, izip»\nizip([], [])\n',
    "ImportError: cannot import name 'izip' from 'itertools' (unknown location)",
    'from itertools import tee\nzip([], [])\n',
  ],
  ['«from itertools import pi»\n', "ImportError: cannot import name 'pi' from 'itertools' (unknown location)", 'from math import pi\n'],
  [
    '«from json import load_s»\nload_s("1")\n',
    "ImportError: cannot import name 'load_s' from 'json' (x)",
    'from json import loads\nloads("1")\n',
  ],
]);

test('the title names what the module has, not what it has not', async () => {
  const { best } = await tried('«from django.conf.urls import url»\n', "ImportError: cannot import name 'url' from 'django.conf.urls' (x)");
  expect(best?.title).toBe("Import 're_path' from 'django.urls' as 'url'");
  const { best: quote } = await tried(
    '«from werkzeug.urls import url_quote»\n',
    "ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (x)",
  );
  expect(quote?.title).toBe("Import 'quote' from 'urllib.parse' as 'url_quote'");
});
