/**
 * Mistake: a parameter's default is a list or dict that the function changes: all calls share it, and a test sees what the call before left.
 *
 * Before:  `def task(name, tools=[]): tools.append("x")`     After:  `def task(name, tools=None):` / `if tools is None: tools = []`
 *
 * When not: what failed calls no such function, or more than one.
 */
import type { Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { madeInTheBody } from '../shared/none-default';
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
    const edits = madeInTheBody(only.file, only.scope.node, only.parameter);
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
