// The programs that run the cells of notebooks in tests: real ones, IPython and CPython for Python, Node for TypeScript.

import { spawn, type ChildProcess } from 'node:child_process';
import * as readline from 'node:readline';

/** Reads a cell a line, as JSON, and answers with what it failed with. */
const CPYTHON = `
import json, sys, traceback
space = {'__name__': '__main__'}
out = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    error = None
    try:
        exec(compile(json.loads(line), '<cell>', 'exec'), space)
    except BaseException as e:
        error = {'name': type(e).__name__, 'message': str(e), 'stack': traceback.format_exc()}
    print(json.dumps(error), file=out, flush=True)
`;
const IPYTHON = `
import json, sys
from IPython.core.interactiveshell import InteractiveShell
failed = []
class Shell(InteractiveShell):
    def _showtraceback(self, etype, evalue, stb):
        failed.append({'name': etype.__name__, 'message': str(evalue), 'stack': '\\n'.join(stb)})
shell = Shell.instance()
shell.history_manager.enabled = False
out = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    failed.clear()
    shell.run_cell(json.loads(line), store_history=True)
    print(json.dumps(failed[-1] if failed else None), file=out, flush=True)
`;
const NODE = `
const { stripTypeScriptTypes } = require('node:module');
const vm = require('node:vm');
const space = vm.createContext({ console: { log: () => undefined } });
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  let error = null;
  try {
    vm.runInContext(stripTypeScriptTypes(JSON.parse(line)), space);
  } catch ({ name, message, stack }) {
    error = { name, message, stack };
  }
  process.stdout.write(JSON.stringify(error) + '\\n');
});
`;

export type Kernel = 'cpython' | 'ipython' | 'node';

export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

export class KernelProgram {
  private readonly process: ChildProcess;
  private readonly waiting: ((error: CellError | null) => void)[] = [];

  /** @param packages a folder for PYTHONPATH. */
  constructor(kernel: Kernel, cwd: string, packages?: string) {
    const [program, args] =
      kernel === 'node'
        ? [process.execPath, ['--disable-warning=ExperimentalWarning', '-e', NODE]]
        : ['python3', ['-c', kernel === 'ipython' ? IPYTHON : CPYTHON]];
    this.process = spawn(program, args, {
      cwd,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...(packages && { PYTHONPATH: packages, IPYTHONDIR: packages }) },
    });
    if (this.process.stdout)
      readline
        .createInterface({ input: this.process.stdout })
        .on('line', (line) => this.waiting.shift()?.(JSON.parse(line) as CellError | null));
  }

  run(text: string): Promise<CellError | null> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.process.stdin?.write(`${JSON.stringify(text)}\n`);
    });
  }

  end(): void {
    this.process.kill('SIGKILL');
  }
}
