// `tempfile.mktemp` names a file that does not exist yet: another program can make it first.

import { spanOf, type SecurityRule } from '../finding';
import type { PythonProgram } from './program';

export const insecureTempFile: SecurityRule<PythonProgram> = {
  id: 'insecure-temp-file',
  words: /\b(?:mktemp|tempnam|tmpnam)\b/,
  find: (program) =>
    program.calls
      .filter(({ qualified }) => /^(?:tempfile\.mktemp|os\.(?:tempnam|tmpnam))$/.test(qualified ?? ''))
      // In a folder of one's own nobody else makes files.
      .filter(({ keywords, positional }) =>
        /^(?:$|['"]\/(?:var\/)?tmp\/?['"]$|None$)/.test((keywords.get('dir') ?? positional[2])?.text ?? ''),
      )
      .map((call) => ({
        ...spanOf(call.node),
        message: `'${call.written}' only makes up a name. Before this program makes the file, another user of the machine can make it, or a link of that name to a file of yours.`,
        needed: "Use 'tempfile.NamedTemporaryFile' or 'tempfile.mkstemp', which make the file at once, for you alone.",
      })),
};
