// Pickles that come from outside: reading one runs what it says.

import { spanOf, type SecurityRule } from '../finding';
import { fromOutside } from './outside';
import type { PythonProgram } from './program';

const READS =
  /^(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|joblib|jsonpickle|shelve)\.(?:loads?|Unpickler|decode|open)$|^pandas\.read_pickle$/;

export const unsafeDeserialization: SecurityRule<PythonProgram> = {
  id: 'unsafe-deserialization',
  words: /\b(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|joblib|jsonpickle|shelve|read_pickle)\b/,
  find: (program) =>
    program.calls.flatMap((call) => {
      const [given] = call.positional;
      const from = given && READS.test(call.qualified ?? '') ? fromOutside(program, given) : undefined;
      if (from === undefined) return [];
      return {
        ...spanOf(call.node),
        message: `'${call.written}' runs whatever code the data names, and the data comes from outside ('${from}'). Whoever sends it can run commands as this program.`,
        needed:
          "Exchange data as JSON ('json.loads'), which holds values only; where it must be a pickle, sign it and check the signature before reading it.",
      };
    }),
};
