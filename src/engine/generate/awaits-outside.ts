// Whether edits write an `await` where none may stand: a fix that was right in an async function is none in another one.

import type { HealedLanguageId } from '../language';
import { applyEdits, type OffsetEdit } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';
import { grammarOf, withTree } from '../syntax/tree-sitter';

const FUNCTION = /^(?:function|lambda|generator_function|arrow_function|method_definition)(?:_(?:definition|declaration|expression))?$/;

/** False where the grammar is not there. The edits are offsets into the text. */
export async function awaitsOutside(source: SourceText, edits: readonly OffsetEdit[], language: HealedLanguageId): Promise<boolean> {
  if (!edits.some(({ text }) => /\bawait\b/.test(text))) return false;
  const after = applyEdits(source.text, edits);
  const places: number[] = [];
  let shift = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    for (const { index } of text.matchAll(/\bawait\b/g)) places.push(start + shift + index);
    shift += text.length - (end - start);
  }
  const outside = await withTree(grammarOf(language), after, ({ rootNode }) =>
    places.some((place) => {
      for (let node = rootNode.descendantForIndex(place, place + 1); node; node = node.parent)
        if (FUNCTION.test(node.type)) return !node.children.some((child) => child?.type === 'async');
      // Modules of scripts may wait themselves.
      return language === 'python';
    }),
  );
  return outside ?? false;
}
