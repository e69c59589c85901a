import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes('typescript/import-attribute', [
  [
    'TypeError: Module "file:///script-in-memory/data.json" needs an import attribute of "type: json"',
    "«import» data from './data.json';\nconsole.log(data.n);\n",
    "import data from './data.json' with { type: 'json' };\nconsole.log(data.n);\n",
    { name: 'main.mjs', files: { 'data.json': '{ "n": 1 }' } },
  ],
  [
    "SyntaxError: Unexpected identifier 'assert'",
    "import data from './data.json' «assert» { type: 'json' };\nconsole.log(data.n);\n",
    "import data from './data.json' with { type: 'json' };\nconsole.log(data.n);\n",
    { name: 'main.mjs', files: { 'data.json': '{ "n": 1 }' } },
  ],
]);
