/**
 * Mistake: a plain text is given as a pattern, and one of its signs has a meaning there.
 *
 * Before:  `re.split("(", text)`              After:  `re.split(r"\(", text)`
 * Before:  `re.findall("C++", text)`          After:  `re.findall(r"C\+\+", text)`
 * Before:  `re.search(word, text)`            After:  `re.search(re.escape(word), text)`, word having been typed in
 *
 * When not: it is a real pattern with a mistake: what was meant is not known.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { bindingBefore, givenBy, iteratedFor, lastValue, originOf, sourceOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE =
  /^(?:missing \), unterminated subpattern|unbalanced parenthesis|unterminated character set|nothing to repeat|multiple repeat|bad escape \(end of pattern\))(?: at position \d+)?/;
const FUNCTION = /^(?:compile|search|match|fullmatch|split|findall|finditer|sub|subn)$/;
const SIGNS = /[\\^$.|?*+()[\]{}]/g;

export const plainPattern: Fixer = {
  id: 'python/plain-pattern',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const module = member && file.scopes.imports.find((it) => it.name === textOf(file, member.object));
      if (!member || module?.module !== 're' || !FUNCTION.test(textOf(file, member.property))) continue;
      const pattern = argumentsOf(call).find((it) => (it.name ? textOf(file, it.name) === 'pattern' : it.stars === ''))?.value;
      if (!pattern) continue;
      if (pattern.name === 'String') return escaped(file, pattern);
      if (pattern.name !== 'VariableName') return [];
      const value = givenBy(file, pattern) ? originOf(file, pattern) : undefined;
      // One text with a name of its own, used for nothing but this pattern.
      if (value?.name === 'String')
        return usesOf(file, pattern) === 1 ? escaped(file, value) : byFunction(file, pattern, value, module.name);
      return isPlainData(file, pattern) ? [escape(file, pattern, module.name)] : [];
    }
    return [];
  },
};

function escaped(file: PythonFile, literal: SyntaxNode): Proposal[] {
  const match = /^([rRuU]?)(["'])(.*)\2$/s.exec(textOf(file, literal));
  const content = match?.[3] ?? '';
  const quote = match?.[2] ?? '"';
  const written = isBackslash(match?.[1] ?? '', content) ? content : isPlain(content) ? content.replace(SIGNS, '\\$&') : undefined;
  if (!match || written === undefined || quote.length !== 1) return [];
  return [
    {
      title: `Write r${quote}${written}${quote}`,
      explanation: 'This sign has a meaning of its own in a pattern; with a backslash before it it stands for itself.',
      edits: [replace(literal.from, literal.to, `r${quote}${written}${quote}`)],
      variant: /\w/.test(content) ? 'escaped-text' : 'escaped-sign',
    },
  ];
}

const isBackslash = (prefix: string, content: string): boolean => prefix.toLowerCase() !== 'r' && content === '\\\\';

/** A text that is no pattern: a sign alone, or words with signs of one kind that make no sense as a pattern. */
function isPlain(content: string): boolean {
  if (content === '' || content.length > 60 || /["'\\]|^\[\^|\.[*+?]|\(\?|\w-\w*$/.test(content)) return false;
  const signs = content.match(/[\^$|?*+()[\]{}]/g) ?? [];
  if (new Set(signs.map((sign) => ({ ')': '(', ']': '[', '}': '{' })[sign] ?? sign)).size > 1)
    return !/[\w.]/.test(content) && content.length <= 3;
  // `*.txt` is what a shell takes, no text.
  return signs.length > 0 && !/^\*+\.?\w/.test(content) && !/\.\*$/.test(content);
}

function byFunction(file: PythonFile, pattern: SyntaxNode, value: SyntaxNode, module: string): Proposal[] {
  const content = /^[rRuU]?(["'])(.*)\1$/s.exec(textOf(file, value))?.[2] ?? '';
  return isPlain(content) || content === '\\\\' ? [escape(file, pattern, module)] : [];
}

const escape = (file: PythonFile, node: SyntaxNode, module: string): Proposal => ({
  title: `Escape it: '${module}.escape(${textOf(file, node)})'`,
  explanation: `'${textOf(file, node)}' holds a text, no pattern: 'escape' takes the meaning from its signs.`,
  edits: [insert(node.from, `${module}.escape(`), insert(node.to, ')')],
  variant: 'escaped-by-function',
});

function usesOf(file: PythonFile, node: SyntaxNode): number {
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(node.from));
  return file.scopes.uses.filter((use) => use.name === name && file.scopes.resolve(name, use.scope) === home).length;
}

/** Typed in, or one of the plain signs of a literal. */
function isPlainData(file: PythonFile, node: SyntaxNode): boolean {
  if (/pattern|regexp?|^rx$|^expr/i.test(textOf(file, node))) return false;
  const binding = bindingBefore(file, node);
  if (binding?.kind === 'for') {
    const over = iteratedFor(file, node);
    const all = over && originOf(file, over);
    if (all?.name === 'String') return /^["'][^\w\\]+["']$/.test(textOf(file, all));
    return all?.name === 'ArrayExpression' || all?.name === 'TupleExpression'
      ? [...textOf(file, all).matchAll(/(["'])(.*?)\1/g)].every((it) => isPlain(it[2] ?? '') || /^[\w ,;:@#=-]*$/.test(it[2] ?? ''))
      : false;
  }
  const value = binding?.kind === 'assign' ? lastValue(binding.node) : undefined;
  return value !== undefined && sourceOf(file, value, (call) => /^input\(/.test(textOf(file, call))) !== undefined;
}
