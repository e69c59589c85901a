// Where the functions and classes of a text are: by its tree where there is a grammar and the text parses, else by indentation or braces.

import type { Node, Tree } from 'web-tree-sitter';
import type { LanguageId } from '../language';
import { SourceText } from './source-text';
import { separateComments } from './strip-comments';
import { grammarOf, withTree } from './tree-sitter';

/** Lines are zero-based, the last one included. */
export interface Definition {
  /** `class`: also an interface, a struct and the like. */
  readonly kind: 'function' | 'class';
  readonly name: string;
  /** The class or the like that it is in, if any. */
  readonly owner: string | undefined;
  /** The first line, decorators and `export` included. */
  readonly first: number;
  /** The line with its name. */
  readonly header: number;
  readonly last: number;
}

/** Longer texts are not parsed for this. In UTF-16 units. */
const MAX_PARSED = 1_000_000;

/** In the order of their first lines; one within another comes after it. What has no name of its own is not among them. */
export async function definitionsIn(text: string, language: LanguageId): Promise<readonly Definition[]> {
  if (text.length > MAX_PARSED) return [];
  const grammar = grammarOf(language);
  const found = grammar && (await withTree(grammar, text, (tree) => (tree.rootNode.hasError ? undefined : byTree(tree))));
  return found ?? (language === 'python' ? byIndentation(text) : byBraces(text, language));
}

/** Those of `definitionsIn` that are functions. */
export async function functionsIn(text: string, language: LanguageId): Promise<readonly Definition[]> {
  return (await definitionsIn(text, language)).filter(({ kind }) => kind === 'function');
}

/** The innermost function that the line is in. */
export function functionAt(functions: readonly Definition[], line: number): Definition | undefined {
  return functions.filter(({ kind, first, last }) => kind === 'function' && first <= line && line <= last).at(-1);
}

const NAMED = new Set(['function_definition', 'function_declaration', 'generator_function_declaration', 'method_definition']);
const HOLDERS = new Set(['variable_declarator', 'public_field_definition', 'field_definition']);
const ARROWS = new Set(['arrow_function', 'function_expression', 'generator_function']);
/** What stands around a function and is a part of it. */
const WRAPPERS = new Set(['decorated_definition', 'export_statement', 'lexical_declaration', 'variable_declaration']);
const OWNERS = new Set([
  'class_definition',
  'class_declaration',
  'abstract_class_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
]);

function byTree(tree: Tree): Definition[] {
  const spans: Definition[] = [];
  const visit = (node: Node, owner: string | undefined): void => {
    const held = HOLDERS.has(node.type) ? node.childForFieldName('value') : null;
    const kind = OWNERS.has(node.type) ? 'class' : NAMED.has(node.type) || (held && ARROWS.has(held.type)) ? 'function' : undefined;
    const name = kind && (node.childForFieldName('name') ?? node.childForFieldName('property'));
    if (name) {
      let outer = node;
      for (let parent = node.parent; parent && WRAPPERS.has(parent.type); parent = parent.parent) outer = parent;
      let first = outer.startPosition.row;
      // A decorator of a method is its sibling.
      for (let before = outer.previousNamedSibling; before?.type === 'decorator'; before = before.previousNamedSibling)
        first = before.startPosition.row;
      spans.push({ kind, name: name.text, owner, first, header: node.startPosition.row, last: outer.endPosition.row });
    }
    const inner = OWNERS.has(node.type) ? (node.childForFieldName('name')?.text ?? owner) : owner;
    for (const child of node.namedChildren) if (child) visit(child, inner);
  };
  visit(tree.rootNode, undefined);
  return inOrder(spans);
}

const inOrder = (spans: readonly Definition[]): Definition[] => [...spans].sort((a, b) => a.first - b.first || b.last - a.last);

function byIndentation(text: string): Definition[] {
  const source = new SourceText(text);
  const code = new SourceText(separateComments(text, 'python').code);
  const spans: Definition[] = [];
  const owners: { readonly name: string; readonly indent: number }[] = [];
  const widthOf = (line: number): number => source.indentOf(line).replaceAll('\t', '        ').length;
  for (let line = 0; line < source.lineCount; line++) {
    const found = /^[ \t]*(?:(?:async[ \t]+)?(def)|(class))[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u.exec(code.line(line));
    if (!found) continue;
    const indent = widthOf(line);
    while ((owners.at(-1)?.indent ?? -1) >= indent) owners.pop();
    const name = found[3] ?? '';
    let last = line;
    for (let next = line + 1; next < source.lineCount; next++) {
      // A comment, or a string over several lines, may stand anywhere.
      const text = code.line(next).trim();
      const isInside = widthOf(next) > indent && source.line(next).trim() !== '';
      if (text === '' && !isInside) continue;
      // The parenthesis that ends a header over several lines stands where the header begins.
      if (!isInside && !/^[)\]}]/.test(text)) break;
      last = next;
    }
    let first = line;
    while (first > 0 && /^[ \t]*@/.test(source.line(first - 1)) && widthOf(first - 1) === indent) first--;
    spans.push({ kind: found[2] ? 'class' : 'function', name, owner: owners.at(-1)?.name, first, header: line, last });
    if (found[2]) owners.push({ name, indent });
  }
  return inOrder(spans);
}

