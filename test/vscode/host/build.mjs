// Compiles the in-host tests and the test extensions into out/. The same files are run by the server build and by a desktop VS Code.
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const out = path.join(root, 'out', 'vscode');

export const suite = path.join(out, 'suite', 'index.js');
export const languageServer = path.join(out, 'extensions', 'language-server');
/** A program that fills a store with a year of heals. */
export const yearOfHeals = path.join(out, 'year-of-heals.cjs');
export const secondProvider = path.join(out, 'extensions', 'second-provider');
/** The extension that docs/api.md shows. */
const apiConsumer = path.join(out, 'extensions', 'api-consumer');
const testExtensions = [languageServer, secondProvider, apiConsumer];

/** The servers that people have, by the names that their own extensions have: what Self-Heal leaves to these it leaves to ours. */
const OTHERS = {
  basedpyright: { id: 'detachhead.basedpyright', on: ['python'] },
  ruff: { id: 'charliermarsh.ruff', on: ['python'] },
  eslint: { id: 'dbaeumer.vscode-eslint', on: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'] },
};
const otherServer = (name) => path.join(out, 'extensions', name);

/**
 * The windows that suites run in, those that are asked for: `suite/` in one folder, `suite/bad-input/` in another (what was healed and thrown away in the
 * first makes Self-Heal less sure there), `suite/several-folders/` in a workspace of two, `suite/beside-others/` in a folder, beside the servers that people have.
 * @param only names of suites; empty: all.
 * @param others gives the files of those servers that are there, by name.
 * @returns what to open, each in an empty folder of its own within `scratch`; which suites are run there, with which extensions and environment.
 */
export function testWindows(scratch, only, others) {
  const isWanted = (folder) =>
    only.length === 0 || only.some((name) => fs.existsSync(path.join(root, 'test/vscode/suite', folder, `${name}.test.ts`)));
  const windows = [];
  if (isWanted('.')) {
    const workspace = path.join(scratch, 'workspace');
    fs.mkdirSync(workspace);
    windows.push({ name: 'one folder', suites: '.', workspace, link: testExtensions, env: testEnv });
  }
  if (isWanted('bad-input')) {
    const workspace = path.join(scratch, 'bad-input');
    fs.mkdirSync(workspace);
    windows.push({ name: 'bad input', suites: 'bad-input', workspace, link: testExtensions, env: testEnv });
  }
  if (isWanted('several-folders')) {
    const folders = ['notes', 'app'];
    for (const name of folders) fs.mkdirSync(path.join(scratch, 'several', name), { recursive: true });
    const workspace = path.join(scratch, 'several', 'several.code-workspace');
    fs.writeFileSync(workspace, JSON.stringify({ folders: folders.map((name) => ({ path: name })) }));
    windows.push({ name: 'several folders', suites: 'several-folders', workspace, link: testExtensions, env: testEnv });
  }
  if (isWanted('beside-others')) {
    const workspace = path.join(scratch, 'beside');
    fs.mkdirSync(path.join(workspace, 'node_modules'), { recursive: true });
    // ESLint is the workspace's own, as its server wants it.
    for (const name of ['eslint', 'typescript-eslint'])
      fs.symlinkSync(path.join(root, 'node_modules', name), path.join(workspace, 'node_modules', name), 'junction');
    const servers = Object.entries(others());
    const env = Object.fromEntries(servers.map(([name, file]) => [`SELF_HEAL_TEST_${name.toUpperCase()}`, file]));
    windows.push({ name: 'beside others', suites: 'beside-others', workspace, link: servers.map(([name]) => otherServer(name)), env });
  }
  return windows;
}

/** What the test extensions are told. */
export const testEnv = { SELF_HEAL_TEST_PYRIGHT: path.join(root, 'node_modules', 'pyright', 'langserver.index.js') };

export async function buildTests() {
  fs.rmSync(out, { recursive: true, force: true });
  const common = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    absWorkingDir: root,
  };
  const tests = fs.readdirSync(path.join(root, 'test/vscode/suite'), { recursive: true }).filter((file) => file.endsWith('.ts'));
  await Promise.all([
    build({
      ...common,
      entryPoints: tests.map((file) => `test/vscode/suite/${file}`),
      outdir: path.dirname(suite),
      outbase: 'test/vscode/suite',
      external: ['vscode', 'mocha'],
    }),
    build({ ...common, entryPoints: ['test/ui/year-of-heals.ts'], outfile: yearOfHeals }),
    ...['language-server', 'second-provider'].map(async (name) => {
      const folder = path.join(out, 'extensions', name);
      await build({
        ...common,
        entryPoints: [`test/vscode/host/extensions/${name}/extension.ts`],
        outfile: path.join(folder, 'extension.js'),
        external: ['vscode'],
      });
      fs.copyFileSync(path.join(root, 'test/vscode/host/extensions', name, 'package.json'), path.join(folder, 'package.json'));
    }),
    buildApiConsumer(common),
    ...Object.keys(OTHERS).map((name) => buildOtherServer(name, common)),
  ]);
}

async function buildOtherServer(name, common) {
  const { id, on } = OTHERS[name];
  const [publisher, named] = id.split('.');
  const folder = otherServer(name);
  await build({
    ...common,
    entryPoints: ['test/vscode/host/extensions/other-server/extension.ts'],
    outfile: path.join(folder, 'extension.js'),
    external: ['vscode'],
  });
  const manifest = {
    name: named,
    publisher,
    displayName: name,
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
    main: './extension.js',
    activationEvents: on.map((language) => `onLanguage:${language}`),
    extensionKind: ['workspace'],
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
}

/** The page's own words are what is built and run. */
async function buildApiConsumer(common) {
  const [, code] = /^```ts\n([\s\S]*?)^```$/m.exec(fs.readFileSync(path.join(root, 'docs/api.md'), 'utf8')) ?? [];
  if (code === undefined) throw new Error('docs/api.md shows no extension.');
  const stdin = { contents: code, loader: 'ts', resolveDir: root, sourcefile: 'extension.ts' };
  await build({ ...common, stdin, outfile: path.join(apiConsumer, 'extension.js'), external: ['vscode'] });
  fs.copyFileSync(path.join(root, 'test/vscode/host/extensions/api-consumer/package.json'), path.join(apiConsumer, 'package.json'));
}
