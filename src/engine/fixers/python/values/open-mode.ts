/**
 * Mistake: a file opened for the other thing than what is done with it: for reading where it is written, as bytes where text is read.
 *
 * Before:  `with open(path) as f: f.write(text)`              After:  `with open(path, "w") as f: …`
 * Before:  `def log(line): with open(LOG) as f: f.write(line)`, called again and again      After:  `with open(LOG, "a") as f: …`
 * Before:  `with open(path, "a") as f: f.read()`              After:  `with open(path, "r") as f: …`
 * Before:  `csv.reader(open(path, "rb"))`                     After:  `csv.reader(open(path, "r"))`
 *
 * When not: the file is both read and written, or the mode is not written out.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const READS = /^(?:read|readline|readlines|readinto)$/;
const WRITES = /^(?:write|writelines|truncate)$/;
const NOT_READABLE = /^not readable$/;
const NOT_WRITABLE = /^not writable$/;
const NOT_TEXT = /^iterator should return strings, not bytes/;
const NOT_BYTES = /^write\(\) argument must be str, not (?:bytes|bytearray)$/;

export const openMode: Fixer = {
  id: 'python/open-mode',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NOT_READABLE, NOT_WRITABLE, NOT_TEXT, NOT_BYTES] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'VariableName', 'CallExpression')) {
      const name = textOf(file, node);
      const opened = node.name === 'CallExpression' ? asOpen(file, node) : openOf(file, name, node.from);
      const found = opened && mended(file, opened, context.problem.message, node.name === 'CallExpression' ? undefined : name);
      if (found) return [found];
    }
    return [];
  },
};

interface Opened {
  readonly call: SyntaxNode;
  /** The literal of the mode; undefined where none is given. */
  readonly literal: SyntaxNode | undefined;
  readonly mode: string;
  /** Method of a path: the mode comes first. */
  readonly isMethod: boolean;
}