/** Words before a parenthesis that open a block but no function. */
const NO_NAMES = new Set(['if', 'for', 'while', 'switch', 'catch', 'match', 'return', 'else', 'do', 'try', 'synchronized', 'using', 'lock', 'sizeof', 'when', 'loop', 'select', 'with', 'await', 'new', 'throw', 'typeof', 'super']); // prettier-ignore

/** A longer line is no header that a person wrote. In UTF-16 units. */
const MAX_HEADER = 1000;

/** Also `impl<T> Shape for Box<T>`, which is about the box, and Go's `type Box struct`. */
const OWNER =
  /\b(?:class|interface|trait|struct|enum|namespace|object|impl(?:<[^>]*>)?(?:[ \t]+[\w:<>', ]+?[ \t]+for)?)[ \t]+([\p{L}_$][\p{L}\p{N}_$]*)|^type[ \t]+([\p{L}_]\w*)[ \t]+(?:struct|interface)\b/u;

function byBraces(text: string, language: LanguageId): Definition[] {
  const { code } = separateComments(text, language);
  const source = new SourceText(code);
  const closes = bracesOf(code);
  const spans: Definition[] = [];
  const owners: { readonly name: string; readonly end: number }[] = [];
  for (let line = 0; line < source.lineCount; line++) {
    const words = source.line(line);
    const start = source.lineStarts[line] ?? 0;
    while ((owners.at(-1)?.end ?? Infinity) < start) owners.pop();
    if (words.length > MAX_HEADER) continue;
    const named = OWNER.exec(words);
    const owner = named && isHead(words, named) ? named : undefined;
    const header = owner ? undefined : headerOf(words, language);
    if (!owner && !header) continue;
    const open = openingBrace(code, start + (owner?.index ?? 0));
    if (open === undefined) continue;
    const end = closes.get(open) ?? code.length;
    const name = owner?.[1] ?? owner?.[2] ?? header ?? '';
    let first = line;
    while (first > 0 && /^[ \t]*(?:@\w|#\[)/.test(source.line(first - 1))) first--;
    const last = source.lineOf(Math.max(open, end - 1));
    spans.push({ kind: owner ? 'class' : 'function', name, owner: owners.at(-1)?.name, first, header: line, last });
    if (owner) owners.push({ name, end });
  }
  return inOrder(spans);
}

/** Not a type in a list of parameters, or the one that a function gives back. */
function isHead(line: string, { index, 0: match }: RegExpExecArray): boolean {
  return (
    !line.slice(0, index).includes('(') &&
    /^[ \t]*(?:$|[<:{(=]|(?:extends|implements|where|permits)\b)/.test(line.slice(index + match.length))
  );
}

function headerOf(line: string, language: LanguageId): string | undefined {
  const pattern =
    language === 'go'
      ? /^func[ \t]+(?:\([^)]*\)[ \t]*)?([\p{L}_][\p{L}\p{N}_]*)/u
      : language === 'rust'
        ? /\bfn[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u
        : /(?:\bfunction[ \t]*\*?[ \t]*|^[ \t]*(?:[\w$<>[\],.?*&:~]+[ \t]+)*[*&]*(?:\w+::)*|\b(?:const|let|var)[ \t]+)(?!\d)([\p{L}_$][\p{L}\p{N}_$]*)(?:[ \t]*(?:<[^>(]*>)?[ \t]*\(|[ \t]*(?::[^=]+)?=[ \t]*(?:async[ \t]*)?(?:function\b|\())/u;
  const name = pattern.exec(line)?.[1];
  // A call at a line's end is a statement.
  if (name === undefined || NO_NAMES.has(name) || /;[ \t]*$/.test(line) || /^[ \t]*(?:return|else|await|throw)\b/.test(line))
    return undefined;
  return name;
}

/** The brace that opens the body: before any `;` that would make the header a declaration alone. */
function openingBrace(code: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < Math.min(code.length, from + 2000); at++) {
    const char = code[at];
    if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === '{' && depth <= 0) return at;
    else if ((char === ';' || char === '}') && depth <= 0) return undefined;
  }
  return undefined;
}

/** For each brace that opens, the offset after the one that closes it. */
function bracesOf(code: string): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    if (code[at] === '{') open.push(at);
    else if (code[at] === '}') {
      const start = open.pop();
      if (start !== undefined) closes.set(start, at + 1);
    }
  }
  return closes;
}
