// What else is plainly wrong beside a crash: dead code, results thrown away, values that nothing reads.
//
// Measured on recorded crashes: a fixer that is right about its mistake heals the program only where the mistake is alone. A program of a few
// lines has no room for a second one: there 53 of 57 first patches were right, in longer ones 45 of 102, and 4 of 20 where another mistake showed.

import type { SyntaxNode } from '@lezer/common';
import type { Scope } from '../../../syntax/python-scopes';
import { children } from '../../../syntax/python-scopes';
import { enclosing, textOf, type PythonFile } from './python-file';

/** Lines of code a whole program may have to be called short. */
const SHORT = 5;

/** Whether the text is a whole program of a few lines: it also does something, it is no function that another file calls. */
export function isShort(file: Pick<PythonFile, 'text' | 'scopes'>): boolean {
  let lines = 0;
  for (const line of file.text.split('\n', SHORT * 40)) if (/^\s*[^\s#]/.test(line) && ++lines > SHORT) return false;
  return (
    file.text.length < SHORT * 400 &&
    children(file.scopes.tree.topNode).some(
      (it) => /Statement$/.test(it.name) && it.name !== 'ImportStatement' && it.firstChild?.name !== 'String',
    )
  );
}

/** What is plainly wrong besides the problem's own lines, in the function around it or, outside of functions, in the file. */
export function otherMistakes(file: PythonFile, name: string | undefined): number {
  const at = file.scopes.tree.resolveInner(file.context.start, 1);
  let root: SyntaxNode | undefined;
  for (let around = enclosing(at, 'FunctionDefinition'); around; around = enclosing(around.parent, 'FunctionDefinition')) root = around;
  const node = root ?? file.scopes.tree.topNode;
  const own = (it: { readonly from: number; readonly to: number }): boolean => it.from < file.to && it.to > file.from;
  let count = 0;
  node.cursor().iterate((ref) => {
    if (ref.name === 'ExpressionStatement' && !own(ref) && withoutEffect(file, ref.node)) count++;
    if ((ref.name === 'Body' || ref.name === 'Script') && afterTheEnd(ref.node)) count++;
    if (ref.name === 'WhileStatement' && endless(file, ref.node)) count++;
  });
  const undefinedNames = new Set(
    file.scopes
      .undefinedUses()
      .filter((use) => use.from >= node.from && use.to <= node.to && !own(use))
      .map((use) => use.name),
  );
  undefinedNames.delete(name ?? '');
  count += file.scopes.star ? 0 : undefinedNames.size;
  if (root)
    for (const scope of file.scopes.scopes)
      if (scope.kind === 'function' && scope.node.from >= root.from && scope.node.to <= root.to) count += unread(file, scope);
  return count;
}

/** `k - 1`, `x == 0`, `xs.sort` as statements: nothing happens. */
function withoutEffect(file: PythonFile, statement: SyntaxNode): boolean {
  const value = statement.firstChild;
  // In a `try` the attempt may be the point.
  if (!value || value.nextSibling || enclosing(statement, 'TryStatement')) return false;
  return (
    /^(?:BinaryExpression|UnaryExpression|VariableName|Number)$/.test(value.name) ||
    (value.name === 'MemberExpression' &&
      value.lastChild?.name === 'PropertyName' &&
      /^(?:append|remove|sort|reverse|pop|clear|close)$/.test(textOf(file, value.lastChild)))
  );
}

/** Statements that a return, break or continue in front of them keeps from ever running. `pass` and texts are left from a template. */
function afterTheEnd(body: SyntaxNode): boolean {
  let ended = false;
  for (const statement of children(body)) {
    if (/^(?:ReturnStatement|BreakStatement|ContinueStatement|RaiseStatement)$/.test(statement.name)) {
      if (ended) return true;
      ended = true;
    } else if (
      ended &&
      !/^(?:PassStatement|Comment|FunctionDefinition|ClassDefinition|;)$/.test(statement.name) &&
      !(statement.name === 'ExpressionStatement' && statement.firstChild?.name === 'String')
    )
      return true;
  }
  return false;
}

/** A loop whose condition reads plain names only, none of which the loop changes. */
function endless(file: PythonFile, loop: SyntaxNode): boolean {
  const body = loop.getChild('Body');
  const condition = loop.firstChild?.nextSibling;
  if (!body || !condition || /\b(?:True|1)\b|\(/.test(textOf(file, condition).replace(/\blen\(\s*\w+\s*\)/g, 'x'))) return false;
  const inner = textOf(file, body);
  if (/\b(?:break|return|raise|yield|exit)\b/.test(inner)) return false;
  const names = [
    ...new Set((textOf(file, condition).match(/\b[A-Za-z_]\w*/g) ?? []).filter((word) => !/^(?:len|not|and|or|in|is|None)$/.test(word))),
  ];
  if (names.length === 0 || textOf(file, condition).includes('.')) return false;
  return !names.some((name) =>
    new RegExp(
      `(?<![\\w.])${name}\\s*(?:[-+*/%&|^<>]{0,2}=(?!=)|,[^\\n=]*=|\\.\\w+\\(|\\[[^\\]]*\\]\\s*[-+]?=(?!=))|\\bdel\\s+${name}|[(,]\\s*${name}\\s*[,)]|\\bfor\\s+${name}\\b|,\\s*${name}\\s*=`,
    ).test(inner),
  );
}

/** Local names that are given values nobody reads. */
function unread(file: PythonFile, scope: Scope): number {
  let count = 0;
  for (const [name, bindings] of scope.bindings) {
    if (
      name.startsWith('_') ||
      !bindings.some((binding) => binding.kind === 'assign') ||
      scope.globals.has(name) ||
      scope.nonlocals.has(name)
    )
      continue;
    const read = file.scopes.uses.some(
      (use) =>
        use.name === name &&
        use.from >= scope.node.from &&
        use.to <= scope.node.to &&
        !bindings.some((binding) => binding.kind === 'augmented' && binding.from === use.from),
    );
    if (
      !read &&
      bindings.every((binding) => binding.kind === 'assign' || binding.kind === 'augmented') &&
      bindings.every((binding) => children(binding.node)[1]?.name === 'AssignOp' || binding.kind === 'augmented')
    )
      count++;
  }
  return count;
}
