// The language service knows which modules of the program export the name; which to take is decided by nearness.

import { fixesAt, ownEdits } from '../../language-service/code-fixes';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';

const CANNOT_FIND_NAME = 2304;
const MAX_MODULES = 3;

/** Nearest module first. */
export function exportedNames(place: TypedPlace, name: string): TypedProposal[] {
  const fixes = fixesAt(place, place.code === 0 ? CANNOT_FIND_NAME : place.code).filter(({ fixName }) => fixName === 'import');
  return fixes
    .flatMap((fix) => {
      const edits = ownEdits(place, fix);
      return edits ? [{ title: fix.description, edits }] : [];
    })
    .slice(0, MAX_MODULES)
    .map((fix, index) => ({
      ...fix,
      variant: index === 0 ? 'exported' : 'exported-elsewhere',
      features: { modules: fixes.length },
      explanation: `'${name}' is exported there, but this file does not import it.`,
    }));
}
