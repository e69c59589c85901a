/**
 * Mistake: a decorator is missing without which the class or function is not what it is used as.
 *
 * Before:  `def timer(): … yield …` … `with timer():`             After:  `@contextmanager` above it
 * Before:  `class Point: x: int` / `y: int` … `Point(3, 4)`       After:  `@dataclass` above it
 *
 * When not: the function does not yield exactly once, the class has an `__init__` or a base.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { basesOf, classesOf } from '../shared/class-members';
import { definitionOf } from '../shared/origin';
import { argumentsOf, enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const ENTERED = /^'(async_)?generator' object does not support the (?:asynchronous )?context manager protocol/;
const NO_ARGUMENTS = /^(\w+)\(\) takes no arguments$/;

export const missingDecorator: Fixer = {
  id: 'python/missing-decorator',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [ENTERED, NO_ARGUMENTS] },
  propose(context) {
    const file = pythonFile(context);
    const entered = ENTERED.exec(context.problem.message);
    return entered ? asContext(file, entered[1] !== undefined) : asData(file, NO_ARGUMENTS.exec(context.problem.message)?.[1] ?? '');
  },
};

function asContext(file: PythonFile, isAsync: boolean): Proposal[] {
  for (const statement of nodesAt(file, 'WithStatement')) {
    const calls: SyntaxNode[] = [];
    for (const part of children(statement)) if (part.name === 'CallExpression') calls.push(part);
    for (const call of calls) {
      const definition = definitionOf(file, call)?.node;
      if (!definition || definition.parent?.name === 'DecoratedStatement') continue;
      const yields = (textOf(file, definition).match(/\byield\b/g) ?? []).length;
      const inLoop = enclosing(firstYield(definition) ?? null, 'ForStatement', 'WhileStatement');
      if (yields !== 1 || (inLoop && inLoop.from > definition.from)) continue;
      const name = isAsync ? 'asynccontextmanager' : 'contextmanager';
      return [
        decorated(file, definition, name, 'contextlib', `'with' enters a context; '@${name}' makes one of a function that yields once.`),
      ];
    }
  }
  return [];
}

function firstYield(definition: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  definition.cursor().iterate((ref) => {
    if (!found && /^Yield/.test(ref.name)) found = ref.node;
  });
  return found;
}

function asData(file: PythonFile, name: string): Proposal[] {
  const cls = classesOf(file).get(name);
  if (!cls || cls.bindings.has('__init__') || basesOf(file, cls).length > 0 || cls.node.parent?.name === 'DecoratedStatement') return [];
  const body = cls.node.getChild('Body');
  const fields = (body ? children(body) : []).filter((it) => it.name === 'AssignStatement' && it.getChild('TypeDef') !== null);
  const given = nodesAt(file, 'CallExpression')
    .filter((call) => call.firstChild && textOf(file, call.firstChild) === name)
    .map((call) => argumentsOf(call).length);
  if (fields.length === 0 || given.length === 0 || Math.max(...given) > fields.length) return [];
  return [decorated(file, cls.node, 'dataclass', 'dataclasses', `'@dataclass' makes an '__init__' of the fields that are declared.`)];
}

function decorated(file: PythonFile, node: SyntaxNode, name: string, module: string, explanation: string): Proposal {
  const { source } = file.context;
  const known = file.scopes.imports.find((it) => it.module === module && it.member === name);
  const whole = file.scopes.imports.find((it) => it.module === module && it.member === undefined);
  const indent = /^[ \t]*/.exec(source.line(source.lineOf(node.from)))?.[0] ?? '';
  const written = known?.name ?? (whole ? `${whole.name}.${name}` : name);
  return {
    title: `Add '@${written}'`,
    explanation,
    edits: [...(known || whole ? [] : addImport(file, { module, member: name })), insert(node.from, `@${written}${source.eol}${indent}`)],
    variant: name,
  };
}
