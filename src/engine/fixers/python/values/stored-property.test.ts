import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/stored-property',
  [
    [
      'class A:\n    def __init__(self, n):\n        «self.name = n»\n\n    @property\n    def name(self):\n        return self._name\n',
      "AttributeError: property 'name' of 'A' object has no setter",
      'class A:\n    def __init__(self, n):\n        self._name = n\n\n    @property\n    def name(self):\n        return self._name\n',
    ],
    [
      'class A:\n    @property\n    def total(self):\n        """All."""\n        return self._sum\n\n    def add(self, n):\n        «self.total += n»\n',
      "AttributeError: can't set attribute 'total'",
      'class A:\n    @property\n    def total(self):\n        """All."""\n        return self._sum\n\n    def add(self, n):\n        self._sum += n\n',
    ],
  ],
  [
    [
      'class A:\n    def __init__(self, w):\n        «self.area = w»\n\n    @property\n    def area(self):\n        return self.w * 2\n',
      "AttributeError: property 'area' of 'A' object has no setter",
    ],
  ],
);
