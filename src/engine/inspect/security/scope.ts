// What the readings of both languages share: what names are bound to, and whether a value can only be what is written in the program.

import type { Node } from 'web-tree-sitter';

/** One way in which a name gets its value. */
export interface Binding {
  /** The value, or what it is a part or an element of; undefined where it comes from elsewhere: a parameter, an import. */
  readonly of: Node | undefined;
  /** `of` is the value itself, and all of it. */
  readonly whole: boolean;
  /** It is a number by its making, whatever it is. */
  readonly harmless?: boolean;
  /** The statement or declaration that binds it. */
  readonly by: Node;
}

export type Bindings = ReadonlyMap<string, readonly Binding[]>;

/** More are given up on: a value that passed through so many names is not followed. */
export const MAX_FOLLOWED = 6;

/** The name says that the value was made harmless: `column_quoted`, `escapedName`. */
export const saysHarmless = (name: string): boolean =>
  /quoted|escaped|sanitiz|sanitis/i.test(name) && !/un(?:quoted|escaped|saniti)/i.test(name);

/** A name that is a constant by everybody's convention: `TABLE`, `MAX_ROWS`. Those of requests are no constants. */
export const isConstantName = (name: string): boolean =>
  /^_*[A-Z][A-Z0-9_]*[A-Z0-9]$/.test(name) && !/^(?:GET|POST|PUT|META|COOKIES|FILES|REQUEST|ARGV)$/.test(name);

/** Whoever is called so makes a value harmless inside a text: `quote_name(x)`, `escapeId(x)`. */
export const makesHarmless = (callee: string): boolean =>
  /quote|escap|sanit|ident|mogrify|literal|validat|placeholder|whitelist|allowlist/i.test(callee);

/** Whatever is added, last wins nowhere: all bindings of a name are kept. */
export function collect(onto: Map<string, Binding[]>, name: string, binding: Binding): void {
  const before = onto.get(name);
  if (before) before.push(binding);
  else onto.set(name, [binding]);
}

export function descendants(node: Node, types: string | string[]): Node[] {
  return node.descendantsOfType(types).filter((one): one is Node => one !== null);
}

export function named(node: Node | null): Node[] {
  return (node?.namedChildren ?? []).filter((one): one is Node => one !== null && one.type !== 'comment');
}

export function enclosing(node: Node, types: ReadonlySet<string>): Node | undefined {
  for (let around = node.parent; around; around = around.parent) if (types.has(around.type)) return around;
  return undefined;
}

/** A sum of more parts is data that somebody laid out by hand, and no statement. */
const MAX_PARTS = 200;

/** Whether an expression nests deeper on its left than a person writes. */
export function isDeep(node: Node): boolean {
  let depth = 0;
  for (let one: Node | null = node; one && depth <= MAX_PARTS; one = one.namedChild(0)) depth++;
  return depth > MAX_PARTS;
}
