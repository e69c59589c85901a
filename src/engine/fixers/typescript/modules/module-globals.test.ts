import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/module-globals',
  [
    [
      'ReferenceError: __dirname is not defined in ES module scope',
      "import path from 'node:path';\nconsole.log(path.join(«__dirname», 'a'));\n",
      "import path from 'node:path';\nconsole.log(path.join(import.meta.dirname, 'a'));\n",
      { name: 'main.mjs' },
    ],
    [
      'ReferenceError: __dirname is not defined in ES module scope',
      "import path from 'node:path';\nconsole.log(path.join(«__dirname», 'a'));\n",
      "import path from 'node:path';\nimport { fileURLToPath } from 'node:url';\nconst __dirname = fileURLToPath(new URL('.', import.meta.url));\nconsole.log(path.join(__dirname, 'a'));\n",
      { name: 'main.mjs', files: { 'package.json': '{ "engines": { "node": ">=18" } }' } },
    ],
    [
      'ReferenceError: module is not defined in ES module scope',
      'const twice = (n) => n * 2;\n«module».exports = { twice };\n',
      'const twice = (n) => n * 2;\nexport { twice };\n',
      { name: 'main.mjs' },
    ],
  ],
  [
    [
      'ReferenceError: module is not defined in ES module scope',
      "const fs = require('fs');\n«module».exports = { fs };\n",
      { name: 'main.mjs' },
    ],
  ],
);
