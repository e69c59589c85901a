import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'the header of a table': {
    files: {
      'main.py': 'import csv\n\nrows = list(csv.DictReader(open("data/sales.csv")))\nprint(«rows[0]["ammount"]», rows[1]["ammount"])\n',
      'data/sales.csv': 'id;"amount";city\n1;2;Rome\n',
    },
    error: "KeyError: 'ammount'",
    after: {
      'main.py': 'import csv\n\nrows = list(csv.DictReader(open("data/sales.csv")))\nprint(rows[0]["amount"], rows[1]["amount"])\n',
    },
  },
  'a file that the caller names': {
    files: {
      'app/main.py': 'from app.load import read\n\nread("settings.json")\n',
      'app/load.py': "import json\n\n\ndef read(path):\n    return «json.load(open(path))['server']['tiemout']»\n",
      'settings.json': '{"server": {"timeout": 3, "host": "a"}}',
    },
    error: "KeyError: 'tiemout'",
    frames: ['app/main.py:3', 'app/load.py:5 read'],
    after: { 'app/load.py': "import json\n\n\ndef read(path):\n    return json.load(open(path))['server']['timeout']\n" },
  },
  'what the caller passes': {
    files: {
      'main.py': 'from shop import total\n\ntotal([{"amount": 4}])\n',
      'shop.py': 'def total(rows):\n    return sum(«row["ammount"]» for row in rows)\n',
    },
    error: "KeyError: 'ammount'",
    frames: ['main.py:3', 'shop.py:2 total'],
    after: { 'shop.py': 'def total(rows):\n    return sum(row["amount"] for row in rows)\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'no column is like it': {
    files: { 'main.py': 'rows = load("a.csv")\nprint(«rows[0]["price"]»)\n', 'a.csv': 'id,amount\n' },
    error: "KeyError: 'price'",
  },
  'two columns are as near': {
    files: { 'main.py': 'rows = load("a.csv")\nprint(«rows[0]["price"]»)\n', 'a.csv': 'prices,pricey\n' },
    error: "KeyError: 'price'",
  },
  'plain text is no table': {
    files: { 'main.py': 'rows = load("a.txt")\nprint(«rows[0]["ammount"]»)\n', 'a.txt': 'amount\nof money\n' },
    error: "KeyError: 'ammount'",
  },
};

describe('keys of data', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
