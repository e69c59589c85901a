import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const WANTED = 'TypeError: The "cb" argument must be of type function. Received undefined';

healsCrashes(
  'typescript/callback-api',
  [
    [
      WANTED,
      "import fs from 'node:fs';\nconst text = await fs.«readFile»('a');\nconsole.log(text);\n",
      "import fs from 'node:fs/promises';\nconst text = await fs.readFile('a');\nconsole.log(text);\n",
      { name: 'main.mjs' },
    ],
    [
      WANTED,
      "const fs = require('fs');\nif (fs.existsSync('a')) fs.«readdir»('a').then(console.log);\n",
      "const fs = require('fs');\nif (fs.existsSync('a')) fs.promises.readdir('a').then(console.log);\n",
    ],
    [
      WANTED,
      "const { readFile } = require('fs');\nconst text = «readFile»('a');\nconsole.log(text);\n",
      "const { readFileSync } = require('fs');\nconst text = readFileSync('a');\nconsole.log(text);\n",
    ],
    [
      WANTED,
      "const zlib = require('zlib');\nconst packed = zlib.«gzip»('a');\nconsole.log(packed);\n",
      "const zlib = require('zlib');\nconst packed = zlib.gzipSync('a');\nconsole.log(packed);\n",
    ],
  ],
  [[WANTED, "const fs = require('./own');\nconst text = fs.«readFile»('a');\nconsole.log(text);\n"]],
);
