// Tokens and passwords of `Math.random`: whoever has seen some of its numbers can tell the next ones.

import { spanOf, type SecurityRule } from '../finding';
import { secretName } from '../secret-names';
import { SCRIPT_FUNCTIONS, type ScriptProgram } from './program';

export const scriptPredictableToken: SecurityRule<ScriptProgram> = {
  id: 'predictable-token',
  words: /\bMath\.random\b/,
  find: (program) => {
    const told = new Set<string>();
    return program.calls.flatMap((call) => {
      if (call.written !== 'Math.random') return [];
      const name = secretName(call.node, SCRIPT_FUNCTIONS);
      // Once for each name: a token is made of many numbers.
      if (name === undefined || told.has(name)) return [];
      told.add(name);
      return {
        ...spanOf(call.node),
        message: `'${name}' is made with 'Math.random', whose numbers can be told from those before. Whoever has seen some can guess the next one.`,
        needed: "Use 'crypto.randomUUID()', 'crypto.randomBytes(…)' or, in a browser, 'crypto.getRandomValues(…)'.",
      };
    });
  },
};
