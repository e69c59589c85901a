/**
 * Mistake: a method that is named but not called.
 *
 * Before:  `for k, v in prices.items:`     After:  `for k, v in prices.items():`
 * Before:  `reply.json["name"]`              After:  `reply.json()["name"]`
 * Before:  `time.time - start`              After:  `time.time() - start`
 * Before:  `len(text.split)`               After:  `len(text.split())`
 *
 * When not: the method needs arguments, or could not be found on the line.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { parameters, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

/** Methods that are called without arguments. */
const BARE =
  /^(?:items|keys|values|split|strip|lstrip|rstrip|upper|lower|title|read|readlines|readline|copy|reverse|sort|pop|popleft|clear|splitlines|isdigit|isalpha|encode|decode|now|today|close|flush|capitalize|group|groups|total_seconds|timestamp|isoformat|count|json)$/;
const METHOD = /(?:builtin_function_or_method|'method'|"method"|'function'|"function"|method_descriptor|MethodType|FunctionType)/;

export const missingCall: Fixer = {
  id: 'python/missing-call',
  languages: PYTHON,
  family: 'python/calls',
  answers: {
    families: ['not-iterable', 'operand-types', 'missing-attribute', 'not-subscriptable', 'argument-type', 'unpack-count', 'index-type'],
    where: (problem) => METHOD.test(problem.message),
  },
  propose(context) {
    const file = pythonFile(context);
    // In `stack.pop[0]` the brackets are the mistake, in `line.split[0]` the missing call is.
    const taken = familyOf(context.problem) === 'not-subscriptable';
    const operand = familyOf(context.problem) === 'operand-types' ? uncalledOperand(file) : undefined;
    const bare = operand
      ? [operand]
      : nodesAt(file, 'MemberExpression', 'VariableName').filter(
          (node) =>
            isUncalled(file, node) &&
            (!taken ||
              /\.(?:split|items|keys|values|readlines|splitlines|groups|json)$/.test(textOf(file, node)) ||
              takenByKey(file, node)),
        );
    const [first] = bare;
    if (!first || bare.length > 2) return [];
    return [
      {
        title: `Call '${textOf(file, first)}()'`,
        explanation: `'${textOf(file, first)}' is a function that is named here but not called.`,
        edits: bare.map((node) => insert(node.to, '()')),
        variant: bare.length === 1 ? 'method-not-called' : 'methods-not-called',
      },
    ];
  },
};

/** `time.time - start`: the one operand on the line that is a member of something imported and not called. */
function uncalledOperand(file: PythonFile): SyntaxNode | undefined {
  const found = nodesAt(file, 'BinaryExpression').flatMap((node) =>
    children(node).filter((part) => {
      const member = memberOf(part);
      const head = /^\w+/.exec(textOf(file, part))?.[0] ?? '';
      return (
        member !== undefined && !/^[A-Z_\d]+$/.test(textOf(file, member.property)) && file.scopes.imports.some((it) => it.name === head)
      );
    }),
  );
  return found.length === 1 && /builtin_function_or_method|'method'/.test(file.context.problem.message) ? found[0] : undefined;
}

/** `reply.json["a"]`: what is taken is an item of the result, as the method takes nothing and a text is no position. */
function takenByKey(file: PythonFile, node: SyntaxNode): boolean {
  const subscript = node.parent ? subscriptOf(node.parent) : undefined;
  const member = memberOf(node);
  const name = textOf(file, member ? member.property : node);
  return subscript?.object.from === node.from && subscript.object.to === node.to && definedBare(file, name, member ? 1 : 0);
}

function isUncalled(file: PythonFile, node: SyntaxNode): boolean {
  const parent = node.parent;
  if (parent?.name === 'CallExpression' && parent.firstChild?.from === node.from && parent.firstChild.to === node.to) return false;
  if (parent?.name === 'AssignStatement' && parent.firstChild?.from === node.from) return false;
  const member = memberOf(node);
  if (member) return BARE.test(textOf(file, member.property)) || definedBare(file, textOf(file, member.property), 1);
  if (node.name !== 'VariableName' || parent?.name === 'FunctionDefinition') return false;
  const name = textOf(file, node);
  if (parent?.name === 'MemberExpression' && parent.firstChild?.from !== node.from) return false;
  const home = file.scopes.resolve(name, file.scopes.scopeAt(node.from));
  if (home === 'builtin') return /^(?:globals|locals|vars)$/.test(name);
  return home !== undefined && definedBare(file, name, 0) && (home.bindings.get(name)?.every((binding) => binding.kind === 'def') ?? false);
}

/** A function of the file that takes nothing besides its object. */
function definedBare(file: PythonFile, name: string, implicit: number): boolean {
  const definitions = file.scopes.scopes.filter(
    (scope) => scope.kind === 'function' && scope.name === name && scope.node.name === 'FunctionDefinition',
  );
  return (
    definitions.length > 0 &&
    definitions.every(
      (scope) => parameters(file, scope.node).filter((it) => it.default === undefined && it.kind === 'positional').length <= implicit,
    )
  );
}
