import { proposes } from '../../../../../test/support/fixer-cases';

proposes([
  [
    '«p = base / "sub" / name + ".csv"»\n',
    "TypeError: unsupported operand type(s) for +: 'PosixPath' and 'str'",
    'p = base / "sub" / (name + ".csv")\n',
  ],
  [
    '«p = old.parent / old.stem + "_new" + old.suffix»\n',
    "TypeError: unsupported operand type(s) for +: 'PosixPath' and 'str'",
    'p = old.parent / (old.stem + "_new" + old.suffix)\n',
  ],
  ['«p = home + "/conf.ini"»\n', "TypeError: unsupported operand type(s) for +: 'PosixPath' and 'str'", 'p = home / "conf.ini"\n'],
  ['«print("file: " + p)»\n', 'TypeError: can only concatenate str (not "PosixPath") to str', 'print("file: " + str(p))\n'],
]);
