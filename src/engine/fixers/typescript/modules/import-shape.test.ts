import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/import-shape',
  [
    [
      "SyntaxError: Named export 'parse' not found. The requested module './old.cjs' is a CommonJS module, which may not support all module.exports as named exports.",
      "«import» { parse, format as show } from './old.cjs';\nconsole.log(show(parse('a')));\n",
      "import old from './old.cjs';\nconst { parse, format: show } = old;\nconsole.log(show(parse('a')));\n",
      { name: 'main.mjs', files: { 'old.cjs': 'module.exports = make();\n' } },
    ],
    [
      'TypeError: add is not a function',
      "const { add } = require('./add');\nconsole.log(«add»(1, 2));\n",
      "const add = require('./add');\nconsole.log(add(1, 2));\n",
      { files: { 'add.js': 'module.exports = function add(a, b) {\n  return a + b;\n};\n' } },
    ],
    [
      'TypeError: add is not a function',
      "const add = require('./add');\nconsole.log(«add»(1, 2));\n",
      "const { add } = require('./add');\nconsole.log(add(1, 2));\n",
      { files: { 'add.js': 'const add = (a, b) => a + b;\nmodule.exports = { add };\n' } },
    ],
    [
      'TypeError: slug is not a function',
      "const slug = require('./slug.mjs');\nconsole.log(«slug»('A'));\n",
      "const slug = require('./slug.mjs').default;\nconsole.log(slug('A'));\n",
      { files: { 'slug.mjs': 'export default (text) => text.toLowerCase();\n' } },
    ],
    [
      'TypeError: slug is not a function',
      "import * as slug from './slug.mjs';\nconsole.log(«slug»('A'));\n",
      "import slug from './slug.mjs';\nconsole.log(slug('A'));\n",
      { name: 'main.mjs', files: { 'slug.mjs': 'export default (text) => text.toLowerCase();\n' } },
    ],
  ],
  [
    // Two parts are taken: the module can't be both.
    [
      'TypeError: add is not a function',
      "const { add, sub } = require('./add');\nconsole.log(«add»(1, 2), sub);\n",
      { files: { 'add.js': 'module.exports = function add(a, b) {\n  return a + b;\n};\n' } },
    ],
    ['TypeError: add is not a function', "const add = require('unseen');\nconsole.log(«add»(1, 2));\n"],
  ],
);
