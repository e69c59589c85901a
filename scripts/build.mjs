// Bundles client, server, CLI and the API for Node into dist/ (or `--out DIR`), writes the API's types, and puts the grammars beside them. `--dev` keeps names and source maps.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

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
/**
 * Client and server name their messages by two classes of the protocol's library, which are all that the client needs of it before the server runs: it is
 * given the file that holds them, which the library itself reads them from, too.
 */
const messageNames = {
  name: 'message-names',
  setup: (builder) =>
    builder.onResolve({ filter: /^vscode-languageserver-protocol$/ }, ({ importer }) =>
      path.relative(root, importer) === path.join('src', 'protocol.ts')
        ? { path: path.join(root, 'node_modules/vscode-jsonrpc/lib/common/messages.js') }
        : undefined,
    ),
};
/** What can't be built does not keep the rest from it; the exit code tells. */
const told = async (what, made) => {
  try {
    await made;
  } catch {
    console.error(`${what} could not be built.`);
    process.exitCode = 1;
  }
};
const bundle = (options) =>
  told(
    options.outfile,
    build(options).then(() => {
      if (!dev) fs.writeFileSync(options.outfile, inOneByte(fs.readFileSync(options.outfile, 'utf8')));
    }),
  );

/** V8 keeps a text with one letter beyond Latin-1 in two bytes a letter. esbuild escapes such letters except in regular expressions, where they mean the same escaped. */
function inOneByte(text) {
  if (!/[^\x00-\xff]/.test(text)) return text;
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  let out = '';
  let done = 0;
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const start = node.getStart(file);
      out += text.slice(done, start);
      out += text.slice(start, node.end).replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
      done = node.end;
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return out + text.slice(done);
}

/**
 * Bundles that share what more than one of them holds, and load what is only needed now and then when it is: `part-….js` beside them. Each piece is made as a module,
 * which alone can be divided, and then written as CommonJS, for which VS Code and worker threads ask.
 */
async function dividedBundles(entryPoints) {
  const { outputFiles } = await build({
    ...common,
    entryPoints,
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
    sourcemap: dev ? 'inline' : false,
    outdir: out,
    write: false,
    external: ['vscode', 'typescript'],
    define: importMeta.define,
    plugins: [withoutAjv, messageNames],
  });
  fs.mkdirSync(out, { recursive: true });
  for (const { path: file, text } of outputFiles) {
    const { platform, target, minify, keepNames, legalComments } = common;
    // Not left to esbuild, which would call whatever is named `require` at that place.
    const { code } = await transform(text.replaceAll('import("./part-', '__part("./part-'), {
      ...{ platform, target, minify, keepNames, legalComments },
      format: 'cjs',
      sourcemap: dev ? 'inline' : false,
      banner: `${importMeta.banner.js}const __part = async (file) => require(file);`,
    });
    fs.writeFileSync(file, dev ? code : inOneByte(code));
  }
}

await Promise.all([
  told(
    'The extension',
    dividedBundles({
      client: 'src/client/main.ts',
      server: 'src/server/main.ts',
      'typescript-worker': 'src/engine/fixers/typescript/worker.ts',
    }),
  ),
  // In the editor's web view.
  bundle({
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome134',
    entryPoints: ['src/page/report-page.ts'],
    outfile: path.join(out, 'report-page.js'),
  }),
  bundle({ ...common, entryPoints: ['src/engine/report/otlp/push.ts'], outfile: path.join(out, 'otlp.js') }),
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

/** Packed as the ZIP of an extension can't: a third smaller. Read by src/engine/syntax/tree-sitter.ts. As they are with `--dev`. */
const GRAMMARS = [
  'python/tree-sitter-python',
  'javascript/tree-sitter-javascript',
  'typescript/tree-sitter-typescript',
  'typescript/tree-sitter-tsx',
];
await Promise.all(['web-tree-sitter/web-tree-sitter', ...GRAMMARS.map((name) => `tree-sitter-${name}`)].map(writeWasm));
async function writeWasm(name) {
  const file = path.join(root, 'node_modules', `${name}.wasm`);
  if (!fs.existsSync(file)) return;
  const to = path.join(out, path.basename(file));
  const bytes = fs.readFileSync(file);
  if (dev) return fs.writeFileSync(to, bytes);
  // Packing so well takes seconds, and the same bytes give the same.
  const kept = path.join(root, '.cache', 'build', `${createHash('sha256').update(bytes).digest('hex')}.br`);
  if (!fs.existsSync(kept)) {
    const { BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: size } = zlib.constants;
    const packed = await promisify(zlib.brotliCompress)(bytes, { params: { [window]: 24, [size]: bytes.length } });
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(`${kept}.${process.pid}`, packed);
    fs.renameSync(`${kept}.${process.pid}`, kept);
  }
  fs.copyFileSync(kept, `${to}.br`);
}
fs.chmodSync(path.join(out, 'cli.js'), 0o755);
for (const file of fs.readdirSync(out))
  console.log(`${(fs.statSync(path.join(out, file)).size / 1024).toFixed(0).padStart(6)} KB  ${path.relative(root, out)}/${file}`);
