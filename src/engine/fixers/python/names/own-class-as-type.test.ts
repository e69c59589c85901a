import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/own-class-as-type',
  [
    [
      'class Tree:\n    def add(self, other: «Tree») -> None:\n        pass\n\n    def copy(self) -> Tree:\n        return self\n',
      "NameError: name 'Tree' is not defined",
      'class Tree:\n    def add(self, other: "Tree") -> None:\n        pass\n\n    def copy(self) -> "Tree":\n        return self\n',
    ],
    [
      'def show(pet: «Pet | None») -> str:\n    return "a"\n\nclass Pet:\n    pass\n',
      "NameError: name 'Pet' is not defined",
      'def show(pet: "Pet | None") -> str:\n    return "a"\n\nclass Pet:\n    pass\n',
    ],
    [
      'class Node:\n    def __init__(self, «left: "Node" | None = None»):\n        self.left = left\n',
      "TypeError: unsupported operand type(s) for |: 'str' and 'NoneType'",
      'class Node:\n    def __init__(self, left: "Node | None" = None):\n        self.left = left\n',
    ],
  ],
  [['class Tree:\n    «root = Tree()»\n', "NameError: name 'Tree' is not defined"]],
);
