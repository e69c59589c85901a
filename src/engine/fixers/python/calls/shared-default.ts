/**
 * Mistake: a parameter's default is a list or dict that the function changes: all calls share it, and a test sees what the call before left.
 *
 * Before:  `def task(name, tools=[]): tools.append("x")`     After:  `def task(name, tools=None):` / `if tools is None: tools = []`
 *
 * When not: what failed calls no such function, or more than one.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { parameters, textOf, type Parameter, type PythonFile } from '../shared/python-file';
import { reachedFrom } from '../shared/reached';

export const sharedDefault: Fixer = {
  id: 'python/shared-default',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['assertion'] },
  async propose(context) {
    const found = (await reachedFrom(context)).flatMap((it) => shared(it.file, it.scope).map((parameter) => ({ ...it, parameter })));
    const [only] = found;
    if (!only || found.length > 1) return [];
    const edits = withNone(only.file, only.scope, only.parameter);
    const here = only.path === context.path;
    if (!edits) return [];
    return [
      {
        title: `Start '${only.parameter.name}' with None in '${only.scope.name}'`,
        explanation: `The default is made once: all calls of '${only.scope.name}' share it, and each sees what the one before put in.`,
        edits: here ? edits : [],
        ...(here ? {} : { otherFiles: [{ path: only.path, source: only.file.context.source, edits }] }),
        variant: 'shared-default',
        features: { depth: only.depth },
      },
    ];
  },
};

/** Parameters whose default is shared by all calls and changed by the function. */
function shared(file: PythonFile, scope: Scope): Parameter[] {
  const body = scope.node.getChild('Body');
  const text = body ? textOf(file, body) : '';
  return parameters(file, scope.node).filter(({ name, default: value }) => {
    if (!value || !/^(?:\[[\s\S]*\]|\{[\s\S]*\}|(?:list|dict|set)\(\s*\))$/.test(textOf(file, value))) return false;
    const changed = new RegExp(
      `(?<![\\w.])${name}(?:\\.(?:append|extend|insert|add|update|setdefault|pop|remove|clear|sort|reverse)\\(|\\[[^\\]\\n]*\\]\\s*(?:[-+*/|&]?=)(?!=)|\\s*[-+|&]=)`,
    );
    // Kept by the object, what the object does to it is done to all.
    const kept = new RegExp(`\\bself\\.\\w+\\s*(?::[^=\\n]+)?=\\s*${name}\\s*$`, 'm');
    return (changed.test(text) || kept.test(text)) && !new RegExp(`(?<![\\w.])${name}\\s*=(?!=)`).test(text);
  });
}

function withNone(file: PythonFile, scope: Scope, parameter: Parameter): OffsetEdit[] | undefined {
  const { source } = file.context;
  const value = parameter.default;
  const body = scope.node.getChild('Body');
  const statements = body ? children(body).filter((node) => /Statement$|Definition$/.test(node.name)) : [];
  const docstring = isDocstring(statements[0]) ? statements[0] : undefined;
  const first = docstring ? statements[1] : statements[0];
  if (!value || !first || source.lineOf(first.from) === source.lineOf(scope.node.from)) return undefined;
  const indent = source.indentOf(source.lineOf(first.from));
  const step = indent.includes('\t') ? '\t' : '    ';
  const lines = `if ${parameter.name} is None:${source.eol}${indent}${step}${parameter.name} = ${textOf(file, value)}${source.eol}${indent}`;
  return [replace(value.from, value.to, 'None'), ...annotated(file, parameter.annotation), insert(first.from, lines)];
}

const isDocstring = (node: SyntaxNode | undefined): boolean =>
  node?.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(node.firstChild?.name ?? '');

function annotated(file: PythonFile, annotation: SyntaxNode | undefined): OffsetEdit[] {
  if (!annotation || /\bNone\b|\bOptional\b/.test(textOf(file, annotation))) return [];
  if (file.minor >= 10 || file.scopes.imports.some(({ module }) => module === '__future__')) return [insert(annotation.to, ' | None')];
  const known = file.scopes.imports.some(({ module, member }) => module === 'typing' && member === 'Optional');
  return [
    insert(annotation.from, 'Optional['),
    insert(annotation.to, ']'),
    ...(known ? [] : addImport(file, { module: 'typing', member: 'Optional' })),
  ];
}
