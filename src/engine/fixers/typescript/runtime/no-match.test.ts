import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/no-match',
  [
    [
      'TypeError: object null is not iterable (cannot read property Symbol(Symbol.iterator))',
      "const line = 'x';\nconst «[, id]» = line.match(/#(.)/);\n",
      "const line = 'x';\nconst [, id] = line.match(/#(.)/) ?? [];\n",
    ],
    [
      "TypeError: 'x'.match is not a function or its return value is not iterable",
      "for (const word of «'x'.match»(/y/g)) word.trim();\n",
      "for (const word of 'x'.match(/y/g) ?? []) word.trim();\n",
    ],
  ],
  [['TypeError: object null is not iterable (cannot read property Symbol(Symbol.iterator))', 'const none = null;\nconst «[a]» = none;\n']],
);
