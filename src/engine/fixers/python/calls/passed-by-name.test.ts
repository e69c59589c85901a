import { heals } from '../../../../../test/support/fixer-cases';

const USER = 'from pydantic import BaseModel\n\nclass User(BaseModel):\n    name: str\n    age: int = 0\n\n';
heals(
  'python/passed-by-name',
  [
    [
      `${USER}«User("Ann", 3)»\n`,
      'TypeError: BaseModel.__init__() takes 1 positional argument but 3 were given',
      `${USER}User(name="Ann", age=3)\n`,
    ],
    [
      `${USER}«User("Ann", age=3)»\n`,
      'TypeError: BaseModel.__init__() takes 1 positional argument but 2 were given',
      `${USER}User(name="Ann", age=3)\n`,
    ],
    [
      `${USER}class Admin(User):\n    level: int\n\n«Admin("Ann", 3, 1)»\n`,
      'TypeError: BaseModel.__init__() takes 1 positional argument but 4 were given',
      `${USER}class Admin(User):\n    level: int\n\nAdmin(name="Ann", age=3, level=1)\n`,
    ],
    [
      'def area(*, width, height):\n    return width * height\n\n«area(2, 3)»\n',
      'TypeError: area() takes 0 positional arguments but 2 were given',
      'def area(*, width, height):\n    return width * height\n\narea(width=2, height=3)\n',
    ],
    [
      'from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()\n«pool.submit(fn=print, n=1)»\n',
      "TypeError: ThreadPoolExecutor.submit() missing 1 required positional argument: 'fn'",
      'from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()\npool.submit(print, n=1)\n',
    ],
    [
      'from threading import Thread\n«t = Thread(print, ("a",))»\n',
      'AssertionError: group argument must be None for now',
      'from threading import Thread\nt = Thread(target=print, args=("a",))\n',
    ],
    [
      'import threading\n«t = threading.Thread(print)»\n',
      'AssertionError: group argument must be None for now',
      'import threading\nt = threading.Thread(target=print)\n',
    ],
  ],
  [
    [`${USER}«User("Ann", 3, 4)»\n`, 'TypeError: BaseModel.__init__() takes 1 positional argument but 4 were given'],
    [
      'class Cat:\n    def __init__(self):\n        pass\n\n«Cat("Tom")»\n',
      'TypeError: Cat.__init__() takes 1 positional argument but 2 were given',
    ],
  ],
);
