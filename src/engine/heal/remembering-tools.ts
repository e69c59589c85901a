// The tools of a folder that remember what they said of a text: the heal of a whole file asks about the same texts from several sides.

import type { Linter } from '../project/linter';
import type { FileText, TypeScriptProject } from '../project/typescript-project';
import { MemoryFiles, OverlayFiles } from '../project/workspace-files';
import type { Workspace } from '../project/workspace';

/** Texts whose answers are kept. */
const KEPT = 12;

/** The same workspace with other texts in some of its files. */
export function withTexts(workspace: Workspace, texts: readonly FileText[]): Workspace {
  const { files, typescript } = workspace;
  if (texts.length === 0) return workspace;
  const changed = new Map(texts.map(({ path, text }) => [path, text]));
  return {
    ...workspace,
    files: new OverlayFiles(new MemoryFiles(workspace.root, changed), files),
    ...(typescript
      ? {
          typescript: {
            version: typescript.version,
            diagnostics: (path, text, signal, others) => typescript.diagnostics(path, text, signal, joined(texts, others)),
            syntaxErrors: (path, text) => typescript.syntaxErrors(path, text),
            ask: (question, path, text, input, signal, others) =>
              typescript.ask(question, path, text, input, signal, joined(texts, others)),
            changed: (path) => typescript.changed(path),
            dispose: () => undefined,
          } satisfies TypeScriptProject,
        }
      : {}),
  };
}

const joined = (texts: readonly FileText[], others: readonly FileText[] = []): readonly FileText[] => [
  ...texts.filter(({ path }) => !others.some((other) => other.path === path)),
  ...others,
];

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
    diagnostics: remembered((path, text, signal, others) => typescript.diagnostics(path, text, signal, others)),
    syntaxErrors: remembered((path, text) => typescript.syntaxErrors(path, text)),
    ask: (question, path, text, input, signal, others) => typescript.ask(question, path, text, input, signal, others),
    changed: (path) => typescript.changed(path),
    dispose: () => undefined,
  };
}

type Ask<T> = (path: string, text: string, signal?: AbortSignal, others?: readonly FileText[]) => Promise<T>;

function remembered<T>(ask: Ask<T>): Ask<T> {
  const known = new Map<string, Promise<T>>();
  return (path, text, signal, others) => {
    const key = [path, text, ...(others ?? []).flatMap((other) => [other.path, other.text])].join('\0');
    const answer = known.get(key) ?? ask(path, text, signal, others);
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
