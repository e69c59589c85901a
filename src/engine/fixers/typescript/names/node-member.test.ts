import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/node-member',
  [
    [
      'TypeError: fs.readFileSnc is not a function',
      "const fs = require('fs');\nconsole.log(fs.«readFileSnc»('a'));\n",
      "const fs = require('fs');\nconsole.log(fs.readFileSync('a'));\n",
    ],
    [
      "SyntaxError: The requested module 'node:path' does not provide an export named 'basname'",
      "«import» { basname } from 'node:path';\nconsole.log(basname('a'));\n",
      "import { basename } from 'node:path';\nconsole.log(basename('a'));\n",
      { name: 'main.mjs' },
    ],
    [
      'TypeError: existSync is not a function',
      "const { existSync } = require('node:fs');\nconsole.log(«existSync»('a'));\n",
      "const { existsSync } = require('node:fs');\nconsole.log(existsSync('a'));\n",
    ],
  ],
  [['TypeError: fs.frobnicate is not a function', "const fs = require('fs');\nfs.«frobnicate»();\n"]],
);
