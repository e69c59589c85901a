import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const told = (type: string, name: string): string =>
  `ValueError: mutable default <class '${type}'> for field ${name} is not allowed: use default_factory`;
proposes([
  [
    'from dataclasses import dataclass\n\n«@dataclass»\nclass A:\n    name: str\n    tags: list = []\n',
    told('list', 'tags'),
    'from dataclasses import dataclass, field\n\n@dataclass\nclass A:\n    name: str\n    tags: list = field(default_factory=list)\n',
  ],
  [
    'import dataclasses\n\n«@dataclasses.dataclass»\nclass A:\n    sizes: dict = {"a": 1}\n',
    told('dict', 'sizes'),
    'import dataclasses\n\n@dataclasses.dataclass\nclass A:\n    sizes: dict = dataclasses.field(default_factory=lambda: {"a": 1})\n',
  ],
  [
    'from dataclasses import dataclass, field\n\n«@dataclass»\nclass A:\n    home: Spot = Spot()\n',
    told('__main__.Spot', 'home'),
    'from dataclasses import dataclass, field\n\n@dataclass\nclass A:\n    home: Spot = field(default_factory=Spot)\n',
  ],
]);

test('two classes with that field: silence', async () => {
  const text = 'from dataclasses import dataclass\n«@dataclass»\nclass A:\n    t: list = []\n@dataclass\nclass B:\n    t: list = []\n';
  expect((await tried(text, told('list', 't'))).all.filter(({ origin }) => origin.id === 'python/mutable-field')).toEqual([]);
});
