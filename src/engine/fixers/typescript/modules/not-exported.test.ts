import { expect, test } from 'vitest';
import { healed, type Given } from '../../../../../test/unit/heal-script';

/** The text of the other file after the best patch; undefined where there is none. */
async function other(crash: string, text: string, name: string, module: string, given: Given = {}): Promise<string | undefined> {
  const { patches } = await healed(text, { name: 'main.js', options: { checkJs: false }, crash, files: { [name]: module }, ...given });
  const [best] = patches;
  if (best?.candidate.origin.id !== 'typescript/not-exported') return undefined;
  const edits = best.candidate.edits.find(({ path }) => path.endsWith(name))?.edits ?? [];
  return edits.map(({ newText }) => newText).join('|');
}

test('a module that gives out nothing exports what was made for others', async () => {
  expect(
    await other(
      'TypeError: argument handler must be a function',
      "const routes = require('./routes');\nconst app = require('express')();\napp.«use»(routes);\n",
      'routes.js',
      "const express = require('express');\nconst router = express.Router();\nrouter.get('/', (req, res) => res.end());\n",
    ),
  ).toBe('\n\nmodule.exports = router;');
});

test('a name is put beside the others that are exported', async () => {
  const sum = 'const total = (list) => list.length;\nconst mean = (list) => total(list);\nmodule.exports = { mean };\n';
  const use = "const { total } = require('./sum');\nconsole.log(«total»([1]));\n";
  expect(await other('TypeError: total is not a function', use, 'sum.js', sum)).toBe(', total');
  // It is given out already; the module has nothing by that name; a slip of one that is given out.
  expect(await other('TypeError: total is not a function', use, 'sum.js', 'module.exports = { total: 1 };\n')).toBeUndefined();
  expect(await other('TypeError: total is not a function', use, 'sum.js', 'const mean = 1;\nmodule.exports = { mean };\n')).toBeUndefined();
});

test('an ES module exports what it declares', async () => {
  const crash = "SyntaxError: The requested module './geo.mjs' does not provide an export named 'area'";
  const use = "«import» { area } from './geo.mjs';\nconsole.log(area(2));\n";
  const given = { name: 'main.mjs' };
  expect(await other(crash, use, 'geo.mjs', 'function area(r) {\n  return r * r;\n}\n', given)).toBe('export ');
  expect(await other(crash, use, 'geo.mjs', 'const area = (r) => r * r;\nmodule.exports = { area };\n', given)).toMatch(
    /export \{|^export/,
  );
});
