import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/module-kind',
  [
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const fs = «require»('fs');\nconst { join: to, sep } = require('path');\nconsole.log(fs.existsSync(to('a', sep)));\n",
      "import fs from 'fs';\nimport { join as to, sep } from 'path';\nconsole.log(fs.existsSync(to('a', sep)));\n",
      { name: 'main.mjs' },
    ],
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const data = «require»('./data.json');\nconsole.log(data.n);\n",
      "import data from './data.json' with { type: 'json' };\nconsole.log(data.n);\n",
      { name: 'main.mjs', files: { 'data.json': '{ "n": 1 }' } },
    ],
    [
      'SyntaxError: Cannot use import statement outside a module',
      "«import» fs from 'fs';\nimport { join as to, sep } from 'path';\nimport * as os from 'os';\nconsole.log(fs.existsSync(to(os.tmpdir(), sep)));\n",
      "const fs = require('fs');\nconst { join: to, sep } = require('path');\nconst os = require('os');\nconsole.log(fs.existsSync(to(os.tmpdir(), sep)));\n",
      { name: 'main.cjs' },
    ],
    [
      'SyntaxError: Cannot use import statement outside a module',
      "«import» { join } from 'path'\nconst fs = require('fs')\nconsole.log(fs.existsSync(join('a', 'b')))\n",
      "const { join } = require('path')\nconst fs = require('fs')\nconsole.log(fs.existsSync(join('a', 'b')))\n",
    ],
  ],
  [
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const name = 'fs';\nconst fs = «require»(name);\nconsole.log(fs);\n",
      { name: 'main.mjs' },
    ],
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const { sum } = «require»('./sum');\nconsole.log(sum(1));\n",
      { name: 'main.mjs' },
    ],
    ['SyntaxError: Cannot use import statement outside a module', "«import» fs from 'fs';\nconsole.log(fs);\n"],
  ],
);
