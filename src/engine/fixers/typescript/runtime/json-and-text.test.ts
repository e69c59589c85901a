import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const NO_JSON = 'SyntaxError: "[object Object]" is not valid JSON';

healsCrashes(
  'typescript/json-and-text',
  [
    [
      NO_JSON,
      'const load = () => ({ a: 1 });\nconst v = JSON.«parse»(load());\nconsole.log(v.a);\n',
      'const load = () => ({ a: 1 });\nconst v = load();\nconsole.log(v.a);\n',
    ],
    [
      'SyntaxError: "[object Promise]" is not valid JSON',
      "const load = async () => '{}';\nconst go = async () => JSON.«parse»(load());\ngo();\n",
      "const load = async () => '{}';\nconst go = async () => JSON.parse(await load());\ngo();\n",
    ],
    [
      'TypeError: The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Array',
      "const fs = require('fs');\nconst rows = [1];\nfs.«writeFileSync»('a', rows);\n",
      "const fs = require('fs');\nconst rows = [1];\nfs.writeFileSync('a', JSON.stringify(rows));\n",
    ],
  ],
  [
    [NO_JSON, 'const load = () => String({});\nconst v = JSON.«parse»(load());\nconsole.log(v.a);\n'],
    ['SyntaxError: Unexpected end of JSON input', "const v = JSON.«parse»('');\nconsole.log(v);\n"],
  ],
);
