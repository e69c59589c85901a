/**
 * Mistake: a function that works out a value and does not return it; its caller gets None.
 *
 * Before:  `def add(a, b): c = a + b` … `add(1, 2) + 3`      After:  … `return c`
 * Before:  `else: n * fact(n - 1)`                            After:  `else: return n * fact(n - 1)`
 *
 * When not: the function shows or stores its result, or more than one of its variables could be it.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { MUTATORS, assignedValue } from '../shared/plain-types';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

/** Builtins that are called for what they give back. */
const FOR_THEIR_VALUE =
  /^(?:abs|all|any|bool|dict|enumerate|filter|float|int|len|list|map|max|min|pow|range|reversed|round|set|sorted|str|sum|tuple|zip)$/;

export const missingReturn: Fixer = {
  id: 'python/missing-return',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['none-access'], messages: [/NoneType/] },
  propose(context) {
    const file = pythonFile(context);
    const functions = new Set<Scope>();
    for (const call of nodesAt(file, 'CallExpression')) add(functions, ownFunction(file, call));
    // The None was stored earlier: `total = add(1, 2)` … `total + 3`.
    for (const name of nodesAt(file, 'VariableName')) {
      const home = file.scopes.resolve(textOf(file, name), file.scopes.scopeAt(name.from));
      if (!home || home === 'builtin') continue;
      const binding = (home.bindings.get(textOf(file, name)) ?? []).findLast((it) => it.kind === 'assign' && it.from < name.from);
      const value = binding && assignedValue(binding);
      if (value?.name === 'CallExpression') add(functions, ownFunction(file, value));
    }
    return [...functions].slice(0, 3).flatMap((scope) => returned(file, scope) ?? []);
  },
};

const add = <T>(to: Set<T>, item: T | undefined): void => void (item !== undefined && to.add(item));

/** The function or method of this file that is called; undefined where its name alone does not tell. */
function ownFunction(file: PythonFile, call: SyntaxNode): Scope | undefined {
  const callee = call.firstChild;
  if (!callee) return undefined;
  const name = textOf(file, memberOf(callee)?.property ?? callee);
  const all = file.scopes.scopes.filter(
    (scope) => scope.kind === 'function' && scope.name === name && scope.node.name === 'FunctionDefinition',
  );
  return all.length === 1 ? all[0] : undefined;
}

/** What a function works out and does not hand back, where that is one thing. */
export function forgottenReturn(file: PythonFile, scope: Scope): Proposal[] | undefined {
  const found = returned(file, scope);
  return found && [found];
}

function returned(file: PythonFile, scope: Scope): Proposal | undefined {
  const statements = bodyOf(scope.node);
  const last = statements.at(-1);
  if (!last || isGenerator(scope.node) || /^async\b/.test(textOf(file, scope.node)) || isDecorated(scope.node)) return undefined;
  const expressions = lastStatements(last).filter((node) => node.name === 'ExpressionStatement' && isForItsValue(file, node, scope.name));
  if (expressions.length > 0)
    return {
      title: `Return '${brief(textOf(file, expressions[0] ?? last))}'`,
      explanation: `'${scope.name}' works this out and then forgets it: without 'return' a call gives None.`,
      edits: expressions.map((node) => insert(node.from, 'return ')),
      variant: 'value-not-returned',
    };
  if (returnsValue(file, scope.node)) return undefined;
  const names = results(file, scope, last);
  const [name] = names;
  if (name === undefined || names.length !== 1) return undefined;
  const { source } = file.context;
  const line = source.line(source.lineOf(statements[0]?.from ?? 0));
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  // `def f(): x = 1` on one line has no place for another statement.
  if (source.lineOf(scope.node.from) === source.lineOf(statements[0]?.from ?? 0)) return undefined;
  const end = endOfCode(file, last);
  return {
    title: `Add 'return ${name}' to '${scope.name}'`,
    explanation: `'${scope.name}' works out '${name}' and never hands it back: without 'return' a call gives None.`,
    edits: [insert(end, `${source.eol}${indent}return ${name}`)],
    variant: 'result-not-returned',
  };
}

const bodyOf = (definition: SyntaxNode): SyntaxNode[] => {
  const body = definition.getChild('Body');
  return body ? children(body).filter((node) => /Statement$|Definition$/.test(node.name)) : [];
};

const isDecorated = (definition: SyntaxNode): boolean => definition.parent?.name === 'DecoratedStatement';

