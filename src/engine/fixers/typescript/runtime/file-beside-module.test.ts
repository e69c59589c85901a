import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/file-beside-module',
  [
    [
      "ENOENT: ENOENT: no such file or directory, open './data.json'",
      "const fs = require('node:fs');\n\nconst text = fs.«readFileSync»('./data.json', 'utf8');\nconsole.log(text);\n",
      "const fs = require('node:fs');\nconst path = require('node:path');\n\nconst text = fs.readFileSync(path.join(__dirname, 'data.json'), 'utf8');\nconsole.log(text);\n",
      { name: 'src/main.js', files: { 'src/data.json': '1' } },
    ],
    [
      "ENOENT: ENOENT: no such file or directory, open 'words.txt'",
      "import { readFileSync } from 'node:fs';\nconsole.log(«readFileSync»('words.txt', 'utf8'));\n",
      "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync(new URL('./words.txt', import.meta.url), 'utf8'));\n",
      { name: 'src/main.mjs', files: { 'src/words.txt': 'a' } },
    ],
    [
      "ENOENT: ENOENT: no such file or directory, open 'confg.json'",
      "const fs = require('fs');\nconsole.log(fs.«readFileSync»('confg.json', 'utf8'));\n",
      "const fs = require('fs');\nconsole.log(fs.readFileSync('config.json', 'utf8'));\n",
      { files: { 'config.json': '{}' } },
    ],
  ],
  [
    [
      "ENOENT: ENOENT: no such file or directory, open 'gone.txt'",
      "const fs = require('fs');\nconsole.log(fs.«readFileSync»('gone.txt', 'utf8'));\n",
    ],
    [
      "ENOENT: ENOENT: no such file or directory, open 'out/a.txt'",
      "const fs = require('fs');\nfs.«writeFileSync»('out/a.txt', 'x');\n",
      { files: { 'a.txt': '1' } },
    ],
  ],
);
