/**
 * Mistake: a command and its arguments are given as one name of a program.
 *
 * Before:  `subprocess.run("git status")`               After:  `subprocess.run(["git", "status"])`
 * Before:  `subprocess.run("ls | wc -l")`               After:  `subprocess.run("ls | wc -l", shell=True)`
 * Before:  `subprocess.run(f"git checkout {branch}")`   After:  `subprocess.run(["git", "checkout", branch])`
 *
 * When not: the text is the path of a program with a blank in it, or is not known.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { itemsOf, originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^\[(?:Errno 2|WinError 2)\] (?:No such file or directory|The system cannot find the file specified): (['"])(\S+ .*)\1$/s;
const STARTS = /^(?:run|call|check_call|check_output|Popen)$/;
/** What only a shell understands. */
const OF_SHELL = /[|<>&;*$`~]/;

export const commandWords: Fixer = {
  id: 'python/command-words',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const command = MESSAGE.exec(context.problem.message)?.[2] ?? '';
    if (/\.(?:exe|bat|cmd|app)$/i.test(command) || /^["']/.test(command)) return [];
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild;
      const member = callee ? memberOf(callee) : undefined;
      const name = callee ? textOf(file, member ? member.property : callee) : '';
      const isOfModule = file.scopes.imports.some(
        (it) => it.module === 'subprocess' && it.name === (member ? textOf(file, member.object) : name),
      );
      if (!isOfModule || !STARTS.test(name)) continue;
      const all = argumentsOf(call);
      const given = all.find((it) => (it.name ? textOf(file, it.name) === 'args' : it.stars === ''))?.value;
      if (!given || all.some((it) => it.name && textOf(file, it.name) === 'shell')) return [];
      if (OF_SHELL.test(command)) {
        // Into a list of one the shell is no help; a value of the program's own has no place in a shell's line.
        if (given.name !== 'String' && originOf(file, given).name !== 'String') return [];
        return [
          proposal(
            [insert(all.at(-1)?.to ?? given.to, ', shell=True')],
            'given-to-shell',
            'Give it to the shell',
            'It has signs that only a shell understands',
          ),
        ];
      }
      const edits = inWords(file, given);
      return edits ? [proposal(edits.edits, edits.variant, 'Give each word for itself', 'Each word is an item of the list')] : [];
    }
    return [];
  },
};

const proposal = (edits: readonly OffsetEdit[], variant: string, title: string, why: string) => ({
  title,
  explanation: `The whole line is taken for the name of one program, and there is none of that name. ${why}.`,
  edits,
  variant,
});

function inWords(file: PythonFile, given: SyntaxNode): { readonly edits: OffsetEdit[]; readonly variant: string } | undefined {
  const words = wordsOf(file, given);
  if (words) return { edits: [replace(given.from, given.to, `[${words.join(', ')}]`)], variant: 'words-of-command' };
  const items = itemsOf(given);
  const only = given.name === 'ArrayExpression' ? items.find((it) => (wordsOf(file, it)?.length ?? 0) > 1) : undefined;
  const ofItem = only && items[0]?.from === only.from ? wordsOf(file, only) : undefined;
  if (only && ofItem) return { edits: [replace(only.from, only.to, ofItem.join(', '))], variant: 'words-of-item' };
  if (given.name !== 'VariableName' || !/^(?:Format)?String$/.test(originOf(file, given).name)) return undefined;
  const shlex = file.scopes.imports.find(({ module, member }) => module === 'shlex' && member === undefined);
  return {
    edits: [
      insert(given.from, `${shlex?.name ?? 'shlex'}.split(`),
      insert(given.to, ')'),
      ...(shlex ? [] : addImport(file, { module: 'shlex' })),
    ],
    variant: 'command-split',
  };
}

/** The words of a text literal, quotes around them minded; those of an f-string where every value is a word of its own or part of one. */
function wordsOf(file: PythonFile, node: SyntaxNode): string[] | undefined {
  const match = /^([fF]?)(["'])([^\\\n]*)\2$/.exec(textOf(file, node));
  if (!match || !/^(?:Format)?String$/.test(node.name)) return undefined;
  const quote = match[2] ?? '"';
  const isFormat = node.name === 'FormatString';
  if (isFormat && children(node).some((it) => /\s|!|:/.test(textOf(file, it)))) return undefined;
  const words = [...(match[3] ?? '').matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)].map(([word]) => word);
  if (words.length === 0 || words.join('').length < (match[3] ?? '').replace(/\s/g, '').length) return undefined;
  return words.map((word) => {
    const bare = /^(["'])(.*)\1$/.exec(word)?.[2] ?? word;
    const value = isFormat ? /^\{([\w.]+)\}$/.exec(bare)?.[1] : undefined;
    if (value !== undefined) return /^(?:\w*(?:count|number|port|size|year|seconds|id|n))$/i.test(value) ? `str(${value})` : value;
    return `${isFormat && bare.includes('{') ? 'f' : ''}${quote}${bare}${quote}`;
  });
}
