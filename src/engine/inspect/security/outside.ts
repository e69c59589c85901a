// Values that come from outside of the program, as both languages' rules follow them through names.

import type { Node } from 'web-tree-sitter';
import { descendants, MAX_FOLLOWED, type Binding } from './scope';

/** The node in which a value comes from outside, or undefined. `isSource` judges single nodes of `kinds`; names are followed by `bindingsOf`. */
export function outsideIn(
  node: Node,
  kinds: readonly string[],
  isSource: (node: Node) => boolean,
  bindingsOf: (name: string, from: Node) => readonly Binding[],
  isHarmless: (node: Node) => boolean,
  depth = 0,
  seen = new Set<number>(),
): Node | undefined {
  if (depth > MAX_FOLLOWED || seen.has(node.id) || isHarmless(node)) return undefined;
  seen.add(node.id);
  for (const one of descendants(node, [...kinds, 'identifier'])) {
    if (!within(one, node, isHarmless) && isSource(one)) return one;
  }
  for (const name of descendants(node, 'identifier')) {
    if (within(name, node, isHarmless)) continue;
    for (const { of, by } of bindingsOf(name.text, name)) {
      if (!of || (of.startIndex <= node.startIndex && node.endIndex <= of.endIndex) || by.startIndex > node.startIndex) continue;
      const from = outsideIn(of, kinds, isSource, bindingsOf, isHarmless, depth + 1, seen);
      if (from) return from;
    }
  }
  return undefined;
}

/** Something between the two makes the value harmless. */
function within(one: Node, around: Node, isHarmless: (node: Node) => boolean): boolean {
  for (let node = one.parent; node && node.id !== around.id && node.startIndex >= around.startIndex; node = node.parent)
    if (isHarmless(node)) return true;
  return false;
}
