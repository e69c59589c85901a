import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const NO_HASH = 'Error: Digest method not supported';
const hashed = (name: string): string =>
  `import { createHash } from 'node:crypto';\nconsole.log(«createHash»('${name}').update('x').digest('hex'));\n`;
const plain = (text: string): string => text.replace(/[«»]/g, '');

healsCrashes(
  'typescript/known-word',
  [
    [NO_HASH, hashed('sha-265'), plain(hashed('sha256'))],
    [NO_HASH, hashed('md-5'), plain(hashed('md5'))],
    [
      'Error: Unknown cipher',
      "import { createCipheriv } from 'node:crypto';\nconst kind = 'aes-265-cbc';\nconsole.log(«createCipheriv»(kind, '', ''));\n",
      "import { createCipheriv } from 'node:crypto';\nconst kind = 'aes-256-cbc';\nconsole.log(createCipheriv(kind, '', ''));\n",
    ],
    ['TypeError: Unknown encoding: utf-88', "console.log(Buffer.«from»('a', 'utf-88'));\n", "console.log(Buffer.from('a', 'utf-8'));\n"],
    [
      "TypeError: The argument 'encoding' is invalid encoding. Received 'utf_8'",
      "import fs from 'node:fs';\nconsole.log(fs.«readFileSync»('a', { encoding: 'utf_8' }));\n",
      "import fs from 'node:fs';\nconsole.log(fs.readFileSync('a', { encoding: 'utf8' }));\n",
    ],
  ],
  [
    [NO_HASH, hashed('bcrypt')],
    [NO_HASH, "import { createHash } from 'node:crypto';\nexport const of = (kind) => «createHash»(kind);\n"],
    ['TypeError: Unknown encoding: cp1252', "console.log(Buffer.«from»('a', 'cp1252'));\n"],
  ],
);
