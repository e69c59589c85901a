// The functions of the workspace that the failing code calls, directly or through others, found by their names.

import type { Scope } from '../../../syntax/python-scopes';
import type { FixContext } from '../../fixer';
import { memberOf, pythonFile, textOf, type PythonFile } from './python-file';
import { otherPythonFiles, type WorkspaceFile } from './other-files';

export interface Reached {
  readonly path: string;
  readonly file: PythonFile;
  readonly scope: Scope;
  /** Calls between the failing code and it. */
  readonly depth: number;
}

const MAX_FILES = 200;
const MAX_DEPTH = 5;
const MAX_FUNCTIONS = 60;

/** Nearest first; the failing function itself is not among them. Empty where names lead too far. */
export async function reachedFrom(context: FixContext): Promise<Reached[]> {
  const own = pythonFile(context);
  const files: WorkspaceFile[] = [{ path: context.path, file: own }];
  for await (const one of otherPythonFiles(context, MAX_FILES)) files.push(one);
  if (context.signal.aborted) return [];
  const byName = new Map<string, { readonly path: string; readonly file: PythonFile; readonly scope: Scope }[]>();
  for (const { path, file } of files)
    for (const scope of file.scopes.scopes) {
      const name = scope.kind === 'function' && scope.node.name === 'FunctionDefinition' ? scope.name : undefined;
      const called = name === '__init__' && scope.parent?.kind === 'class' ? scope.parent.name : name;
      if (called !== undefined && called !== '') byName.set(called, [...(byName.get(called) ?? []), { path, file, scope }]);
    }
  let start = own.scopes.scopeAt(context.start);
  while (start.kind !== 'module' && start.node.name !== 'FunctionDefinition' && start.parent) start = start.parent;
  const out: Reached[] = [];
  const seen = new Set<unknown>([start.node.from]);
  let names = namesCalled(own, start);
  for (let depth = 1; depth <= MAX_DEPTH && names.size > 0; depth++) {
    const next = new Set<string>();
    for (const name of names)
      for (const found of byName.get(name) ?? []) {
        const id = `${found.path}:${String(found.scope.node.from)}`;
        if (seen.has(id) || (found.path === context.path && found.scope === start)) continue;
        seen.add(id);
        out.push({ ...found, depth });
        if (out.length > MAX_FUNCTIONS) return [];
        for (const further of namesCalled(found.file, found.scope)) next.add(further);
      }
    names = next;
  }
  return out;
}

function namesCalled(file: PythonFile, scope: Scope): Set<string> {
  const out = new Set<string>();
  scope.node.cursor().iterate((ref) => {
    if (ref.name !== 'CallExpression' || !ref.node.firstChild) return;
    const member = memberOf(ref.node.firstChild);
    if (member) out.add(textOf(file, member.property));
    else if (ref.node.firstChild.name === 'VariableName') out.add(textOf(file, ref.node.firstChild));
  });
  return out;
}
