import { heals } from '../../../../../test/support/fixer-cases';

const DOG = 'class Dog:\n    def __init__(self, name):\n        self.name = name\nrex = Dog("Rex")\n';
const SAID = "AttributeError: type object 'Dog' has no attribute 'name'";

heals(
  'python/asked-of-class',
  [[`${DOG}«print(Dog.name)»\n`, SAID, `${DOG}print(rex.name)\n`]],
  [
    [`${DOG}tom = Dog("Tom")\n«print(Dog.name)»\n`, SAID],
    [`${DOG}«print(Dog.age)»\n`, "AttributeError: type object 'Dog' has no attribute 'age'"],
  ],
);