function asOpen(file: PythonFile, call: SyntaxNode): Opened | undefined {
  const callee = call.firstChild;
  if (!callee) return undefined;
  const member = memberOf(callee);
  const isMethod =
    member !== undefined &&
    textOf(file, member.property) === 'open' &&
    !/^(?:io|codecs|gzip|bz2|lzma|os|webbrowser)$/.test(textOf(file, member.object));
  const isBuiltin =
    callee.name === 'VariableName' &&
    textOf(file, callee) === 'open' &&
    file.scopes.resolve('open', file.scopes.scopeAt(call.from)) === 'builtin';
  if (!isMethod && !isBuiltin && textOf(file, callee) !== 'io.open') return undefined;
  const all = argumentsOf(call);
  if (all.some(({ stars }) => stars !== '')) return undefined;
  const given = all.find((it) => it.name && textOf(file, it.name) === 'mode') ?? all.filter((it) => !it.name)[isMethod ? 0 : 1];
  if (!given) return { call, literal: undefined, mode: 'r', isMethod };
  const text = given.value && textOf(file, given.value);
  const mode = /^(["'])([rwaxbt+U]{1,4})\1$/.exec(text ?? '')?.[2];
  return mode === undefined ? undefined : { call, literal: given.value, mode, isMethod };
}

/** The call of `open` that gave the name its file, by `with` or by assignment. */
function openOf(file: PythonFile, name: string, at: number): Opened | undefined {
  const home = file.scopes.resolve(name, file.scopes.scopeAt(at));
  if (!home || home === 'builtin') return undefined;
  const binding = (home.bindings.get(name) ?? []).findLast((it) => it.from < at && (it.kind === 'with' || it.kind === 'assign'));
  if (!binding) return undefined;
  if (binding.kind === 'with') {
    let before = file.scopes.tree.resolveInner(binding.from, 1).prevSibling;
    if (before?.name === 'as') before = before.prevSibling;
    return before?.name === 'CallExpression' ? asOpen(file, before) : undefined;
  }
  const value = binding.node.lastChild;
  return value?.name === 'CallExpression' ? asOpen(file, value) : undefined;
}

function mended(
  file: PythonFile,
  { call, literal, mode, isMethod }: Opened,
  message: string,
  name: string | undefined,
): Proposal | undefined {
  const binary = mode.includes('b') ? 'b' : '';
  const uses = name === undefined ? { reads: false, writes: false } : usesOf(file, name, call);
  let next: string;
  if (NOT_READABLE.test(message)) {
    if (!/[wax]/.test(mode) || mode.includes('+') || uses.writes) return undefined;
    next = `r${binary}`;
  } else if (NOT_WRITABLE.test(message)) {
    if (/[wax+]/.test(mode) || uses.reads) return undefined;
    // Opened anew for every line, 'w' would begin the file anew each time.
    next = `${openedAgain(file, call) ? 'a' : 'w'}${binary}`;
  } else if (NOT_TEXT.test(message)) {
    if (binary === '') return undefined;
    next = mode.replace('b', '');
  } else {
    if (binary !== '') return undefined;
    next = `${mode.replace('t', '')}b`;
  }
  const quote = literal ? (file.text[literal.from] ?? '"') : /'/.test(textOf(file, call)) && !/"/.test(textOf(file, call)) ? "'" : '"';
  const list = call.getChild('ArgList');
  const all = argumentsOf(call);
  const before = all[isMethod ? -1 : 0];
  const written = `${quote}${next}${quote}`;
  const edit: OffsetEdit | null | undefined = literal
    ? replace(literal.from, literal.to, written)
    : isMethod
      ? list && insert(list.from + 1, all.length > 0 ? `${written}, ` : written)
      : before && insert(before.to, `, ${written}`);
  if (!edit) return undefined;
  return {
    title: `Open the file with mode ${written}`,
    explanation: `Opened with '${mode}' it can't be ${NOT_READABLE.test(message) ? 'read' : NOT_WRITABLE.test(message) ? 'written' : NOT_TEXT.test(message) ? 'read as text' : 'given bytes'}.`,
    edits: [edit],
    variant: NOT_READABLE.test(message)
      ? 'for-reading'
      : NOT_WRITABLE.test(message)
        ? next.startsWith('a')
          ? 'for-adding'
          : 'for-writing'
        : NOT_TEXT.test(message)
          ? 'as-text'
          : 'as-bytes',
  };
}

/** The same file opened over and over: in a loop that does not name it, or in a function that is called in a loop or from several places. */
function openedAgain(file: PythonFile, call: SyntaxNode): boolean {
  const opened = memberOf(call.firstChild ?? call)?.object ?? argumentsOf(call)[0]?.value;
  const home = enclosing(call, 'FunctionDefinition');
  const loop = enclosing(call, 'ForStatement', 'WhileStatement');
  if (!opened) return false;
  const scope = file.scopes.scopeAt(call.from);
  const isFixed = (ofLoop: SyntaxNode | undefined): boolean => {
    let fixed = true;
    opened.cursor().iterate((ref) => {
      if (ref.name !== 'VariableName') return;
      const name = textOf(file, ref.node);
      const where = file.scopes.resolve(name, scope);
      if (!where || where === 'builtin') return;
      if (ofLoop ? (where.bindings.get(name) ?? []).some((it) => it.from >= ofLoop.from && it.to <= ofLoop.to) : where === scope)
        fixed = false;
    });
    return fixed;
  };
  if (loop && (!home || loop.from > home.from)) return isFixed(loop);
  const name = home?.getChild('VariableName');
  if (!home || !name || !isFixed(undefined)) return false;
  let calls = 0;
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'CallExpression' || (ref.from >= home.from && ref.to <= home.to)) return;
      const callee = ref.node.firstChild;
      const member = callee ? memberOf(callee) : undefined;
      if (!callee || textOf(file, member?.property ?? callee) !== textOf(file, name)) return;
      calls += enclosing(ref.node, 'ForStatement', 'WhileStatement') ? 2 : 1;
    },
  });
  return calls > 1;
}

/** What else is done with the file in the function or file around. */
function usesOf(file: PythonFile, name: string, call: SyntaxNode): { readonly reads: boolean; readonly writes: boolean } {
  const around = enclosing(call, 'WithStatement', 'FunctionDefinition') ?? file.scopes.tree.topNode;
  let [reads, writes] = [false, false];
  around.cursor().iterate((ref) => {
    const member = ref.name === 'MemberExpression' ? memberOf(ref.node) : undefined;
    if (!member || textOf(file, member.object) !== name) return;
    reads ||= READS.test(textOf(file, member.property));
    writes ||= WRITES.test(textOf(file, member.property));
  });
  return { reads, writes };
}
