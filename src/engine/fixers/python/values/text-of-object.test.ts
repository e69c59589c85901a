import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/text-of-object',
  [
    [
      'class A:\n    def __str__(self):\n        print(f"A {self.x}")\n\n«print(A())»\n',
      'TypeError: __str__ returned non-string (type NoneType)',
      'class A:\n    def __str__(self):\n        return f"A {self.x}"\n\nprint(A())\n',
    ],
    [
      'class A:\n    def __repr__(self):\n        return self.size + 1\n\n«print(A())»\n',
      'TypeError: __repr__ returned non-string (type int)',
      'class A:\n    def __repr__(self):\n        return str(self.size + 1)\n\nprint(A())\n',
    ],
    [
      'class A:\n    def __str__(self):\n        text = "a"\n        text += "b"\n\n«print(A())»\n',
      'TypeError: __str__ returned non-string (type NoneType)',
      'class A:\n    def __str__(self):\n        text = "a"\n        text += "b"\n        return text\n\nprint(A())\n',
    ],
  ],
  [
    [
      'class A:\n    def __str__(self):\n        print("a")\n        print("b")\n\n«print(A())»\n',
      'TypeError: __str__ returned non-string (type NoneType)',
    ],
  ],
);