/** The statements that a run of this one may end with: of `if` and its kind the last of each branch. */
function lastStatements(statement: SyntaxNode): SyntaxNode[] {
  if (statement.name !== 'IfStatement') return [statement];
  return statement.getChildren('Body').flatMap((body) => {
    const last = children(body).findLast((node) => /Statement$|Definition$/.test(node.name));
    return last ? lastStatements(last) : [];
  });
}

function isForItsValue(file: PythonFile, statement: SyntaxNode, own: string): boolean {
  const value = statement.firstChild;
  if (!value || value.nextSibling) return false;
  if (value.name === 'CallExpression') {
    const callee = value.firstChild;
    const name = callee ? textOf(file, callee) : '';
    if (name === own) return true;
    return (
      callee?.name === 'VariableName' &&
      FOR_THEIR_VALUE.test(name) &&
      file.scopes.resolve(name, file.scopes.scopeAt(value.from)) === 'builtin'
    );
  }
  return /^(?:BinaryExpression|UnaryExpression|ConditionalExpression|ArrayComprehensionExpression|DictionaryComprehensionExpression|VariableName)$/.test(
    value.name,
  );
}

function some(node: SyntaxNode, is: (node: SyntaxNode) => boolean): boolean {
  return children(node).some((child) => {
    if (child.name === 'FunctionDefinition' || child.name === 'LambdaExpression' || child.name === 'ClassDefinition') return false;
    return is(child) || some(child, is);
  });
}

const isGenerator = (definition: SyntaxNode): boolean =>
  some(definition, ({ name }) => name === 'YieldStatement' || name === 'YieldExpression');

function returnsValue(file: PythonFile, definition: SyntaxNode): boolean {
  return some(definition, (node) => node.name === 'ReturnStatement' && !/^return\s*(?:None)?$/.test(textOf(file, node)));
}

/** Local variables that the function's last statement finishes, and that nothing reads afterwards. */
function results(file: PythonFile, scope: Scope, last: SyntaxNode): string[] {
  if (!/^(?:AssignStatement|UpdateStatement|ForStatement|WhileStatement|ExpressionStatement)$/.test(last.name)) return [];
  const body = scope.node.getChild('Body');
  const isLoop = last.name === 'ForStatement' || last.name === 'WhileStatement';
  return [...scope.bindings].flatMap(([name, bindings]) => {
    if (bindings.some(({ kind }) => kind === 'param' || kind === 'import' || kind === 'def' || kind === 'class')) return [];
    const first = bindings[0];
    // Begun on the function's own level: what is born within a loop is a step, no result.
    if (first?.kind !== 'assign' || first.node.parent?.from !== body?.from || assignedValue(first) === undefined) return [];
    const changes = [...bindings.filter(({ from }) => from >= last.from).map(({ node }) => node), ...mutations(file, last, name)];
    if (changes.length === 0) return [];
    if (isLoop && first.from > last.from) return [];
    const isRead = file.scopes.uses.some(
      (use) =>
        use.name === name &&
        use.from > scope.node.from &&
        use.to <= scope.node.to &&
        // Counters are tested and used within the loop that moves them on.
        !changes.some((node) => use.from >= node.from && use.to <= node.to),
    );
    return isRead ? [] : [name];
  });
}

/** `name.append(x)`, `name[k] = x` within a statement. */
function mutations(file: PythonFile, within: SyntaxNode, name: string): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  within.cursor().iterate((ref) => {
    if (ref.name === 'CallExpression') {
      const member = ref.node.firstChild && memberOf(ref.node.firstChild);
      if (member && textOf(file, member.object) === name && MUTATORS.has(textOf(file, member.property)) && argumentsOf(ref.node).length > 0)
        out.push(ref.node);
    } else if (ref.name === 'AssignStatement' || ref.name === 'UpdateStatement') {
      const target = ref.node.firstChild;
      const subscript = target ? subscriptOf(target) : undefined;
      if (subscript && textOf(file, subscript.object) === name) out.push(ref.node);
    }
  });
  return out;
}

/** Behind the last character of a statement that is no blank and no comment. */
function endOfCode(file: PythonFile, statement: SyntaxNode): number {
  let deepest: SyntaxNode = statement;
  for (let body = enclosing(deepest, statement.name)?.getChildren('Body').at(-1); body; body = deepest.getChildren('Body').at(-1)) {
    const inner = children(body).findLast((node) => /Statement$|Definition$/.test(node.name));
    if (!inner) break;
    deepest = inner;
  }
  const { source } = file.context;
  const line = source.lineOf(Math.max(deepest.from, deepest.to - 1));
  return (source.lineStarts[line] ?? 0) + source.line(line).trimEnd().length;
}

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text).replace(/\s+/g, ' ');
