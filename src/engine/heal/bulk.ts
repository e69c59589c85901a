// What may be applied among many fixes that nobody reads one by one: no more than the menu would show by itself.

import type { Patch } from '../patch';
import { isSyntax } from '../detect/family';
import { MIN_CONFIDENCE_IN_MENU, MIN_CONFIDENCE_OF_SYNTAX_IN_BULK } from './limits';
import { probabilityForProblem } from './proved-candidates';

/** `inMenu`: how likely a fix must be to stand in the menu by itself, 0 to 1. */
export function mayGoInBulk(patch: Patch, inMenu?: number): boolean {
  return patch.testsWeak === undefined && mayBeUnasked(patch) && isInMenu(patch, inMenu);
}

/** Likely enough for the menu; of syntax errors, whose best fix stands there however unlikely, likelier than not. */
export function isInMenu(patch: Patch, inMenu: number = MIN_CONFIDENCE_IN_MENU): boolean {
  // Of several syntax errors each is counted by itself: the others are healed in their turn.
  return isSyntax(patch.problem) ? probabilityForProblem(patch) >= MIN_CONFIDENCE_OF_SYNTAX_IN_BULK : patch.confidence >= inMenu;
}

/** Nothing in it asks for a person's own look: no danger, nothing made up. */
export function mayBeUnasked({ candidate }: Pick<Patch, 'candidate'>): boolean {
  return (candidate.adds ?? []).length === 0 && !candidate.invents;
}
