/**
 * Mistake: a method is not indented into its class, so that it is a function beside it.
 *
 * Before:  `class Dog: …` / `def bark(self): …`, both at the margin       After:  `bark` within `Dog`
 *
 * When not: the function does not take `self`, or something stands between it and the class.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { classesOf } from '../shared/class-members';
import { parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MISSING = /^(?:'(\w+)' object|type object '(\w+)') has no attribute '(\w+)'/;

export const methodOutsideClass: Fixer = {
  id: 'python/method-outside-class',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [MISSING] },
  propose(context) {
    const file = pythonFile(context);
    const [, a, b, name = ''] = MISSING.exec(context.problem.message) ?? [];
    const cls = classesOf(file).get(a ?? b ?? '');
    const method = file.scopes.module.bindings.get(name)?.find((it) => it.kind === 'def')?.node;
    if (!cls || !method) return [];
    const top = children(file.scopes.tree.topNode).filter((node) => node.name !== 'Comment');
    const from = top.findIndex((node) => node.from <= cls.node.from && node.to >= cls.node.to);
    const to = top.findIndex((node) => node.from <= method.from && node.to >= method.to);
    const between = top.slice(from + 1, to + 1);
    // All that follow the class up to the method belong with it, and those behind it that take `self` as well.
    if (from < 0 || to <= from || !between.every((node) => isMethod(file, node))) return [];
    const behind: SyntaxNode[] = [];
    for (const node of top.slice(to + 1)) {
      if (!isMethod(file, node)) break;
      behind.push(node);
    }
    const moved = [...between, ...behind];
    const body = cls.node.getChild('Body');
    const first = body ? children(body).find((node) => node.name !== ':' && node.name !== 'Comment') : undefined;
    const { source } = context;
    const indent = first ? /^[ \t]+/.exec(source.line(source.lineOf(first.from)))?.[0] : undefined;
    if (indent === undefined || moved.some((node) => hasLongText(file, node))) return [];
    const lines = moved.flatMap((node) => {
      const [start, end] = [source.lineOf(node.from), source.lineOf(Math.max(node.from, node.to - 1))];
      return Array.from({ length: end - start + 1 }, (_, i) => start + i);
    });
    return [
      {
        title: `Indent '${name}' into the class '${cls.name}'`,
        explanation: `'${name}' takes 'self' and stands beside '${cls.name}'; only what is indented below the class line belongs to it.`,
        edits: lines.filter((line) => source.line(line).trim() !== '').map((line) => insert(source.lineStarts[line] ?? 0, indent)),
        variant: moved.length === 1 ? 'method-indented' : 'methods-indented',
        features: { methods: moved.length },
      },
    ];
  },
};

function isMethod(file: PythonFile, node: SyntaxNode): boolean {
  const definition = node.name === 'FunctionDefinition' ? node : node.getChild('FunctionDefinition');
  return definition !== null && /^(?:self|cls)$/.test(parameters(file, definition)[0]?.name ?? '');
}

/** A text over several lines would be changed by indenting it. */
const hasLongText = (file: PythonFile, node: SyntaxNode): boolean =>
  /("""|''')[\s\S]*\n[\s\S]*\1/.test(textOf(file, node).replace(/:\s*("""|''')[\s\S]*?\1/g, ':'));
