// A module that is not there, as bundlers and Jest say it, is the mistake that Node and TypeScript tell in their words.

import { expect, test } from 'vitest';
import { detectText } from '../../../src/engine/detect/detect';
import { modulePath } from '../../../src/engine/fixers/typescript/modules/module-path';
import { CWD } from './outputs';

test.each([
  ['esbuild', '✘ [ERROR] Could not resolve "./totl.js"\n\n    src/main.js:1:22:\n      1 │ import { total } from "./totl.js";\n'],
  [
    'Vite 8',
    "Build failed with 1 error:\n\n[UNRESOLVED_IMPORT] Could not resolve './totl.js' in src/main.js\n   ╭─[ src/main.js:1:23 ]\n   │\n",
  ],
  [
    'Vite’s server',
    '[vite] Internal server error: Failed to resolve import "./totl.js" from "src/main.js". Does the file exist?\n  Plugin: vite:import-analysis\n  File: /home/ada/shop/src/main.js:1:22\n',
  ],
  ['Rollup', '[!] RollupError: Could not resolve "./totl.js" from "src/main.js"\n'],
  ['webpack', "ERROR in ./src/main.js 1:0-34\nModule not found: Error: Can't resolve './totl.js' in '/home/ada/shop/src'\n"],
  ['Next.js', "./src/main.js:1:1\nModule not found: Can't resolve './totl.js'\n"],
  [
    'Jest',
    "  ● Test suite failed to run\n\n    Cannot find module './totl.js' from 'src/main.js'\n\n      at Object.require (src/main.js:1:1)\n",
  ],
])('%s', (_, text) => {
  const [problem] = detectText(text, { cwd: CWD, roots: [CWD], origin: 'terminal' });
  expect(problem).toMatchObject({
    errorType: 'MODULE_NOT_FOUND',
    signature: { shape: "No module named '‹module›'", holes: { module: './totl.js' } },
    location: { path: `${CWD}/src/main.js`, range: { start: { line: 0 } } },
  });
  expect(problem && modulePath.answers.where?.(problem)).toBe(true);
});
