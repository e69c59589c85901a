import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/several-for-list',
  [
    [
      'TypeError: object is not iterable (cannot read property Symbol(Symbol.iterator))',
      'const load = async (id) => ({ id });\nconst all = await Promise.«all»(load(1), load(2));\n',
      'const load = async (id) => ({ id });\nconst all = await Promise.all([load(1), load(2)]);\n',
    ],
    [
      'TypeError: number 1 is not iterable (cannot read property Symbol(Symbol.iterator))',
      'const ids = «new Set(1, 2)»;\n',
      'const ids = new Set([1, 2]);\n',
    ],
  ],
  [['TypeError: number 1 is not iterable (cannot read property Symbol(Symbol.iterator))', 'const ids = «new Set(1)»;\n']],
);
