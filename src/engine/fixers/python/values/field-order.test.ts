import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'from dataclasses import dataclass\n\n\n«@dataclass»\nclass Item:\n    size: int = 1  # in cm\n    name: str  # as printed\n',
    "TypeError: non-default argument 'name' follows default argument",
    'from dataclasses import dataclass\n\n\n@dataclass\nclass Item:\n    name: str  # as printed\n    size: int = 1  # in cm\n',
  ],
  [
    'from dataclasses import dataclass\nfrom base import Entity\n\n\n«@dataclass(frozen=True)»\nclass Item(Entity):\n    name: str\n',
    "TypeError: non-default argument 'name' follows default argument",
    'from dataclasses import dataclass\nfrom base import Entity\n\n\n@dataclass(frozen=True, kw_only=True)\nclass Item(Entity):\n    name: str\n',
  ],
  [
    'from typing import NamedTuple\n\n\n«class P(NamedTuple):»\n    x: int = 0\n    y: int\n',
    'TypeError: Non-default namedtuple field y cannot follow default field x',
    'from typing import NamedTuple\n\n\nclass P(NamedTuple):\n    y: int\n    x: int = 0\n',
  ],
]);

test.each([
  [
    'made by position',
    'from dataclasses import dataclass\n\n\n«@dataclass»\nclass Item:\n    size: int = 1\n    name: str\n\n\nItem(3, "a")\n',
    "TypeError: non-default argument 'name' follows default argument",
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/field-order')).toEqual([]);
});
