// `self-heal rules apply --gradual`: a rule is applied at one place, at half of them, at all, each step checked and tested on copies before it is written.

import * as path from 'node:path';
import {
  applyGradually,
  findSandbox,
  languageOf,
  proveByTests,
  readSource,
  rulePatches,
  stepCheck,
  verdictWords,
  visibleLine,
  Workspaces,
  type ChangedText,
  type GradualEnd,
  type LearnedRule,
  type Patch,
} from '../../engine';
import { EXIT, type ExitCode } from '../io/exit-codes';
import { interruption } from '../io/interruption';
import { diffOf } from '../io/report';
import { print, printJson, say, showDiff } from '../io/say';
import { teamConfigs } from '../io/team-configs';
import { GuardedWrites } from '../io/write-guard';

export interface GradualVerb {
  readonly folder: string;
  /** In this order; the first that makes something worse is the last that is tried. */
  readonly rules: readonly LearnedRule[];
  readonly files: readonly string[];
  readonly speaks: (rule: LearnedRule, file: string) => boolean;
  readonly apply: boolean;
  readonly json: boolean;
}

/** Exit code 0 where every step held, 1 where one did not. */
export async function applyRulesGradually({ folder, rules, files, speaks, apply, json }: GradualVerb): Promise<ExitCode> {
  const workspaces = new Workspaces(say);
  const stop = interruption();
  const { sandbox } = await findSandbox();
  if (!sandbox.holds) say("there is no sandbox, so no test is run: 'self-heal doctor' tells what is missing.");
  const command = teamConfigs()(folder).testCommand;
  const told: object[] = [];
  let code: ExitCode = EXIT.ok;
  try {
    const workspace = await workspaces.of(folder);
    for (const rule of rules) {
      const texts = new Map<string, string>();
      const places: Patch[] = [];
      for (const file of files) {
        const read = readSource(file);
        const language = languageOf(file);
        if (!read.ok || !language || !speaks(rule, file)) continue;
        const { path: real, text } = read.value;
        texts.set(real, text);
        places.push(...(await rulePatches(rule, { path: real, language, text, version: null })));
      }
      if (places.length === 0) continue;
      if (!json) print(`${rule.id}  ${visibleLine(rule.title)}  (${places.length} ${places.length === 1 ? 'place' : 'places'})\n`);
      const steps = new GuardedSteps((file) => workspaces.changed(file));
      const end = await applyGradually({
        places,
        read: (file) => Promise.resolve(texts.get(file)),
        check: stepCheck({
          workspace,
          signal: stop.signal,
          test: (changes) =>
            sandbox.holds
              ? proveByTests({
                  root: folder,
                  files: workspace.files,
                  changes,
                  texts: new Map(),
                  sandbox,
                  signal: stop.signal,
                  ...(command ? { command } : {}),
                })
              : Promise.resolve([]),
        }),
        ...(apply ? { write: (changes) => Promise.resolve(steps.write(changes)) } : {}),
        signal: stop.signal,
        onStep: ({ places: done, of, verdict }) => {
          if (!json) print(`  ${done} of ${of}: ${visibleLine(verdictWords(verdict))}\n`);
        },
      });
      steps.end();
      told.push(toObject(rule, end));
      if (!json) tell(end, apply);
      if (end.ended !== 'done') {
        code = end.ended === 'cancelled' ? EXIT.interrupted : EXIT.left;
        break;
      }
    }
    if (json) printJson({ rules: told, written: apply });
    else if (told.length === 0) print('The rules fit nowhere.\n');
    return code;
  } finally {
    stop.dispose();
    workspaces.dispose();
  }
}

/** What the steps of a rule write, and what puts it back where this process goes before the last of them. */
class GuardedSteps {
  /** What the files held first and hold now, by path. */
  private readonly standing = new Map<string, ChangedText>();
  private readonly guard = new GuardedWrites();

  constructor(private readonly onWritten: (file: string) => void) {}

  /** @returns why nothing was written, if so. */
  write(changes: readonly ChangedText[]): string | undefined {
    const after = new Map(this.standing);
    for (const change of changes) after.set(change.path, { ...change, before: this.standing.get(change.path)?.before ?? change.before });
    const trouble = this.guard.write(
      changes,
      [...after.values()].filter(({ before, after }) => before !== after),
    );
    if (trouble !== undefined) return trouble;
    for (const [path, change] of after) this.standing.set(path, change);
    for (const { path } of changes) this.onWritten(path);
    return undefined;
  }

  /** What stands now stays. */
  end(): void {
    this.guard.end();
  }
}

function tell(end: GradualEnd, apply: boolean): void {
  // Of a step that makes something worse it was said with the step.
  if (end.ended === 'unwritable' && end.why !== undefined) say(end.why);
  if (end.left !== undefined) say(`not all could be taken back: ${end.left}`);
  else if (end.ended !== 'done') print(`  stopped${apply ? ', and all of it is taken back' : ''}\n`);
  else if (apply) print(`  written to ${end.changes.length} ${end.changes.length === 1 ? 'file' : 'files'}\n`);
  else {
    showDiff(diffOf(end.changes), process.stdout);
    print('  every step held; --apply writes it\n');
  }
}

const toObject = (rule: LearnedRule, { ended, why, left, steps, changes }: GradualEnd): object => ({
  id: rule.id,
  ended,
  ...(why === undefined ? {} : { why }),
  ...(left === undefined ? {} : { left }),
  steps: steps.map(({ places, of, verdict }) => ({
    places,
    of,
    checked_by: verdict.checkedBy,
    tests: verdict.tests,
    held: verdict.regression === undefined,
  })),
  files: changes.map((change) => path.resolve(change.path)),
});
