/**
 * Mistake: names of the browser that every runtime has, in a program whose libraries leave them out.
 *
 * Before:  `console.log(1)` without the library 'dom'       After:  `/// <reference lib="dom" />` on top
 *
 * When not: the project has a tsconfig.json: its libraries are chosen there.
 *
 * Tests: fixers.test.ts
 */
import { at, proved } from '../framework/checked-proposals';
import { hasCode, type TypedPlace, type TypedRule } from '../framework/typed-rule';

export const domLibrary: TypedRule = {
  id: 'typescript/dom-library',
  answers: (problem) => hasCode(problem, new Set([2584])),
  propose(place) {
    if (hasConfig(place)) return [];
    return proved(
      place,
      [
        {
          title: "Add a reference to the 'dom' library",
          explanation: `The compiler's libraries for this file leave out 'console' and its like.`,
          edits: [at(0, `/// <reference lib="dom" />${place.text.includes('\r\n') ? '\r\n' : '\n'}`)],
          confidence: 0.5,
        },
      ],
      0,
    );
  },
};

/** The libraries of a project are chosen in its tsconfig.json, not in a file. */
function hasConfig({ ts, path: file, folder }: TypedPlace): boolean {
  return ts.findConfigFile(file.slice(0, file.lastIndexOf('/')) || '/', (name: string) => folder.exists(name)) !== undefined;
}
