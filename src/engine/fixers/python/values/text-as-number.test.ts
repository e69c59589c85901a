import { heals } from '../../../../../test/support/fixer-cases';

const summed = "TypeError: unsupported operand type(s) for +: 'int' and 'str'";

heals(
  'python/text-as-number',
  [
    ['line = "3,4,5"\n«print(sum(line.split(",")))»\n', summed, 'line = "3,4,5"\nprint(sum(map(int, line.split(","))))\n'],
    ['«print(sum(row["price"] for row in rows))»\n', summed, 'print(sum(float(row["price"]) for row in rows))\n'],
    [
      'temps = "12.5;9.0".split(";")\n«print(max(temps) - min(temps))»\n',
      "TypeError: unsupported operand type(s) for -: 'str' and 'str'",
      'temps = "12.5;9.0".split(";")\nprint(max(map(float, temps)) - min(map(float, temps)))\n',
    ],
    [
      'reading = "3.14159"\n«print(round(reading, 2))»\n',
      "TypeError: type str doesn't define __round__ method",
      'reading = "3.14159"\nprint(round(float(reading), 2))\n',
    ],
    ['change = "-12"\n«print(abs(change))»\n', "TypeError: bad operand type for abs(): 'str'", 'change = "-12"\nprint(abs(int(change)))\n'],
    [
      'import math\nside = "16"\n«print(math.sqrt(side))»\n',
      'TypeError: must be real number, not str',
      'import math\nside = "16"\nprint(math.sqrt(float(side)))\n',
    ],
  ],
  [
    ['names = ["ann", "bob"]\n«print(sum(names))»\n', summed],
    ['word = "tall"\n«print(round(word))»\n', "TypeError: type str doesn't define __round__ method"],
    ['words = ["pear", "fig"]\n«print(max(words) + 1)»\n', 'TypeError: can only concatenate str (not "int") to str'],
  ],
);
