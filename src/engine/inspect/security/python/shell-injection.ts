// A command that is built with values and given to a shell: a value with `;` or `$(…)` in it runs commands of its own.

import type { Node } from 'web-tree-sitter';
import type { OffsetEdit } from '../../../syntax/edits';
import { openHoles, type Built } from '../built-text';
import { writtenWords, wordsOf } from '../command-text';
import { spanOf, type Found, type SecurityFix, type SecurityRule } from '../finding';
import { descendants } from '../scope';
import type { Call, PythonProgram } from './program';
import { formatted } from './write-text';

const WITH_SHELL = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/;
const ALWAYS_SHELL =
  /^(?:os\.(?:system|popen)|subprocess\.(?:getoutput|getstatusoutput)|commands\.(?:getoutput|getstatusoutput)|asyncio\.create_subprocess_shell)$/;

export const pythonShellInjection: SecurityRule<PythonProgram> = {
  id: 'shell-injection',
  words: /\bshell\s*=\s*True\b|\bsystem\s*\(|\bpopen\s*\(|\bgetoutput\s*\(|\bgetstatusoutput\s*\(|\bcreate_subprocess_shell\s*\(/,
  find: (program) => program.calls.flatMap((call) => found(program, call) ?? []),
};

function found(program: PythonProgram, call: Call): Found | undefined {
  const callee = call.qualified ?? '';
  const always = ALWAYS_SHELL.test(callee);
  if (!always && !(WITH_SHELL.test(callee) && call.keywords.get('shell')?.type === 'true')) return undefined;
  const given = call.positional[0] ?? call.keywords.get('args') ?? call.keywords.get('command') ?? call.keywords.get('cmd');
  if (!given) return undefined;
  const expression = program.resolved(given);
  const built = program.built(expression);
  const [open] = built ? openHoles(built) : [];
  if (!built || !open) return undefined;
  const fix = given.id === expression.id && given.id === call.positional[0]?.id ? fixOf(program, call, given, built) : undefined;
  return {
    ...spanOf(expression),
    message: `'${open.source.slice(0, 40)}' becomes part of a command that a shell reads. A value that holds ';', '|' or '$(…)' runs commands of its own, with the rights of this program.`,
    needed:
      "Give the program and its arguments as a list, without a shell; where a shell is needed, put 'shlex.quote(…)' round each value.",
    ...(fix ? { fix } : {}),
  };
}

function fixOf(program: PythonProgram, call: Call, given: Node, built: Built): SecurityFix | undefined {
  const words = wordsOf(built);
  const list = words && writtenWords(words, (text) => JSON.stringify(text), formatted);
  if (!list) return undefined;
  const edits: OffsetEdit[] = [{ start: given.startIndex, end: given.endIndex, text: `[${list.join(', ')}]` }];
  const explanation = 'The program gets its arguments as a list and no shell reads them: each value stays one argument, whatever it holds.';
  if (WITH_SHELL.test(call.qualified ?? '')) {
    const shell = call.keywords.get('shell')?.parent;
    const before = shell?.previousSibling;
    if (!shell || before?.type !== ',' || call.keywords.has('executable')) return undefined;
    edits.push({ start: before.startIndex, end: shell.endIndex, text: '' });
    return { title: 'Give the command as a list, without a shell', explanation, edits };
  }
  // `os.system`: only where nobody asks for what it returns.
  const callee = call.node.childForFieldName('function');
  const name = moduleName(program, 'subprocess');
  if (call.qualified !== 'os.system' || call.node.parent?.type !== 'expression_statement' || !callee) return undefined;
  edits.push({ start: callee.startIndex, end: callee.endIndex, text: `${name ?? 'subprocess'}.run` });
  if (name === undefined) {
    const own = descendants(program.root, 'import_statement').find((one) => one.parent?.type === 'module' && one.text === 'import os');
    if (!own || program.bindingsOf('subprocess', call.node).length > 0) return undefined;
    edits.push({ start: own.endIndex, end: own.endIndex, text: `${/\r\n/.test(program.text) ? '\r\n' : '\n'}import subprocess` });
  }
  return { title: "Use 'subprocess.run' with a list, without a shell", explanation, edits };
}

function moduleName(program: PythonProgram, module: string): string | undefined {
  for (const [local, full] of program.imports) if (full === module) return local;
  return undefined;
}
