import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const A = 'class A:\n    def __init__(self):\n        self.items = []\n\n';
const told = "AttributeError: 'B' object has no attribute 'items'";
proposes([
  [
    'import game\n\n\nclass Ghost(game.Sprite):\n    def __init__(self, spot):\n        «self.layer = 2»\n        self.spot = spot\n        super().__init__()\n',
    "AttributeError: 'Ghost' object has no attribute '_Sprite__g'",
    'import game\n\n\nclass Ghost(game.Sprite):\n    def __init__(self, spot):\n        super().__init__()\n        self.layer = 2\n        self.spot = spot\n',
  ],
  [
    'from threading import Thread\n\n\nclass Work(Thread):\n    def __init__(self, n):\n        self.n = n\n\n\n«Work(1).start()»\n',
    'RuntimeError: thread.__init__() not called',
    'from threading import Thread\n\n\nclass Work(Thread):\n    def __init__(self, n):\n        super().__init__()\n        self.n = n\n\n\nWork(1).start()\n',
  ],
  [
    `${A}class B(A):\n    def __init__(self):\n        self.x = 1\n\nprint(«B().items»)\n`,
    told,
    `${A}class B(A):\n    def __init__(self):\n        super().__init__()\n        self.x = 1\n\nprint(B().items)\n`,
  ],
  [
    'class A:\n    def __init__(self, items):\n        self.items = items\n\nclass B(A):\n    def __init__(self, items, n):\n        """A B."""\n        self.n = n\n\nprint(«B([], 1).items»)\n',
    told,
    'class A:\n    def __init__(self, items):\n        self.items = items\n\nclass B(A):\n    def __init__(self, items, n):\n        """A B."""\n        super().__init__(items)\n        self.n = n\n\nprint(B([], 1).items)\n',
  ],
  [
    `${A}class B(A):\n    def __init__(self):\n        «self.items».append(1)\n        super().__init__()\n\nB()\n`,
    told,
    `${A}class B(A):\n    def __init__(self):\n        super().__init__()\n        self.items.append(1)\n\nB()\n`,
  ],
]);

test.each([
  [
    'the base needs what is not there',
    `${A.replace('(self)', '(self, size)')}class B(A):\n    def __init__(self):\n        self.x = 1\n\nprint(«B().items»)\n`,
  ],
  ['no base sets it', `${A.replace('items', 'rows')}class B(A):\n    def __init__(self):\n        self.x = 1\n\nprint(«B().items»)\n`],
])('%s: silence', async (_, marked) => {
  expect((await tried(marked, told)).all.filter(({ origin }) => origin.id === 'python/missing-super-init')).toEqual([]);
});
