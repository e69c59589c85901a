/**
 * Mistake: a Windows path in a plain text: its backslashes begin escapes, and `\U` one that is not whole.
 *
 * Before:  `open("C:\Users\me\a.txt")`          After:  `open(r"C:\Users\me\a.txt")`
 * Before:  `"C:\\data\Users\n"`                 After:  `"C:\\data\\Users\n"`
 *
 * When not: bytes, where `\U` is no escape.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^\(unicode error\) 'unicodeescape' codec can't decode bytes in position/;
/** An escape that is begun and not whole. */
const BROKEN = /\\(?:U(?![0-9a-fA-F]{8})|u(?![0-9a-fA-F]{4})|x(?![0-9a-fA-F]{2})|N(?!\{))/;

export const escapedPath: Fixer = {
  id: 'python/escaped-path',
  languages: PYTHON,
  family: 'python/syntax',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const found = nodesAt(file, 'String', 'FormatString').flatMap((node) => mended(file, node));
    const [first] = found;
    // Each broken one of the line: Python names only the first.
    return first ? [{ ...first, edits: found.flatMap(({ edits }) => edits) }] : [];
  },
};

function mended(file: PythonFile, node: SyntaxNode): Proposal[] {
  const text = textOf(file, node);
  const parts = /^([fFuU]?)("""|'''|"|')([\s\S]*)\2$/.exec(text);
  const content = parts?.[3];
  if (!parts || content === undefined || !BROKEN.test(content.replace(/\\\\/g, ''))) return [];
  const rawPrefix = /^[uU]/.test(parts[1] ?? '') ? undefined : 'r';
  // A raw text keeps every backslash: where some are written twice, or a line end is meant, only the single ones are doubled.
  const plain = !/\\[\\"']|\\\n/.test(content) && !/\\[nt]$/.test(content) && !/\\$/.test(content);
  if (plain && rawPrefix)
    return [
      {
        title: "Write the path as a raw string: 'r' before the quotes",
        explanation: "In a plain string '\\' begins an escape such as \\n; in a raw string it is only a backslash.",
        edits: [insert(node.from, rawPrefix)],
        variant: /(?:^|[^A-Za-z])[A-Za-z]:\\|^\\\\/.test(content) ? 'raw-path' : 'raw-text',
      },
    ];
  const start = node.from + (parts[1]?.length ?? 0) + (parts[2]?.length ?? 0);
  const tail = /\\[nt]$/.test(content) ? content.length - 2 : content.length;
  const doubled = content.slice(0, tail).replace(/\\\\|\\(?!["'\n])/g, '\\\\') + content.slice(tail);
  return [
    {
      title: 'Write each backslash of the path twice',
      explanation: "In a plain string '\\' begins an escape such as \\n; '\\\\' is one backslash.",
      edits: [replace(start, start + content.length, doubled)],
      variant: 'doubled-backslashes',
    },
  ];
}
