/**
 * Mistake: names of the browser that every runtime has, in a program whose libraries leave them out.
 *
 * Before:  `console.log(1)` without the library 'dom'       After:  `/// <reference lib="dom" />` on top
 *
 * When not: the project has a tsconfig.json: its libraries are chosen there.
 */
import { at, checkedProposals } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const domLibrary: TypedRule = {
  id: 'typescript/dom-library',
  family: 'typescript/modules',
  answers: { codes: ['TS2584'] },
  propose(place) {
    if (hasConfig(place) || !place.reproduced) return [];
    return checkedProposals(place, [
      {
        variant: 'reference-to-dom',
        title: "Add a reference to the 'dom' library",
        explanation: `The compiler's libraries for this file leave out 'console' and its like.`,
        edits: [at(0, `/// <reference lib="dom" />${place.text.includes('\r\n') ? '\r\n' : '\n'}`)],
      },
    ]);
  },
};

/** The libraries of a project are chosen in its tsconfig.json, not in a file. */
function hasConfig({ ts, path: file, folder }: TypedPlace): boolean {
  return ts.findConfigFile(file.slice(0, file.lastIndexOf('/')) || '/', (name: string) => folder.exists(name)) !== undefined;
}
