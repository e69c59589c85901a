// Errors of languages that no fixer heals: the model mends them, and their own command, run again in the sandbox, proves it.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { healCommand, sandboxRunner, type HealedCommand } from '../../../src/engine/heal/heal-command';
import { healWithModel } from '../../../src/engine/heal/heal-with-model';
import { openWorkspace } from '../../../src/engine/project/open-workspace';
import { DiskFiles } from '../../../src/engine/project/workspace-files';
import { Rerunner } from '../../../src/engine/verify/rerun/rerunner';
import { findSandbox } from '../../../src/engine/verify/sandbox/find-sandbox';
import { block, modelSaying, type AskedModel } from '../../support/model/heal-case';

const { sandbox } = await findSandbox();
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0 || spawnSync(program, ['version']).status === 0;

let root = '';
beforeEach(() => (root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-any-')))));
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

async function runAndHeal(files: Readonly<Record<string, string>>, line: string, model: AskedModel): Promise<HealedCommand> {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
  const own = await openWorkspace({
    root,
    files: new DiskFiles(root),
    trusted: true,
    typescriptFolders: [],
    index: false,
  });
  const command = { line, cwd: root };
  const texts = new Map<string, string>();
  const limits = { ms: 120_000, processes: 1024 };
  const rerunner = new Rerunner();
  const { signal } = new AbortController();
  try {
    return await healCommand({
      command,
      texts,
      workspace: own.workspace,
      signal,
      runner: sandboxRunner({ command, sandbox, root, texts, limits }),
      runAgain: (request) => rerunner.rerun({ ...request, root, sandbox, limits }),
      more: async (problem, source, proof, reflections) => {
        const healed = await healWithModel({
          problem,
          source,
          version: null,
          all: [problem],
          workspace: own.workspace,
          signal,
          proof,
          reflections,
          models: { heal: model },
        });
        return healed.ok ? healed.value : [];
      },
    });
  } finally {
    own.dispose();
  }
}

const CASES: readonly (readonly [string, string, string, string, string, string, string])[] = [
  [
    'C, a compiler’s report',
    'gcc',
    'main.c',
    '#include <stdio.h>\n\nint main(void) {\n    int total = 3;\n    printf("%d\\n", totl);\n    return 0;\n}\n',
    'gcc main.c -o main.out',
    '    printf("%d\\n", totl);',
    '    printf("%d\\n", total);',
  ],
  [
    'Rust, a compiler’s report',
    'rustc',
    'main.rs',
    'fn main() {\n    let total = 3;\n    println!("{}", totl);\n}\n',
    'rustc main.rs -o main.out',
    '    println!("{}", totl);',
    '    println!("{}", total);',
  ],
  [
    'Java, a compiler’s report',
    'javac',
    'Main.java',
    'public class Main {\n    public static void main(String[] args) {\n        int total = 3;\n        System.out.println(totl);\n    }\n}\n',
    'javac -d out Main.java',
    '        System.out.println(totl);',
    '        System.out.println(total);',
  ],
  [
    'Go, a program that dies',
    'go',
    'main.go',
    'package main\n\nimport "fmt"\n\nfunc last(values []int) int {\n\treturn values[len(values)]\n}\n\nfunc main() {\n\tfmt.Println("begin")\n\tfmt.Println(last([]int{1, 2}))\n}\n',
    'go run main.go',
    '\treturn values[len(values)]',
    '\treturn values[len(values)-1]',
  ],
];

describe.runIf(sandbox.holds)('any language', () => {
  for (const [name, program, file, text, line, before, after] of CASES) {
    // Go compiles its whole library in the sandbox each time, which takes a minute and more.
    test.runIf(has(program) && (program !== 'go' || process.env['SELF_HEAL_SLOW'] !== undefined))(name, { timeout: 400_000 }, async () => {
      const wrong = block(before, before.replace('totl', 'nothing').replace('len(values)', 'len(values)+1'), 'So.', file);
      const right = block(before, after, 'So.', file);
      const model = modelSaying(program === 'go' ? [right] : [wrong, right]);
      const healed = await runAndHeal({ [file]: text }, line, model);
      expect(healed.why).toBe('It runs after 1 fix.');
      expect(healed.rounds.map(({ patch }) => patch.candidate.origin.kind)).toEqual(['model']);
      expect(healed.files[0]?.after).toBe(text.replace(before, after));
      expect(healed.rounds[0]?.patch.evidence.find(({ rung }) => rung === 'reruns')?.result).toBe('passed');
      expect(model.asked).toHaveLength(program === 'go' ? 1 : 2);
      expect(fs.readFileSync(path.join(root, file), 'utf8')).toBe(text);
    });
  }

  test('without a model it is listed and explained, as before', async () => {
    if (!has('gcc')) return;
    for (const [name, text] of [['main.c', 'int main(void) { return totl; }\n']] as const) fs.writeFileSync(path.join(root, name), text);
    const own = await openWorkspace({
      root,
      files: new DiskFiles(root),
      trusted: true,
      typescriptFolders: [],
      index: false,
    });
    const command = { line: 'gcc main.c -o main.out', cwd: root };
    const healed = await healCommand({
      command,
      texts: new Map(),
      workspace: own.workspace,
      signal: new AbortController().signal,
      runner: sandboxRunner({ command, sandbox, root, texts: new Map() }),
    });
    own.dispose();
    expect(healed.ended).toBe('no-own-code');
    expect(healed.left?.language).toBe('c');
  });
});
