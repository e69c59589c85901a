import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/repeat-count',
  [
    [
      'RangeError: Invalid count value: -2',
      "const wide = 6;\nconst name = 'gunnhild';\nconst line = name + ' '.«repeat»(wide - name.length);\n",
      "const wide = 6;\nconst name = 'gunnhild';\nconst line = name + ' '.repeat(Math.max(0, wide - name.length));\n",
    ],
  ],
  [['RangeError: Invalid count value: -2', "const line = ' '.«repeat»(-2);\n"]],
);
