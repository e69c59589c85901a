/**
 * Mistake: text where bytes are wanted, or bytes where text is; a file opened in the wrong mode, or without its encoding.
 *
 * Before:  `open(p, 'wb')` … `f.write("x")`           After:  `open(p, 'w')` … `f.write("x")`
 * Before:  `data.split(',')`, data being bytes        After:  `data.split(b',')`
 * Before:  `open(p)` fails with the ascii codec       After:  `open(p, encoding='utf-8')`
 *
 * When not: the file that is written to was not opened on the page.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, hole, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { isWire, programOf } from './text-or-bytes';

const MIXED =
  /bytes-like object is required, not '?str|must be str, not '?bytes|first arg must be bytes|can't concat str to bytes|cannot use a (?:string|bytes) pattern/;

export const bytesAndText: Fixer = {
  id: 'python/bytes-and-text',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['encoding'], messages: [MIXED] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (familyOf(context.problem) === 'encoding') return encoding(file, hole(context, 'codec') ?? '');
    if (/must be str, not '?bytes/.test(message)) return mode(file, true);
    if (/cannot use a string pattern on a bytes/.test(message)) return prefixed(file, true);
    return /not '?str|must be bytes|concat str/.test(message) ? [...mode(file, false), ...prefixed(file, false)].slice(0, 1) : [];
  },
};

/** The `open` call that gave the name written to on this line. */
function opened(file: PythonFile): SyntaxNode | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const method = member ? textOf(file, member.property) : '';
    const subject =
      member && /^(?:write|writelines)$/.test(method)
        ? member.object
        : /^(?:json|pickle|csv)\.(?:dump|writer)$/.test(call.firstChild ? textOf(file, call.firstChild) : '')
          ? argumentsOf(call).find((it) => it.value?.name === 'VariableName' && isFile(file, it.value))?.value
          : undefined;
    const found = subject ? openOf(file, subject) : undefined;
    if (found) return found;
  }
  return undefined;
}

const isFile = (file: PythonFile, node: SyntaxNode): boolean => openOf(file, node) !== undefined;

function openOf(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  if (node.name !== 'VariableName') return undefined;
  const home = file.scopes.resolve(textOf(file, node), file.scopes.scopeAt(node.from));
  if (!home || home === 'builtin') return undefined;
  for (const binding of home.bindings.get(textOf(file, node)) ?? []) {
    let found: SyntaxNode | undefined;
    binding.node.cursor().iterate((ref) => {
      if (!found && ref.name === 'CallExpression' && ref.node.firstChild && textOf(file, ref.node.firstChild) === 'open') found = ref.node;
    });
    if (found) return found;
  }
  return undefined;
}

function mode(file: PythonFile, binary: boolean): Proposal[] {
  const call = opened(file);
  const args = call ? argumentsOf(call) : [];
  const at = args.find((it) => it.name && textOf(file, it.name) === 'mode')?.value ?? (args[1]?.name ? undefined : args[1]?.value);
  if (!at || at.name !== 'String') return [];
  const text = textOf(file, at);
  const wanted = binary
    ? text
        .replace(/t/, '')
        .replace(
          /(["'])(.*)\1/,
          (_, quote: string, letters: string) => `${quote}${letters.includes('b') ? letters : letters.replace(/^([rwax])/, '$1b')}${quote}`,
        )
    : text.replace('b', '');
  if (wanted === text) return [];
  return [
    {
      title: `Open the file as ${wanted}`,
      explanation: binary
        ? 'What is written is bytes: the file must be opened for bytes.'
        : 'What is written is text: the file must be opened for text.',
      edits: [replace(at.from, at.to, wanted)],
      variant: 'file-mode',
    },
  ];
}

/** A plain text literal passed to a method of bytes. */
function prefixed(file: PythonFile, pattern: boolean): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild ? textOf(file, call.firstChild) : '';
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const args = argumentsOf(call).filter((it) => it.value?.name === 'String' && /^[rR]?["']/.test(textOf(file, it.value)));
    const fits = pattern
      ? /^re\.\w+$/.test(callee)
      : member &&
        /^(?:split|rsplit|startswith|endswith|replace|find|index|strip|lstrip|rstrip|join|send|sendall|count|partition|write|update)$/.test(
          textOf(file, member.property),
        );
    if (!fits || args.length === 0 || (member && member.object.name === 'String')) continue;
    // What a program or a page gave is text that was not asked for or decoded as such (text-or-bytes).
    if (!pattern && member && (programOf(file, member.object) || isWire(file, member.object))) continue;
    if (
      /^(?:\w+\.)?(?:sha\d+|md5|new)\(/.test(textOf(file, call)) ||
      (member &&
        /^(?:send|sendall|update)$/.test(textOf(file, member.property)) &&
        args.some((it) => /[^ -~]/.test(it.value ? textOf(file, it.value) : '')))
    )
      continue;
    const shown = pattern ? args.slice(0, 1) : args;
    return [
      {
        title: `Make it bytes: b${shown[0]?.value ? textOf(file, shown[0].value) : ''}`,
        explanation: 'The other side is bytes; text and bytes do not mix.',
        edits: shown.map((it) => insert(it.from, 'b')),
        variant: 'bytes-prefix',
      },
    ];
  }
  return [];
}

function encoding(file: PythonFile, codec: string): Proposal[] {
  if (!/^(?:ascii|charmap|cp\d+|latin|iso|gbk|mbcs)/i.test(codec)) return [];
  const calls = nodesAt(file, 'CallExpression');
  const direct = calls.find((call) => call.firstChild && textOf(file, call.firstChild) === 'open');
  const read =
    direct ??
    calls
      .map((call) => (call.firstChild ? memberOf(call.firstChild) : undefined))
      .map((member) => (member ? openOf(file, member.object) : undefined))
      .find((it) => it !== undefined) ??
    opened(file) ??
    nodesAt(file, 'VariableName')
      .map((node) => openOf(file, node))
      .find((it) => it !== undefined);
  const list = read?.getChild('ArgList');
  if (!read || !list) return [];
  const args = argumentsOf(read);
  if (
    args.some((it) => it.name && textOf(file, it.name) === 'encoding') ||
    args.some((it) => it.value?.name === 'String' && /^["'][rwax+]*b/.test(textOf(file, it.value)) && it !== args[0])
  )
    return [];
  const last = args.at(-1);
  return last
    ? [
        {
          title: `Open it with encoding='utf-8'`,
          explanation: `Without an encoding the system's own (${codec}) is used; the text is not written in it.`,
          edits: [insert(last.to, `, encoding='utf-8'`)],
          variant: 'file-encoding',
        },
      ]
    : [];
}
