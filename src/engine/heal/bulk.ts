// What may be applied among many fixes that nobody reads one by one: no more than the menu would show by itself.

import type { Patch } from '../patch';
import { isSyntax } from '../detect/family';
import { MIN_CONFIDENCE_IN_MENU, MIN_CONFIDENCE_OF_SYNTAX_IN_BULK } from './limits';
import { probabilityForProblem } from './proved-candidates';

/** `inMenu`: how likely a fix must be to stand in the menu by itself, 0 to 1. */
export function mayGoInBulk(patch: Patch, inMenu: number = MIN_CONFIDENCE_IN_MENU): boolean {
  // Of several syntax errors each is counted by itself: the others are healed in their turn.
  if (isSyntax(patch.problem)) return probabilityForProblem(patch) >= MIN_CONFIDENCE_OF_SYNTAX_IN_BULK;
  return patch.confidence >= inMenu;
}
