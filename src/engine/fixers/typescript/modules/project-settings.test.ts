import { expect, test } from 'vitest';
import { healed } from '../../../../../test/unit/heal-script';

const IMPORT = 'SyntaxError: Cannot use import statement outside a module';
const MANIFEST = '{\n  "name": "a",\n  "type": "commonjs"\n}\n';

async function settings(text: string, files: Readonly<Record<string, string>>, crash = IMPORT): Promise<string | undefined> {
  const { patches } = await healed(text, { name: 'main.js', options: { checkJs: false }, crash, files });
  const found = patches.find(({ candidate }) => candidate.origin.id === 'typescript/project-settings');
  return found?.candidate.edits
    .flatMap(({ path, edits }) => edits.map(({ newText }) => `${path.split('/').at(-1) ?? ''} ${newText}`))
    .join('|');
}

test('the kind of modules is set where all scripts of the package are of the other kind', async () => {
  const text = "«import» { basename } from 'path';\nconsole.log(basename('/a'));\n";
  expect(await settings(text, { 'package.json': MANIFEST, 'twice.js': 'export const a = 1;\n' })).toBe('package.json module');
  expect(await settings(text, { 'package.json': MANIFEST, 'old.js': "const fs = require('fs');\nmodule.exports = fs;\n" })).toBeUndefined();
});

test('and back', async () => {
  const text = "const path = «require»('path');\nconsole.log(path.sep);\n";
  const crash = 'ReferenceError: require is not defined in ES module scope, you can use import instead';
  expect(await settings(text, { 'package.json': MANIFEST.replace('commonjs', 'module'), 'a.js': 'exports.a = 1;\n' }, crash)).toBe(
    'package.json commonjs',
  );
});

test('an option that the message names is set in tsconfig.json, its comments left alone', async () => {
  const config = '{\n  // strict\n  "compilerOptions": {\n    "strict": true\n  }\n}\n';
  const { patches } = await healed("import d from './d.json';\nconsole.log(d.n);\n", {
    files: { 'd.json': '{ "n": 1 }', 'tsconfig.json': config },
    options: { resolveJsonModule: false, moduleResolution: 2, module: 99 },
    code: 2732,
  });
  const found = patches.find(({ candidate }) => candidate.origin.id === 'typescript/project-settings');
  expect(found?.candidate.edits.map(({ path, edits }) => [path.split('/').at(-1), edits.map(({ newText }) => newText)])).toEqual([
    ['tsconfig.json', [',\n    "resolveJsonModule": true']],
  ]);
});
