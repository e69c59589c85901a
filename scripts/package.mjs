// Packs dist/ into out/self-heal.vsix and checks that it holds what it needs, nothing else, and stays small. Run `npm run build` first.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackageManager, createVSIX, listFiles } from '@vscode/vsce';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const vsix = path.join(root, 'out', 'self-heal.vsix');
const LIMIT_KB = 2560;
const EXPECTED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/client.js',
  'dist/report-page.js',
  'dist/otlp.js',
  'dist/server.js',
  'dist/typescript-worker.js',
  'l10n/bundle.l10n.de.json',
  'media/icon.png',
  'media/lightbulb.png',
  'media/report.css',
  'media/run-and-heal.png',
  'media/walkthrough/sample.md',
  'media/walkthrough/sample.nls.de.md',
  'media/walkthrough/own-file.md',
  'media/walkthrough/own-file.nls.de.md',
  'media/walkthrough/terminal.md',
  'media/walkthrough/terminal.nls.de.md',
  'media/walkthrough/learns.md',
  'media/walkthrough/learns.nls.de.md',
  'media/self-heal.svg',
  'media/train_lora.py',
  'package.json',
];
/** Grammars, and what the bundles share; which ones is the build's business. */
const BUILT = /^dist\/(?:[\w-]+\.wasm\.br|part-\w+\.js)$/;

process.chdir(root);
fs.mkdirSync(path.dirname(vsix), { recursive: true });
const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).sort();
const missing = EXPECTED.filter((file) => !files.includes(file));
const extra = files.filter((file) => !EXPECTED.includes(file) && !BUILT.test(file));
if (missing.length > 0 || extra.length > 0) {
  console.error(
    `The package would be wrong.${missing.length > 0 ? ` Missing: ${missing.join(', ')}.` : ''}${extra.length > 0 ? ` Not wanted: ${extra.join(', ')}.` : ''}`,
  );
  process.exit(1);
}
await createVSIX({ cwd: root, packagePath: vsix, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
const kb = Math.round(fs.statSync(vsix).size / 1024);
for (const file of files) console.log(`${String(Math.round(fs.statSync(file).size / 1024)).padStart(6)} KB  ${file}`);
console.log(`${String(kb).padStart(6)} KB  ${path.relative(root, vsix)}`);
if (kb > LIMIT_KB) {
  console.error(`The package is ${kb} KB; it must stay under ${LIMIT_KB} KB.`);
  process.exit(1);
}
