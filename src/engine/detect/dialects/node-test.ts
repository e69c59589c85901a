// Node's test runner, of a test that ended without an error of its own: `test at cart.test.mjs:4:1`, the test's name, then what the runner has to say, in quotes.

import { lineRange } from '../settle-columns';
import { toProblem, type Dialect, type LinesAbove } from './dialect';
import { printedFile } from './own-code';
import { languageOf } from '../../language';

const PLACE = /^\s*test at (\S.{0,1000}?):(\d{1,7}):(\d{1,7})$/;
const SAID = /^\s+'(.+)'$/;
/** It failed because another did, which is told by itself. */
const OF_OTHERS = /^(?:test failed|\d+ subtests? failed|test did not finish before its parent and was cancelled)$/;

export const nodeTest: Dialect = {
  id: 'node-test',
  words: ['test at '],
  start: (context, emit) => {
    let since = -1;
    return {
      line: (text: string, number: number, above: LinesAbove) => {
        if (PLACE.test(text)) since = number;
        else if (since >= 0 && number === since + 2) {
          since = -1;
          const message = SAID.exec(text)?.[1];
          const [, file = '', line, column] = PLACE.exec(above.at(2)) ?? [];
          if (message === undefined || OF_OTHERS.test(message)) return;
          emit(() => {
            const { path, own } = printedFile(file, context);
            const character = Number(column) - 1;
            const location = { path, range: lineRange(Number(line) - 1, character, character) };
            const error = { source: 'node', errorType: 'ERR_TEST_FAILURE', message, frames: [{ location, own }], causes: [] };
            return toProblem(error, context, () => languageOf(path) ?? 'javascript');
          }, number);
        } else if (number > since + 2) since = -1;
      },
      get isIdle() {
        return since < 0;
      },
      end: () => undefined,
    };
  },
};
