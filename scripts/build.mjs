// Bundles client, server, CLI and the API for Node into dist/ (or `--out DIR`), writes the API's types, and puts the grammars beside them. `--dev` keeps names and source maps.
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dev = process.argv.includes('--dev');
const outAt = process.argv.indexOf('--out');
const out = path.resolve(root, outAt < 0 ? 'dist' : (process.argv[outAt + 1] ?? 'dist'));
fs.rmSync(out, { recursive: true, force: true });

/** import.meta.url has no meaning in a CommonJS bundle; libraries that ask for it get the bundle's own file. */
const importMeta = {
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
};
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  keepNames: dev,
  mainFields: ['module', 'main'],
  loader: { '.py': 'text', '.css': 'text' },
  logLevel: 'warning',
  legalComments: 'eof',
  absWorkingDir: root,
};
/**
 * The SDK of the Model Context Protocol brings a validator of JSON Schema for answers that a server asks its client for. Ours asks for none, and reads its
 * own input by itself: it is given a validator that says so, in a tenth of the space.
 */
const withoutAjv = {
  name: 'without-ajv',
  setup: (builder) => builder.onResolve({ filter: /\/ajv-provider\.js$/ }, () => ({ path: path.join(root, 'src/mcp/no-validator.ts') })),
};
/** One bundle that can't be built does not keep the others from it; the exit code tells. */
const bundle = async (options) => {
  try {
    await build(options);
  } catch {
    console.error(`${options.outfile} could not be built.`);
    process.exitCode = 1;
  }
};
await Promise.all([
  bundle({ ...common, entryPoints: ['src/client/main.ts'], outfile: path.join(out, 'client.js'), external: ['vscode'] }),
  bundle({
    ...common,
    ...importMeta,
    entryPoints: ['src/server/main.ts'],
    outfile: path.join(out, 'server.js'),
    external: ['typescript'],
    plugins: [withoutAjv],
  }),
  // In the editor's web view.
  bundle({
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome134',
    entryPoints: ['src/page/report-page.ts'],
    outfile: path.join(out, 'report-page.js'),
  }),
  bundle({ ...common, entryPoints: ['src/engine/fixers/typescript/worker.ts'], outfile: path.join(out, 'typescript-worker.js') }),
  bundle({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outfile: path.join(out, 'cli.js'),
    external: ['typescript'],
    ...importMeta,
    banner: { js: `#!/usr/bin/env node\n${importMeta.banner.js}` },
  }),
  bundle({ ...common, ...importMeta, entryPoints: ['src/api/index.ts'], outfile: path.join(out, 'api.js'), external: ['typescript'] }),
]);

/** Types of a file that says all of them by itself, so that nothing else need be read. */
function writeTypes(file, to) {
  const { outputText, diagnostics } = ts.transpileDeclaration(fs.readFileSync(path.join(root, file), 'utf8'), {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      declaration: true,
      isolatedDeclarations: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      target: ts.ScriptTarget.ES2024,
    },
  });
  for (const { messageText } of diagnostics ?? []) {
    console.error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    process.exitCode = 1;
  }
  fs.mkdirSync(path.dirname(path.join(out, to)), { recursive: true });
  fs.writeFileSync(path.join(out, to), outputText);
}
/** The types of the API, from its index on: of what opens the engine nobody need know. */
function writeApiTypes(name, written = new Set()) {
  if (written.has(name)) return;
  written.add(name);
  writeTypes(`src/api/${name}.ts`, `api/${name}.d.ts`);
  const text = fs.readFileSync(path.join(out, `api/${name}.d.ts`), 'utf8');
  for (const [, other] of text.matchAll(/ from '\.\/([\w-]+)';/g)) writeApiTypes(other, written);
}
writeApiTypes('index');
// For other extensions of the editor.
writeTypes('src/client/session/extension-api.ts', 'api/vscode.d.ts');

const copy = (from, to) => {
  const file = path.join(root, 'node_modules', from);
  if (fs.existsSync(file)) fs.copyFileSync(file, path.join(out, to));
};
copy('web-tree-sitter/web-tree-sitter.wasm', 'web-tree-sitter.wasm');
copy('tree-sitter-python/tree-sitter-python.wasm', 'tree-sitter-python.wasm');
copy('tree-sitter-javascript/tree-sitter-javascript.wasm', 'tree-sitter-javascript.wasm');
copy('tree-sitter-typescript/tree-sitter-typescript.wasm', 'tree-sitter-typescript.wasm');
copy('tree-sitter-typescript/tree-sitter-tsx.wasm', 'tree-sitter-tsx.wasm');
fs.chmodSync(path.join(out, 'cli.js'), 0o755);
for (const file of fs.readdirSync(out))
  console.log(`${(fs.statSync(path.join(out, file)).size / 1024).toFixed(0).padStart(6)} KB  ${path.relative(root, out)}/${file}`);
