// `self-heal strength FILE`: whether the tests of a file notice when it is wrong. Changes nothing: the tests run in the sandbox, on copies.

import { DiskFiles, findSandbox, languageOf, readSource, strengthOf, testStrength, visibleLine, type TestStrength } from '../../engine';
import { folder, parse, wholeNumber } from '../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { shownPath } from '../io/heal-files';
import { interruption } from '../io/interruption';
import { note, print, printJson } from '../io/say';
import { rootFor } from '../io/workspace-root';

const DEFAULT_MAX = '30';

export const STRENGTH_USAGE = `self-heal strength FILE [--lines A-B] [--max N] [--json] [--workspace DIR]

Changes one operator or truth value of a Python, TypeScript or JavaScript file at a time, and runs the tests that reach the file, in the sandbox. 'killed': a
test fails with the change; 'survived': none does, so nothing would tell if that line were wrong. The file itself stays as it is.
  --lines A-B      only changes in these lines, as after a fix
  --max N          changes at most, 1 to 500 (default ${DEFAULT_MAX}), spread over the file
  --json           one JSON object on stdout
  --workspace DIR  the folder whose tests are run (default: the file's own)

Exit code 0 where at least 80 % are killed, 1 where less, 2 where no test said anything.`;

export async function strength(args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args, {
    help: { type: 'boolean', short: 'h' },
    workspace: { type: 'string' },
    json: { type: 'boolean' },
    lines: { type: 'string' },
    max: { type: 'string' },
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UsageError('strength takes one file.');
  const language = languageOf(name);
  if (!language) throw new UsageError(`${name}: Self-Heal changes Python, TypeScript and JavaScript only.`);
  const read = readSource(name);
  if (!read.ok) throw new UsageError(read.message);
  const { path, text } = read.value;
  const root = rootFor(path, values.workspace === undefined ? undefined : folder(values.workspace));
  const max = wholeNumber('--max', values.max ?? DEFAULT_MAX, 1, 500);
  const lines = values.lines === undefined ? undefined : linesOf(values.lines);
  const { sandbox } = await findSandbox();
  if (!sandbox.holds) throw new UsageError("the tests are run in a sandbox, and there is none: 'self-heal doctor' tells what is missing.");
  const stop = interruption();
  let found: TestStrength;
  try {
    found = await testStrength({
      root,
      files: new DiskFiles(root),
      path,
      text,
      language,
      ...(lines ? { lines } : {}),
      max,
      sandbox,
      signal: stop.signal,
      ...(values.json
        ? {}
        : {
            onTested: ({ line, from, to }, outcome) =>
              print(`${outcome.padEnd(8)} ${visibleLine(shownPath(path))}:${line + 1} ${from} became ${to}\n`),
          }),
    });
    if (stop.signal.aborted) return EXIT.interrupted;
  } finally {
    stop.dispose();
  }
  const { killed, survived, unknown, weak } = strengthOf(found.mutants.map(({ outcome }) => outcome));
  const told = killed + survived;
  if (values.json)
    printJson({
      file: shownPath(path),
      places: found.places,
      killed,
      survived,
      unknown,
      mutants: found.mutants.map(({ mutant: { line, from, to }, outcome }) => ({ line: line + 1, from, to, outcome })),
    });
  if (found.places === 0) throw new UsageError(`${name}: there is nothing that could be changed${lines ? ' in these lines' : ''}.`);
  if (told === 0) throw new UsageError(`${name}: no test that can be run reaches it.`);
  if (!values.json)
    note(`${killed} of ${told} changes were noticed (${Math.floor((100 * killed) / told)} %)${weak ? ': the tests are weak' : ''}.\n`);
  return weak ? EXIT.left : EXIT.ok;
}

/** As people count, to zero-based. */
function linesOf(written: string): { readonly first: number; readonly last: number } {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(written) ?? [];
  if (first === undefined || last === undefined || Number(first) < 1 || Number(last) < Number(first))
    throw new UsageError(`--lines takes two line numbers like 4-12, got '${written}'.`);
  return { first: Number(first) - 1, last: Number(last) - 1 };
}
