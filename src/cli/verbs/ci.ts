// `self-heal ci`: a workflow that calls `self-heal` where the tests fail. Printed; written with --write, never over a file that is there.

import * as path from 'node:path';
import { CI_FILE, ciFacts, ciWorkflow, makeFile, makeFolder, readTeamConfig, writeFailure } from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { say, print } from '../io/say';

export interface CiVerbOptions {
  readonly root: string;
  readonly command: string | undefined;
  readonly from: string | undefined;
  readonly everyHours: number;
  readonly write: boolean;
}

export async function ci({ root, command: given, from, everyHours, write }: CiVerbOptions): Promise<ExitCode> {
  const facts = ciFacts(root);
  const command = (given ?? (readTeamConfig(root).config.testCommand || facts.test))?.trim();
  if (!command) throw new UsageError('nothing here says how the tests are run; say it: --command "npm test".');
  if (!from?.trim())
    throw new UsageError(
      'the workflow must know where it gets self-heal from: --from ./tools/self-heal-0.2.0.tgz (a file that `npm pack` made and that is committed), or a package of a registry of yours.',
    );
  for (const [option, text] of [
    ['--command', command],
    ['--from', from],
  ] as const)
    if (/[\r\n]/.test(text)) throw new UsageError(`${option} takes one line.`);
  const workflow = ciWorkflow({ ...facts, command, from, everyHours });
  if (!write) {
    print(workflow);
    return EXIT.ok;
  }
  const file = path.join(root, CI_FILE);
  try {
    makeFolder(path.dirname(file));
  } catch (error) {
    throw new UsageError(`${path.dirname(CI_FILE)} was not made: ${writeFailure(error).message}.`);
  }
  const made = await makeFile(file, workflow);
  if (!made.ok) throw new UsageError(`${CI_FILE} was not written: ${made.message}.`);
  say(`${CI_FILE} is written: it runs '${command}' and heals what fails. Look through it, then commit it.`);
  return EXIT.ok;
}
