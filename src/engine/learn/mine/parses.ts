// Whether a text parses, by the grammars that are there.

import type { HealedLanguageId } from '../../language';
import { grammarOf, withTree, type Grammar } from '../../syntax/tree-sitter';

/** `one`: as a single statement or expression. undefined where the grammar is not there. */
export const parses = (grammar: Grammar, text: string, one = false): Promise<boolean | undefined> =>
  withTree(grammar, text, ({ rootNode }) => !rootNode.hasError && (!one || rootNode.namedChildCount === 1));

/** Whether a whole file can be read as a program. undefined where the grammar is not there. */
export const parsesAs = (language: HealedLanguageId, text: string): Promise<boolean | undefined> => parses(grammarOf(language), text);
