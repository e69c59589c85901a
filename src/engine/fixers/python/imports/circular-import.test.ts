import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const circular = (name: string, module: string): string =>
  `ImportError: cannot import name '${name}' from partially initialized module '${module}' (most likely due to a circular import) (/work-in-memory/${module.replaceAll('.', '/')}.py)`;

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'only read in annotations': {
    files: {
      'shop/cart.py': 'from shop.item import Item\n\n\nclass Cart:\n    def add(self, name):\n        return Item(name, self)\n',
      'shop/item.py':
        'import json\n\n«from shop.cart import Cart»\n\n\nclass Item:\n    def __init__(self, name: str, cart: Cart) -> None:\n        self.name = json.dumps(name)\n',
    },
    error: circular('Cart', 'shop.cart'),
    frames: ['shop/cart.py:1', 'shop/item.py:3'],
    after: {
      'shop/item.py':
        'from __future__ import annotations\n\nimport json\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.cart import Cart\n\n\nclass Item:\n    def __init__(self, name: str, cart: Cart) -> None:\n        self.name = json.dumps(name)\n',
    },
  },
  'into the block that is there': {
    files: {
      'shop/cart.py': 'from shop.item import Item\n\n\nclass Cart:\n    pass\n',
      'shop/item.py':
        'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\n«from shop.cart import Cart»\n\nif TYPE_CHECKING:\n    from shop.tax import Tax\n\n\ndef total(cart: Cart, tax: Tax) -> None: ...\n',
    },
    error: circular('Cart', 'shop.cart'),
    frames: ['shop/cart.py:1', 'shop/item.py:5'],
    after: {
      'shop/item.py':
        'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.tax import Tax\n    from shop.cart import Cart\n\n\ndef total(cart: Cart, tax: Tax) -> None: ...\n',
    },
  },
  'used in one function': {
    files: {
      'shop/cart.py': 'from shop.item import price\n\n\ndef make():\n    return price(1)\n\n\nTAX = 2\n',
      'shop/item.py': 'import json\n\n«from shop.cart import TAX»\n\n\ndef price(n):\n    """With tax."""\n    return n * TAX\n',
    },
    error: circular('TAX', 'shop.cart'),
    frames: ['shop/cart.py:1', 'shop/item.py:3'],
    after: {
      'shop/item.py': 'import json\n\n\ndef price(n):\n    """With tax."""\n    from shop.cart import TAX\n\n    return n * TAX\n',
    },
  },
  'imported for what it does': {
    files: {
      'site/__init__.py': '',
      'web/app.py': 'from flask import Flask\n\nfrom web import views\n\napp = Flask(__name__)\n\n\ndef run():\n    app.run()\n',
      'web/views.py': '«from web.app import app»\n\n\n@app.get("/")\ndef home():\n    return "hi"\n',
    },
    error: circular('app', 'web.app'),
    frames: ['main.py:1', 'web/app.py:3', 'web/views.py:1'],
    after: {
      'web/app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\nfrom web import views\n\n\ndef run():\n    app.run()\n',
    },
  },
  'the other side needs it later': {
    files: {
      'zoo/base.py': 'from zoo.cat import Cat\n\n\nclass Animal:\n    pass\n\n\ndef make():\n    return Cat()\n',
      'zoo/cat.py': '«from zoo.base import Animal»\n\n\nclass Cat(Animal):\n    pass\n',
    },
    error: circular('Animal', 'zoo.base'),
    frames: ['zoo/base.py:1', 'zoo/cat.py:1'],
    after: { 'zoo/base.py': 'class Animal:\n    pass\n\n\ndef make():\n    from zoo.cat import Cat\n\n    return Cat()\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'both need it at once': {
    files: {
      'zoo/base.py': 'from zoo.cat import KINDS\n\nALL = [*KINDS]\n\n\nclass Animal:\n    pass\n',
      'zoo/cat.py': '«from zoo.base import Animal»\n\n\nclass Cat(Animal):\n    pass\n\n\nKINDS = [Cat]\n',
    },
    error: circular('Animal', 'zoo.base'),
    frames: ['zoo/base.py:1', 'zoo/cat.py:1'],
  },
  'a library reads the annotations': {
    files: {
      'shop/cart.py': 'from shop.item import Item\n\nNONE = Item()\n\n\nclass Cart:\n    pass\n',
      'shop/item.py':
        'from pydantic import BaseModel\n«from shop.cart import Cart»\n\n\nclass Item(BaseModel):\n    cart: Cart | None = None\n',
    },
    error: circular('Cart', 'shop.cart'),
    frames: ['shop/cart.py:1', 'shop/item.py:2'],
  },
};

describe('modules that import each other', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
