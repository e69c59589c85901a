// A Python file with a misspelt name, a small true checker for it, and models that answer from a list: for tests of the loop without any server.

import { formatOf } from '../../../src/engine/generate/model/formats/registry';
import type { ModelProvider, ModelRequest } from '../../../src/engine/generate/model/provider';
import type { ModelFailureReason } from '../../../src/engine/generate/model/failure';
import type { ModelHealRequest } from '../../../src/engine/heal/heal-with-model';
import type { Problem } from '../../../src/engine/problem';
import type { CheckerDiagnostic, TextChecker } from '../../../src/engine/project/text-checker';
import type { Workspace } from '../../../src/engine/project/workspace';
import { failure } from '../../../src/engine/result';
import { patched } from '../../../src/engine/syntax/edits';
import { SourceText } from '../../../src/engine/syntax/source-text';

export const FILE = `def total(items):
    count = len(items)
    # how many
    return cuont
`;

/** A search/replace answer that puts `after` in the place of `before`. */
export const block = (before: string, after: string, words = 'The name is misspelt.', file = 'app.py'): string =>
  `${words}\n\n${file}\n<<<<<<< SEARCH\n${before}\n=======\n${after}\n>>>>>>> REPLACE\n`;

export const FIX = block('    return cuont', '    return count');
export const wrong = (name: string): string => block('    return cuont', `    return ${name}`);
/** The whole function, as models answer that can't do blocks. */
export const whole = (name: string): string => `The name is misspelt.\n\n\`\`\`python\n${FILE.replace('cuont', name)}\`\`\`\n`;

/** Says which of the file's names are bound nowhere, and what does not parse. */
export const checker: TextChecker = {
  source: 'Pyright',
  name: 'names',
  check: async (_path, text) => {
    const source = new SourceText(text);
    const out: CheckerDiagnostic[] = [];
    for (const match of text.matchAll(/return (\w+)/g)) {
      const name = match[1] ?? '';
      if (!new RegExp(`\\b${name} = `).test(text) && !/^(?:\d|len$)/.test(name))
        out.push({
          range: source.range(match.index + 7, match.index + 7 + name.length),
          severity: 'error',
          code: 'reportUndefinedVariable',
          message: `"${name}" is not defined`,
        });
    }
    return out;
  },
  dispose: () => undefined,
};

export const workspace: Workspace = {
  root: '/project',
  files: { read: async () => undefined, exists: async () => false, list: async () => [] },
  interpreter: undefined,
  python: {
    importsOf: async () => [],
    definers: async () => [],
    exports: async () => undefined,
    modules: async () => new Set<string>(),
    changed: () => undefined,
  },
  pythonChecker: checker,
  typescript: undefined,
};

export function problemIn(source: SourceText, message = '"cuont" is not defined'): Problem {
  const at = source.text.indexOf('cuont');
  return {
    origin: 'diagnostic',
    language: 'python',
    source: 'Pyright',
    errorType: 'reportUndefinedVariable',
    message,
    signature: { shape: message, holes: {} },
    location: { path: '/project/app.py', range: source.range(at, at + 5) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}

export interface AskedModel extends ModelProvider {
  readonly asked: ModelRequest[];
}

/** Answers from a list, its last answer again and again; a reason where it fails instead. */
export function modelSaying(
  answers: readonly (string | { readonly reason: ModelFailureReason } | { readonly cut: string } | Error)[],
  { name = 'small', host = 'models.example' }: { readonly name?: string; readonly host?: string } = {},
): AskedModel {
  const asked: ModelRequest[] = [];
  return {
    name,
    host,
    asked,
    ask: async (request) => {
      asked.push(request);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined) throw new Error('no answer is there');
      if (answer instanceof Error) throw answer;
      if (typeof answer === 'string') return { ok: true, value: { text: answer, truncated: false, ms: 1 } };
      if ('cut' in answer) return { ok: true, value: { text: answer.cut, truncated: true, ms: 1 } };
      return failure(answer.reason, `${host} failed: ${answer.reason}.`);
    },
  };
}

export function requestFor(
  models: ModelHealRequest['models'],
  more: Partial<ModelHealRequest> & { readonly text?: string } = {},
): ModelHealRequest {
  const source = new SourceText(more.text ?? FILE);
  const problem = problemIn(source);
  return { problem, source, version: 1, all: [problem], workspace, signal: new AbortController().signal, models, ...more };
}

export function textAfter(
  result: {
    readonly ok: boolean;
    readonly value?: readonly { readonly candidate: { readonly edits: readonly Parameters<typeof patched>[1][] } }[];
  },
  text = FILE,
): string {
  const edit = result.value?.[0]?.candidate.edits[0];
  return result.ok && edit ? patched(new SourceText(text), edit) : '';
}

export const instructionsOf = (format: 'search-replace' | 'whole-function'): string => formatOf(format).instructions;
