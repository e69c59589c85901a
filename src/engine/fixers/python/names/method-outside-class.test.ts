import { heals } from '../../../../../test/support/fixer-cases';

const DOG = 'class Dog:\n    def __init__(self):\n        self.n = 1\n\n';
heals(
  'python/method-outside-class',
  [
    [
      `${DOG}def bark(self):\n    print(self.n)\n\n«Dog().bark()»\n`,
      "AttributeError: 'Dog' object has no attribute 'bark'",
      `${DOG}    def bark(self):\n        print(self.n)\n\nDog().bark()\n`,
    ],
    [
      `${DOG}def sit(self):\n    pass\n\n@property\ndef name(self):\n    return "a"\n\n«print(Dog().name)»\n`,
      "AttributeError: 'Dog' object has no attribute 'name'",
      `${DOG}    def sit(self):\n        pass\n\n    @property\n    def name(self):\n        return "a"\n\nprint(Dog().name)\n`,
    ],
  ],
  [
    [`${DOG}x = 1\n\ndef bark(self):\n    print(1)\n\n«Dog().bark()»\n`, "AttributeError: 'Dog' object has no attribute 'bark'"],
    [`${DOG}def bark(n):\n    print(1)\n\n«Dog().bark()»\n`, "AttributeError: 'Dog' object has no attribute 'bark'"],
  ],
);
