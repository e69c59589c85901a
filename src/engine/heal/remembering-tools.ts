// The tools of a folder that remember what they said of a text: the heal of a whole file asks about the same texts from several sides.

import type { Linter } from '../project/linter';
import type { TypeScriptProject } from '../project/typescript-project';
import type { Workspace } from '../project/workspace';

/** Texts whose answers are kept. */
const KEPT = 12;

/** The same tools, each asked once about one text as long as that is among the last ones asked about. The files must not change meanwhile. */
export function remembering(workspace: Workspace): Workspace {
  const { pythonChecker, typescript, linters } = workspace;
  return {
    ...workspace,
    ...(pythonChecker
      ? {
          pythonChecker: {
            source: pythonChecker.source,
            name: pythonChecker.name,
            check: remembered((path, text, signal) => pythonChecker.check(path, text, signal)),
            dispose: () => undefined,
          },
        }
      : {}),
    ...(typescript ? { typescript: rememberingScripts(typescript) } : {}),
    ...(linters ? { linters: linters.map(rememberingLinter) } : {}),
  };
}

function rememberingLinter(linter: Linter): Linter {
  const byRule = new Map<string, ReturnType<typeof remembered<Awaited<ReturnType<Linter['check']>>>>>();
  return {
    source: linter.source,
    name: linter.name,
    languages: linter.languages,
    inspects: (path) => linter.inspects(path),
    check: (path, text, rule, signal) => {
      const known = byRule.get(rule ?? '') ?? remembered((file, asked, until) => linter.check(file, asked, rule, until));
      byRule.set(rule ?? '', known);
      return known(path, text, signal);
    },
    dispose: () => undefined,
  };
}

function rememberingScripts(typescript: TypeScriptProject): TypeScriptProject {
  return {
    version: typescript.version,
    diagnostics: remembered((path, text, signal) => typescript.diagnostics(path, text, signal)),
    syntaxErrors: remembered((path, text) => typescript.syntaxErrors(path, text)),
    ask: (question, path, text, input, signal) => typescript.ask(question, path, text, input, signal),
    changed: (path) => typescript.changed(path),
    dispose: () => undefined,
  };
}

function remembered<T>(
  ask: (path: string, text: string, signal?: AbortSignal) => Promise<T>,
): (path: string, text: string, signal?: AbortSignal) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (path, text, signal) => {
    const key = `${path}\0${text}`;
    const answer = known.get(key) ?? ask(path, text, signal);
    known.delete(key);
    known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    // What could not be said now may be said later.
    void answer.then(
      (said) => said === undefined && known.delete(key),
      () => known.delete(key),
    );
    return answer;
  };
}
