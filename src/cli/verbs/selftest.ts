// `self-heal selftest`: makes known mistakes in a temporary copy of a workspace, one at a time, and says which were healed, proved and missed.

import { findSandbox, selfTest, visibleLine, type SelfTestOutcome, type TestedSlip } from '../../engine';
import { folder, parse, wholeNumber } from '../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { interruption } from '../io/interruption';
import { faultLine } from '../io/report';
import { note, print, printJson, say } from '../io/say';
import { mayStartPrograms } from '../io/workspace-programs';

const DEFAULT_COUNT = '12';

export const SELFTEST_USAGE = `self-heal selftest [--count N] [--no-tests] [--json] [--workspace DIR]

Copies the workspace to a temporary folder, makes a known mistake in a file of the copy (a misspelt name, a missing import, an unclosed bracket and the
like), heals it as 'heal' would, and says whether the error is gone; then the next one. The workspace is only read.
  --count N        mistakes at most, 1 to 500 (default ${DEFAULT_COUNT}): each kind in turn, of each file in turn, the same ones each time
  --no-tests       run no tests; without it the files' own tests are run in the sandbox, where there is one, with the mistake and with its fix
  --no-workspace-programs
                   start nothing that came with the folder (its virtual environment, its node_modules), only what the machine has
  --json           one JSON object on stdout
  --workspace DIR  the folder that is copied (default: the current folder)

Exit code 0 where every mistake that a checker saw was healed, 1 where one was missed, 2 where none could be made or none was seen.`;

export async function selftest(args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args, {
    help: { type: 'boolean', short: 'h' },
    workspace: { type: 'string' },
    json: { type: 'boolean' },
    count: { type: 'string' },
    'no-tests': { type: 'boolean' },
    'no-workspace-programs': { type: 'boolean' },
  });
  if (positionals[0] !== undefined) throw new UsageError(`selftest takes no arguments but options, got '${positionals[0]}'.`);
  const root = folder(values.workspace ?? '.');
  const count = wholeNumber('--count', values.count ?? DEFAULT_COUNT, 1, 500);
  const { sandbox } = await findSandbox();
  const withTests = sandbox.holds && !values['no-tests'];
  const stop = interruption();
  try {
    const tested = await selfTest({
      root,
      count,
      mayStart: await mayStartPrograms(root, values['no-workspace-programs'] ? false : undefined),
      ...(withTests ? { sandbox } : {}),
      signal: stop.signal,
      onTrouble: say,
      onFault: (where, error) => say(faultLine(where, error)),
      ...(values.json ? {} : { onTested: show }),
    });
    if (!tested.ok) throw new UsageError(tested.message);
    const { slips, files, ended } = tested.value;
    const counts = countsOf(slips);
    if (values.json)
      printJson({
        files,
        ...counts,
        tests: withTests,
        slips: slips.map(({ line, ...slip }) => ({ ...slip, line: line + 1 })),
      });
    if (ended === 'cancelled') return EXIT.interrupted;
    if (slips.length === 0) throw new UsageError(`in ${files} files of this workspace there is no place for a known mistake.`);
    if (!values.json)
      note(
        `${slips.length} ${slips.length === 1 ? 'mistake' : 'mistakes'}: ${counts.healed} healed (${counts.proved} proved by tests, ${counts.restored} to the letter), ${counts.missed} missed, ${counts.unnoticed} not seen by any checker here.\n`,
      );
    if (counts.missed > 0) return EXIT.left;
    if (counts.healed === 0) throw new UsageError("no checker here saw any of the mistakes: 'self-heal doctor' tells what is missing.");
    return EXIT.ok;
  } finally {
    stop.dispose();
  }
}

function countsOf(slips: readonly TestedSlip[]): Readonly<Record<SelfTestOutcome | 'proved' | 'restored', number>> {
  const of = (outcome: SelfTestOutcome): readonly TestedSlip[] => slips.filter((slip) => slip.outcome === outcome);
  const healed = of('healed');
  return {
    healed: healed.length,
    missed: of('missed').length,
    unnoticed: of('unnoticed').length,
    proved: healed.filter(({ proved }) => proved).length,
    restored: healed.filter(({ restored }) => restored).length,
  };
}

/** Lines as people and editors count. */
function show({ file, line, kind, outcome, proved, error, why }: TestedSlip): void {
  const word = outcome === 'healed' && proved ? 'proved' : outcome;
  print(`${word.padEnd(9)} ${visibleLine(file)}:${line + 1} ${kind}${error === '' ? '' : `: ${visibleLine(error)}`}\n`);
  print(`          ${visibleLine(why)}\n`);
}
