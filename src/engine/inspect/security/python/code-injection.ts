// `eval` and `exec` of what comes from outside: whoever sends the text has the program.

import { spanOf, type SecurityRule } from '../finding';
import { fromOutside } from './outside';
import type { PythonProgram } from './program';

export const pythonCodeInjection: SecurityRule<PythonProgram> = {
  id: 'code-injection',
  words: /\b(?:eval|exec|compile)\s*\(/,
  find: (program) =>
    program.calls.flatMap((call) => {
      const [given] = call.positional;
      if (!/^(?:builtins\.)?(?:eval|exec)$/.test(call.written) || !given || program.bindingsOf(call.written, call.node).length > 0)
        return [];
      const from = fromOutside(program, given);
      if (from === undefined) return [];
      return {
        ...spanOf(call.node),
        message: `'${call.written}' runs a text that comes from outside ('${from}') as Python. Whoever supplies it can do all that this program can.`,
        needed:
          call.written === 'exec'
            ? 'Call the functions that you allow by name, from a dictionary, instead of running the text.'
            : "Use 'int(…)' or 'float(…)' for a number, 'ast.literal_eval(…)' for a list or dictionary that is written out, and 'json.loads(…)' for JSON.",
      };
    }),
};
