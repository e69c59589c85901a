/**
 * Mistake: a file is used below its `with`, where it is closed already.
 *
 * Before:  `with open(p) as f: first = f.readline()` / `rest = f.read()`, both at the margin       After:  `rest = f.read()` within the `with`
 *
 * When not: something else than plain statements stands between.
 */
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { nodesAt, pythonFile, textOf } from '../shared/python-file';

export const readAfterClose: Fixer = {
  id: 'python/read-after-close',
  languages: PYTHON,
  family: 'python/values',
  answers: {
    messages: [/^I\/O operation on closed file\.?$|^(?:write to|read of|seek of) closed file$|^Cannot operate on a closed database\.$/],
  },
  propose(context) {
    const file = pythonFile(context);
    const { source } = context;
    for (const use of nodesAt(file, 'VariableName')) {
      for (let statement = use.parent; statement; statement = statement.parent) {
        const siblings = statement.parent ? children(statement.parent).filter((node) => node.name !== 'Comment') : [];
        const at = siblings.findIndex((node) => node.from === statement.from && node.to === statement.to);
        const opener = siblings
          .slice(0, Math.max(0, at))
          .findLastIndex(
            (node) =>
              node.name === 'WithStatement' &&
              opened(file.text.slice(node.from, node.to)).some((name) => comesFrom(file.text, textOf(file, use), name, node.to)),
          );
        const around = siblings[opener];
        const first = around?.getChild('Body')
          ? children(around.getChild('Body') ?? around).find((node) => node.name !== ':' && node.name !== 'Comment')
          : undefined;
        if (!around || !first || at < 0) continue;
        const moved = siblings.slice(opener + 1, at + 1);
        const outer = /^[ \t]*/.exec(source.line(source.lineOf(around.from)))?.[0] ?? '';
        const inner = /^[ \t]*/.exec(source.line(source.lineOf(first.from)))?.[0] ?? '';
        // A body behind the colon, on its line, has no indentation to follow.
        if (
          inner.length <= outer.length ||
          moved.length > 6 ||
          moved.some((node) => /^(?:FunctionDefinition|ClassDefinition|ImportStatement|DecoratedStatement)$/.test(node.name))
        )
          return [];
        const indent = inner.slice(outer.length);
        const lines = moved.flatMap((node) => {
          const [start, end] = [source.lineOf(node.from), source.lineOf(node.from + textOf(file, node).trimEnd().length)];
          return Array.from({ length: end - start + 1 }, (_, i) => start + i);
        });
        return [
          {
            title: `Indent it into the 'with' of line ${source.lineOf(around.from) + 1}`,
            explanation: "At the end of a 'with' its file is closed; what uses the file belongs within.",
            edits: lines.filter((line) => source.line(line).trim() !== '').map((line) => insert(source.lineStarts[line] ?? 0, indent)),
            variant: moved.length === 1 ? 'statement-into-with' : 'statements-into-with',
            features: { moved: moved.length },
          },
        ];
      }
    }
    return [];
  },
};

/** The names that a `with` gives what it opens. */
const opened = (statement: string): string[] =>
  [...(statement.split('\n')[0] ?? '').matchAll(/\bas\s+(\w+)/g)].map((match) => match[1] ?? '');

/** The name itself, or one that was made of it: `reader = csv.reader(f)`. */
function comesFrom(text: string, used: string, name: string, before: number): boolean {
  return used === name || new RegExp(`\\b${used}\\s*=\\s*[\\w.]+\\([^\\n]*\\b${name}\\b`).test(text.slice(0, before));
}
