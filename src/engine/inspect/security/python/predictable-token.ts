// Tokens and passwords of `random`: whoever has seen some of its numbers can tell the next ones.

import { spanOf, type SecurityRule } from '../finding';
import { secretName } from '../secret-names';
import type { PythonProgram } from './program';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition']);

export const pythonPredictableToken: SecurityRule<PythonProgram> = {
  id: 'predictable-token',
  words: /\brandom\b/,
  find: (program) => {
    const told = new Set<string>();
    return program.calls.flatMap((call) => {
      if (!/^random\.(?:random|randint|randrange|choice|choices|sample|getrandbits|randbytes|uniform)$/.test(call.qualified ?? ''))
        return [];
      const name = secretName(call.node, FUNCTIONS);
      // Once for each name: a token is made of many numbers.
      if (name === undefined || told.has(name)) return [];
      told.add(name);
      return {
        ...spanOf(call.node),
        message: `'${name}' is made with 'random', whose numbers can be told from those before. Whoever has seen some can guess the next one.`,
        needed: "Use the module 'secrets': 'secrets.token_urlsafe()', 'secrets.choice(…)', 'secrets.randbelow(…)'.",
      };
    });
  },
};
