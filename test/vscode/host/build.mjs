// Compiles the in-host tests and the two test extensions into out/. The same files are run by the server build and by a desktop VS Code.
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const out = path.join(root, 'out', 'vscode');

export const suite = path.join(out, 'suite', 'index.js');
export const languageServer = path.join(out, 'extensions', 'language-server');
export const secondProvider = path.join(out, 'extensions', 'second-provider');
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
  const tests = fs.readdirSync(path.join(root, 'test/vscode/suite')).filter((file) => file.endsWith('.ts'));
  await Promise.all([
    build({
      ...common,
      entryPoints: tests.map((file) => `test/vscode/suite/${file}`),
      outdir: path.dirname(suite),
      external: ['vscode', 'mocha'],
    }),
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
  ]);
}
