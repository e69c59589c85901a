/**
 * Mistake: an address without `https://`.
 *
 * Before:  `HOST = "api.example.com"` … `get(HOST + "/a")`     After:  `HOST = "https://api.example.com"`
 *
 * When not: the address is not written in the file, or the machine is the own one (`http://`).
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { originsOf } from '../shared/origin';

const NAMED =
  /^Invalid URL '([^']+)': No scheme supplied|^unknown url type: '([^']+)'$|^No connection adapters were found for ['"]+([^'"]+)['"]+$/;
const UNNAMED = /^Request URL is missing an 'http:\/\/' or 'https:\/\/' protocol/;

export const urlScheme: Fixer = {
  id: 'python/url-scheme',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NAMED, UNNAMED] },
  propose(context) {
    const file = pythonFile(context);
    const named = NAMED.exec(context.problem.message);
    const address = named?.[1] ?? named?.[2] ?? named?.[3];
    const found = address !== undefined ? beginsWith(file, address) : onLine(file);
    if (!found) return [];
    const scheme = /^(?:localhost|127\.|192\.168\.|10\.|0\.0\.0\.0|\[::1\])/.test(contentOf(file, found)) ? 'http://' : 'https://';
    const at = found.from + (/^[a-zA-Z]*["']+/.exec(textOf(file, found))?.[0].length ?? 1);
    return [
      {
        title: `Begin the address with '${scheme}'`,
        explanation: 'An address says how it is reached; without that it is no address.',
        edits: [insert(at, scheme)],
        variant: address !== undefined ? 'address-of-message' : 'address-on-line',
      },
    ];
  },
};

const contentOf = (file: PythonFile, node: SyntaxNode): string =>
  textOf(file, node).replace(/^[a-zA-Z]*(?:"""|'''|["'])|(?:"""|'''|["'])$/g, '');

/** The one text of the file that the address begins with; of several, the longest. */
function beginsWith(file: PythonFile, address: string): SyntaxNode | undefined {
  const found: { readonly node: SyntaxNode; readonly length: number }[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'String' && ref.name !== 'FormatString') return;
      const fixed = contentOf(file, ref.node).split('{')[0] ?? '';
      // Half an address, at least a name with a dot or a port.
      if (fixed.length >= 4 && address.startsWith(fixed) && (/[.:]/.test(fixed) || fixed === address))
        found.push({ node: ref.node, length: fixed.length });
    },
  });
  const longest = Math.max(0, ...found.map(({ length }) => length));
  const best = found.filter(({ length }) => length === longest);
  return best.length === 1 ? best[0]?.node : undefined;
}

function onLine(file: PythonFile): SyntaxNode | undefined {
  const looksLike = (node: SyntaxNode): boolean =>
    /^(?:String|FormatString)$/.test(node.name) && /^[\w-]+(?:\.[\w-]+)+(?:[:/]|$)|^localhost/.test(contentOf(file, node));
  const found = new Map<number, SyntaxNode>();
  for (const node of nodesAt(file, 'VariableName', 'MemberExpression', 'String', 'FormatString'))
    for (const step of originsOf(file, node)) if (looksLike(step)) found.set(step.from, step);
  return found.size === 1 ? [...found.values()][0] : undefined;
}
