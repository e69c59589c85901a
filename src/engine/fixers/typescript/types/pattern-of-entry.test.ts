import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/pattern-of-entry',
  [
    [
      "const prices = new Map([['pear', 2]]);\nexport const all: string[] = [];\nprices.forEach(([name, price]) => all.push(name + price));\n",
      "const prices = new Map([['pear', 2]]);\nexport const all: string[] = [];\nprices.forEach((price, name) => all.push(name + price));\n",
    ],
  ],
  [["const pairs: [string, number][] = [['a', 1]];\npairs.forEach(([a, b, c]) => a + b + c);\n"]],
);
