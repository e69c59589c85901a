import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/missing-key',
  [
    [
      'ages = {"alice": 3, "bob": 4}\nprint(«ages["alcie"]»)\n',
      "KeyError: 'alcie'",
      'ages = {"alice": 3, "bob": 4}\nprint(ages["alice"])\n',
    ],
    [
      'counts = {}\nfor word in ["a", "b"]:\n    «counts[word] += 1»\n',
      "KeyError: 'a'",
      'counts = {}\nfor word in ["a", "b"]:\n    counts[word] = counts.get(word, 0) + 1\n',
    ],
  ],
  [['def get(table, key):\n    return «table[key]»\n', "KeyError: 'x'"]],
);

proposes([
  ['ages = {"1": "ann"}\n«print(ages[1])»\n', 'KeyError: 1', 'ages = {"1": "ann"}\nprint(ages["1"])\n'],
  ['names = {1: "a", 2: "b"}\nk = "2"\n«print(names[k])»\n', "KeyError: '2'", 'names = {1: "a", 2: "b"}\nk = "2"\nprint(names[int(k)])\n'],
  ['import json\ndata = json.loads(text)\n«print(data[7])»\n', 'KeyError: 7', 'import json\ndata = json.loads(text)\nprint(data["7"])\n'],
  ['ages = {"tom": 1}\nprint(«ages["tmo"]»)\n', "KeyError: 'tmo'", 'ages = {"tom": 1}\nprint(ages["tom"])\n'],
  ['count = {}\nfor w in ws:\n    «count[w] += 1»\n', "KeyError: 'a'", 'count = {}\nfor w in ws:\n    count[w] = count.get(w, 0) + 1\n'],
  [
    'groups = {}\nfor k, v in ws:\n    «groups[k].append(v)»\n',
    "KeyError: 'a'",
    'groups = {}\nfor k, v in ws:\n    groups.setdefault(k, []).append(v)\n',
  ],
  ['if k + 1 in seen:\n    print(«seen[k + 2]»)\n', 'KeyError: 7', 'if k + 1 in seen:\n    print(seen[k + 1])\n'],
]);

test('two keys of different making: silence', async () => {
  expect((await tried('if left in seen:\n    print(«seen[right]»)\n', 'KeyError: 7')).all).toEqual([]);
});

test.each([
  [
    'an account that was never opened',
    'class Bank:\n    def __init__(self):\n        self.funds = {}\n    def open(self, who, n):\n        self.funds[who] = n\n    def pay(self, to, n):\n        «self.funds[to] += n»\n',
  ],
  [
    'an edge to a node that is not listed',
    'graph = {}\nfor name in names:\n    graph[name] = []\nfor a, b in edges:\n    «graph[a].append(b)»\n',
  ],
])('keys are put in elsewhere, %s: silence', async (_name, text) => {
  expect((await tried(text, "KeyError: 'carl'")).all).toEqual([]);
});

test('the nearest key counts, wherever the dict is written', async () => {
  const text = 'SIZE = {"max_width": 80, "max_height": 24}\ndef area(c):\n    return «c["max_widht"]» * c["max_height"]\narea(SIZE)\n';
  expect((await tried(text, "KeyError: 'max_widht'")).after).toContain('return c["max_width"] *');
});

test("'==' for '=' in a statement of its own", async () => {
  const text = 'seen = {}\nfor w in words:\n    if w in seen:\n        seen[w] += 1\n    else:\n        «seen[w] == 1»\n';
  expect((await tried(text, "KeyError: 'a'")).after).toContain('seen[w] = 1\n');
  expect((await tried('seen = {}\nfirst = «seen[w] == 1»\n', "KeyError: 'a'")).after).toBeUndefined();
});
