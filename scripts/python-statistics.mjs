// Counts token n-grams in Python's standard library and writes src/engine/syntax/python-likelihood-data.ts.
// Usage: node scripts/python-statistics.mjs [folder …]   (default: the standard library of python3)
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bundle = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'statistics-')), 'lib.mjs');
await build({
  stdin: {
    contents: "export * from './src/engine/syntax/python-likelihood'; export * from './src/engine/syntax/python-tokens';",
    resolveDir: root,
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: bundle,
  logLevel: 'error',
});
const { lexAll, symbols, gramsAt } = await import(pathToFileURL(bundle).href);

const folders = process.argv.slice(2);
if (folders.length === 0)
  folders.push(execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim());
const files = [];
const walk = (folder) => {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!/^(lib2to3|__pycache__|idlelib|site-packages)$/.test(entry.name)) walk(full);
    } else if (entry.name.endsWith('.py') && fs.statSync(full).size < 300_000) files.push(full);
  }
};
folders.forEach(walk);

/** Every length of key: how often it was seen, and how often its context was. */
const counts = new Map();
const contexts = new Map();
const bump = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
let total = 0;
for (const file of files) {
  for (const line of lexAll(fs.readFileSync(file, 'utf8'))) {
    if (line.fault || line.tokens.length > 120) continue;
    const found = symbols(line.tokens);
    for (let i = 0; i < found.length; i++, total++)
      for (const gram of gramsAt(found, i)) {
        bump(counts, gram);
        bump(contexts, `${gram.length}${gram.slice(0, -1)}`);
      }
  }
}

/** Rare ones say little; these keep the file small. By length of the key. */
const LEAST = { 5: 14, 4: 8, 3: 4, 2: 1 };
const packed = {};
for (const length of [2, 3, 4, 5]) {
  let before = '';
  let out = '';
  for (const gram of [...counts.keys()].filter((key) => key.length === length && counts.get(key) >= LEAST[length]).sort()) {
    const cost = -Math.log(counts.get(gram) / contexts.get(`${length}${gram.slice(0, -1)}`));
    let shared = 0;
    while (shared < gram.length - 1 && gram[shared] === before[shared]) shared++;
    out += String.fromCharCode(48 + shared);
    for (let i = shared; i < gram.length; i++) out += i === 0 ? gram[0] : String.fromCharCode(gram.charCodeAt(i) - 0x100 + 40);
    out += String.fromCharCode(40 + Math.min(85, Math.round(cost * 5)));
    before = gram;
  }
  packed[length] = out;
}
const target = path.join(root, 'src/engine/syntax/python-likelihood-data.ts');
fs.writeFileSync(
  target,
  `// Written by scripts/python-statistics.mjs from ${files.length} files, ${total} tokens. Not to be edited by hand.\nexport const GRAMS: Readonly<Record<string, string>> = ${JSON.stringify(packed)};\n`,
);
console.log(files.length, 'files', total, 'tokens', (fs.statSync(target).size / 1024).toFixed(0), 'KB');
