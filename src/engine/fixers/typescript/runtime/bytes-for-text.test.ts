import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/bytes-for-text',
  [
    [
      'TypeError: fs.readFileSync(...).split is not a function',
      "import fs from 'node:fs';\nconst rows = fs.readFileSync('a.csv').«split»(',');\n",
      "import fs from 'node:fs';\nconst rows = fs.readFileSync('a.csv', 'utf8').split(',');\n",
    ],
  ],
  [['TypeError: rows.split is not a function', "import fs from 'node:fs';\nconst rows = fs.readdirSync('a');\nrows.«split»(',');\n"]],
);
