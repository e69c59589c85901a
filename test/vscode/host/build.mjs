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
export const apiConsumer = path.join(out, 'extensions', 'api-consumer');
/**
 * The windows that suites run in, those that are asked for: each has a folder of suites and a workspace of its own, so what one window's heals taught is not known in another.
 * @param only names of suites; empty: all.
 * @returns what to open, and the folder of suites that runs there.
 */
export function testWindows(scratch, only) {
  const isWanted = (suites) =>
    only.length === 0 || only.some((name) => fs.existsSync(path.join(root, 'test/vscode/suite', suites, `${name}.test.ts`)));
  const folder = (...names) => {
    const made = path.join(scratch, ...names);
    fs.mkdirSync(made, { recursive: true });
    return made;
  };
  const several = () => {
    const folders = ['notes', 'app'];
    for (const name of folders) folder('several', name);
    const workspace = path.join(scratch, 'several', 'several.code-workspace');
    fs.writeFileSync(workspace, JSON.stringify({ folders: folders.map((name) => ({ path: name })) }));
    return workspace;
  };
  return [
    { name: 'one folder', suites: '.', make: () => folder('workspace') },
    { name: 'bad input', suites: 'bad-input', make: () => folder('bad-input') },
    { name: 'several folders', suites: 'several-folders', make: several },
  ]
    .filter(({ suites }) => isWanted(suites))
    .map(({ name, suites, make }) => ({ name, suites, workspace: make() }));
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
  ]);
}

/** The page's own words are what is built and run. */
async function buildApiConsumer(common) {
  const [, code] = /^```ts\n([\s\S]*?)^```$/m.exec(fs.readFileSync(path.join(root, 'docs/api.md'), 'utf8')) ?? [];
  if (code === undefined) throw new Error('docs/api.md shows no extension.');
  const stdin = { contents: code, loader: 'ts', resolveDir: root, sourcefile: 'extension.ts' };
  await build({ ...common, stdin, outfile: path.join(apiConsumer, 'extension.js'), external: ['vscode'] });
  fs.copyFileSync(path.join(root, 'test/vscode/host/extensions/api-consumer/package.json'), path.join(apiConsumer, 'package.json'));
}
