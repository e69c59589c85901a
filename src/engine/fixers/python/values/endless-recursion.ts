/**
 * Mistake: a function or property that calls itself for ever, where the code shows why.
 *
 * Before:  `if len(xs) == 0: return xs` … `sort(xs[:mid])`      After:  `if len(xs) <= 1: return xs` … `sort(xs[:mid])`
 * Before:  `@property` `def name(self): return self.name`       After:  `@property` `def name(self): return self._name`
 *
 * When not: the end of the recursion is not plainly missed; a test that stops it would only hide why.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classMembers } from '../shared/class-members';
import { enclosing, memberOf, methodAround, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const endlessRecursion: Fixer = {
  id: 'python/endless-recursion',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['recursion'] },
  propose(context) {
    const file = pythonFile(context);
    return [...ownProperty(file), ...halves(file)].slice(0, 1);
  },
};

/** A property, or its setter, that reads or sets itself: the value is kept under another name. */
function ownProperty(file: PythonFile): Proposal[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const member = memberOf(node);
    const method = methodAround(file, file.scopes.scopeAt(node.from));
    const name = method?.definition.getChild('VariableName');
    if (!member || !method || !name || textOf(file, member.object) !== method.self || textOf(file, member.property) !== textOf(file, name))
      continue;
    const property = textOf(file, name);
    if (!method.decorators.some((it) => /^(?:[\w.]*property|[\w.]*\.setter|[\w.]*\.getter)$/.test(it))) continue;
    const members = classMembers(file, method.classScope);
    const kept = ['_', '__'].map((underscores) => `${underscores}${property}`).find((it) => members.defined.has(it)) ?? `_${property}`;
    // Every method of the property does it.
    const edits = [...accessors(file, method.classScope.node, property)]
      .flatMap((definition) => selfReads(file, definition, property))
      .map((it) => replace(it.from, it.to, kept));
    return edits.length === 0
      ? []
      : [
          {
            title: `Keep the value as '${kept}'`,
            explanation: `'${method.self ?? 'self'}.${property}' inside the property '${property}' calls the property again, for ever.`,
            edits,
            variant: members.defined.has(kept) ? 'property-kept-under-known-name' : 'property-kept-under-guessed-name',
          },
        ];
  }
  return [];
}

function accessors(file: PythonFile, cls: SyntaxNode, property: string): SyntaxNode[] {
  const body = cls.getChild('Body');
  return (body ? children(body) : []).flatMap((it) => {
    const definition = it.name === 'DecoratedStatement' ? it.getChild('FunctionDefinition') : undefined;
    const name = definition?.getChild('VariableName');
    return definition && name && textOf(file, name) === property ? [definition] : [];
  });
}

function selfReads(file: PythonFile, definition: SyntaxNode, property: string): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  definition.cursor().iterate((ref) => {
    const member = ref.name === 'MemberExpression' ? memberOf(ref.node) : undefined;
    if (member && textOf(file, member.object) === 'self' && textOf(file, member.property) === property) out.push(member.property);
  });
  return out;
}

/** `sort(xs[:mid])` and `sort(xs[mid:])` with `mid = len(xs) // 2` end at one item, not at none. */
function halves(file: PythonFile): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const definition = enclosing(call, 'FunctionDefinition');
    const name = definition?.getChild('VariableName');
    const callee = call.firstChild;
    if (
      !definition ||
      !name ||
      !callee ||
      (textOf(file, callee) !== textOf(file, name) && !textOf(file, callee).endsWith(`.${textOf(file, name)}`))
    )
      continue;
    const body = textOf(file, definition);
    const cut = /\(\s*(\w+)\[\s*(?::\s*(\w+|len\(\w+\)\s*\/\/\s*2)|(\w+|len\(\w+\)\s*\/\/\s*2)\s*:)\s*\]/.exec(textOf(file, call));
    const whole = cut?.[1];
    const middle = cut?.[2] ?? cut?.[3] ?? '';
    if (!whole || !(new RegExp(`\\b${middle}\\s*=\\s*len\\(\\s*${whole}\\s*\\)\\s*//\\s*2`).test(body) || middle.startsWith('len(')))
      continue;
    let found: Proposal | undefined;
    definition.cursor().iterate((ref) => {
      if (ref.name !== 'IfStatement' || ref.from > call.from || found) return;
      const condition = ref.node.firstChild?.nextSibling;
      const text = condition ? textOf(file, condition).replace(/\s+/g, '') : '';
      if (!condition || ![`len(${whole})==0`, `not${whole}`, `${whole}==[]`, `len(${whole})<1`].includes(text)) return;
      // What one item gives is only known where the end gives back what it got.
      if (!new RegExp(`^\\s*:\\s*return\\s+${whole}\\s*$`).test(condition?.nextSibling ? textOf(file, condition.nextSibling) : '')) return;
      found = {
        title: `Stop at one item: 'len(${whole}) <= 1'`,
        explanation: `Half of one item is that item again, so the function calls itself with it for ever.`,
        edits: [replace(condition.from, condition.to, `len(${whole}) <= 1`)],
        variant: 'halves-of-one-item',
      };
    });
    if (found) return [found];
  }
  return [];
}
