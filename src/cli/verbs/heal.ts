// `self-heal heal FILE…`: problems of the files from the checkers at hand; prints a diff, or writes.

import {
  findSandbox,
  inspectFile,
  languageOf,
  matchesPatterns,
  MIN_CONFIDENCE_IN_MENU,
  namesSource,
  patched,
  proveByTests,
  readSource,
  SourceText,
  TEAM_CONFIG,
  testSentence,
  visibleLine,
  visibleText,
  Workspaces,
  writeSources,
  type ChangedText,
  type Failure,
  type Patch,
  type Problem,
  type RungResult,
  type TeamConfig,
  type Workspace,
} from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { ModelHeals, type TerminalModel } from '../io/model-heals';
import { healSource, shownPath, type Healed } from '../io/heal-files';
import { failedIn, isLeft, type Outcome } from '../io/heal-outcome';
import { junitOf } from '../io/junit';
import { sarifOf } from '../io/sarif';
import { withBriefs } from '../io/briefs';
import { diffOf, explanationLines, faultLine, leftObject, patchLines, patchObject, problemLine } from '../io/report';
import { rootFor } from '../io/workspace-root';
import { record } from '../io/record';
import { teamConfigs } from '../io/team-configs';
import { note, printJson, printXml, say, showDiff } from '../io/say';
import { mayStartPrograms } from '../io/workspace-programs';

export const HEAL_FORMATS = ['text', 'json', 'sarif', 'junit'] as const;
export type HealFormat = (typeof HEAL_FORMATS)[number];

export interface HealVerbOptions {
  readonly files: readonly string[];
  readonly apply: boolean;
  /** Run the files' own tests, before and after. */
  readonly tests: boolean;
  /** `quiet`: nothing on stdout, for a caller that only asks for the exit code. */
  readonly format: HealFormat | 'quiet';
  /** What is too complex is left to a person, with a brief. */
  readonly escalate?: boolean;
  /** Start programs that came with the folder; where undefined a person at a terminal is asked. */
  readonly workspacePrograms: boolean | undefined;
  /** Asked where rules end. */
  readonly model: TerminalModel | undefined;
  readonly workspace: string | undefined;
}

export async function heal(options: HealVerbOptions): Promise<ExitCode> {
  if (options.files.length === 0) throw new UsageError('heal needs at least one file.');
  const warn = say;
  const workspaces = new Workspaces(warn, (root) => mayStartPrograms(root, options.workspacePrograms));
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort();
  process.once('SIGINT', onInterrupt);
  const teamOf = teamConfigs();
  const outcomes: Outcome[] = [];
  const began = Date.now();
  try {
    for (const name of [...new Set(options.files)]) {
      if (interrupted.signal.aborted) break;
      const outcome = await healOne(name, { ...options, teamOf }, workspaces, interrupted.signal, warn);
      outcomes.push(outcome);
      if (options.format === 'text') show(outcome);
    }
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    workspaces.dispose();
  }
  const code = interrupted.signal.aborted ? EXIT.interrupted : codeOf(outcomes);
  switch (options.format) {
    case 'text':
    case 'quiet':
      break;
    case 'json':
      printJson({ files: outcomes.map(toObject) });
      break;
    case 'sarif':
      printJson(await sarifOf(outcomes, options.workspace ?? process.cwd(), code));
      break;
    case 'junit':
      printXml(await junitOf(outcomes, (Date.now() - began) / 1000));
  }
  return code;
}

function codeOf(outcomes: readonly Outcome[]): ExitCode {
  if (outcomes.some(({ kind }) => kind === 'refused')) return EXIT.usage;
  return outcomes.some(isLeft) ? EXIT.left : EXIT.ok;
}

async function healOne(
  name: string,
  options: HealVerbOptions & { readonly teamOf: (root: string) => TeamConfig },
  workspaces: Workspaces,
  signal: AbortSignal,
  warn: (message: string) => void,
): Promise<Outcome> {
  const language = languageOf(name);
  const read = readSource(name);
  if (!read.ok) return refusal(name, read);
  const file = read.value;
  if (!language) return { kind: 'refused', file: name, why: `${name}: Self-Heal mends Python, TypeScript and JavaScript files only.` };
  const root = rootFor(file.path, options.workspace);
  const team = options.teamOf(root);
  if (matchesPatterns(team.excludedFiles, root, file.path))
    return { kind: 'excluded', file: name, why: `${name}: left out by ${TEAM_CONFIG} (exclude.files).` };
  const isWanted = ({ source, errorType }: Problem): boolean => !namesSource(team.excludedSources, source, errorType);
  const began = performance.now();
  const workspace = await workspaces.of(root);
  const inspected = await inspectFile(file.path, language, new SourceText(file.text), workspace, signal);
  const { by } = inspected;
  const problems = inspected.problems.filter(isWanted);
  if (by.length === 0 && workspace.late && workspace.late.size > 0)
    return {
      kind: 'unchecked',
      file: name,
      why: `${name}: there was no time to check it: ${[...workspace.late].join(' and ')} gave no answer. Try again when the machine is less busy.`,
    };
  if (by.length === 0)
    return {
      kind: 'unchecked',
      file: name,
      why: `${name}: nothing here could check it: ${language === 'python' ? "it needs a python3 that works, and pyright for more ('self-heal doctor' tells)" : "install 'typescript' in its project"}.`,
    };
  const heals =
    options.model && new ModelHeals(options.model, () => workspaces.storeOf(root), options.format === 'text' ? warn : undefined);
  const unwritten = new Set<string>();
  const minConfidence = Math.max(MIN_CONFIDENCE_IN_MENU, team.confidenceReview);
  const result = await healSource({
    ...(heals
      ? {
          more: async (asked) => {
            const found = await heals.heal({ ...asked, memory: workspaces.memoryOf(root) });
            if (!found.ok) warn(`${name}: ${found.message}`);
            const patches = found.ok ? found.value : [];
            const [best] = patches;
            if (options.apply && best && !patches.some(({ confidence }) => confidence >= minConfidence)) {
              if (options.format === 'text' && !unwritten.has(best.candidate.id)) await showUnwritten(best, asked);
              unwritten.add(best.candidate.id);
              warn(`${name}: The model's fix is not sure enough to be written unasked. If it is right, it is for you to write it.`);
            }
            return patches;
          },
          // What is shown only, a person looks at; what is written must be as likely as all other fixes.
          ...(options.apply ? { minConfidenceOfMore: minConfidence } : {}),
        }
      : {}),
    file,
    problems,
    workspace,
    memory: workspaces.memoryOf(root),
    signal,
    isWanted,
    minConfidence,
    ...(options.escalate ? { escalate: true } : {}),
    onFault: (where, error) => warn(faultLine(where, error)),
  });
  if (!result.ok) return refusal(name, result);
  const healed = options.escalate ? await withBriefs(result.value, workspaces.memoryOf(root), root) : result.value;
  const tests =
    options.tests && healed.changes.length > 0 ? await testsOf(healed, root, team.testCommand, workspace, signal, warn) : undefined;
  if (!options.apply || healed.changes.length === 0 || failedIn(tests))
    return { kind: 'healed', healed, by, found: problems.length, applied: false, recorded: undefined, tests };
  const written = writeSources(healed.changes);
  if (!written.ok) return refusal(name, written);
  const ms = performance.now() - began;
  return {
    kind: 'healed',
    healed,
    by,
    found: problems.length,
    applied: true,
    recorded: await record(root, healed.steps, 'applied by self-heal heal --apply', { ms }),
    tests,
  };
}

/** A fix that `--apply` does not write: it was paid for, and may be right. Beside the results, so on stderr. */
async function showUnwritten(
  patch: Patch,
  { source, problem, workspace }: { readonly source: SourceText; readonly problem: Problem; readonly workspace: Workspace },
): Promise<void> {
  note(`${patchLines(patch)}\n`);
  const changes: ChangedText[] = [];
  for (const edit of patch.candidate.edits) {
    const before = edit.path === problem.location.path ? source.text : await workspace.files.read(edit.path);
    if (before !== undefined) changes.push({ path: edit.path, before, after: patched(new SourceText(before), edit) });
  }
  showDiff(diffOf(changes), process.stderr);
}

/** What the tests of the changed files say, in the sandbox alone. */
async function testsOf(
  healed: Healed,
  root: string,
  command: string,
  workspace: Workspace,
  signal: AbortSignal,
  warn: (message: string) => void,
): Promise<readonly RungResult[]> {
  const { sandbox, notes } = await findSandbox();
  if (!sandbox.holds)
    return [{ rung: 'tests', result: 'skipped', why: `nothing here keeps a program from the rest of the machine. ${notes.join(' ')}` }];
  const rungs = await proveByTests({
    root,
    files: workspace.files,
    changes: healed.changes,
    texts: new Map(),
    sandbox,
    signal,
    onProgress: warn,
    ...(command ? { command } : {}),
  });
  return rungs.length > 0 ? rungs : [{ rung: 'tests', result: 'skipped', why: 'no tests reach the changed files' }];
}

const refusal = (file: string, { message }: Failure): Outcome => ({ kind: 'refused', file, why: message });

function show(outcome: Outcome): void {
  if (outcome.kind !== 'healed') {
    say(outcome.why);
    return;
  }
  const { healed, applied, recorded } = outcome;
  const name = visibleLine(shownPath(healed.file.path));
  if (healed.steps.length === 0 && healed.left.length === 0) {
    note(`${name}: nothing to heal (${outcome.by.join(', ')}).\n`);
    return;
  }
  for (const { patch } of healed.steps) note(`${patchLines(patch)}\n`);
  showDiff(diffOf(healed.changes), process.stdout);
  // Each kind of mistake is explained once: a page of the same sentences is read by nobody.
  const explained = new Set<string>();
  for (const { problem, why, brief } of healed.left) {
    note(`  left: ${problemLine(problem)}: ${why}\n`);
    if (brief !== undefined) note(`\n${visibleText(brief)}\n`);
    if (explained.has(problem.signature.shape)) continue;
    explained.add(problem.signature.shape);
    for (const line of explanationLines(problem, afterOf(healed))) note(`    ${line}\n`);
  }
  const done =
    healed.steps.length === 0
      ? 'nothing healed'
      : applied
        ? `${count(healed.steps.length, 'fix', 'fixes')} written`
        : failedIn(outcome.tests)
          ? 'nothing written, for tests that passed fail with it'
          : `${count(healed.steps.length, 'fix', 'fixes')} found; --apply writes ${healed.steps.length === 1 ? 'it' : 'them'}`;
  for (const rung of outcome.tests ?? []) {
    const said = testSentence(rung, shownPath);
    note(`  ${said.charAt(0).toLowerCase()}${said.slice(1)}\n`);
  }
  const rest = healed.left.length > 0 ? `, ${count(healed.left.length, 'problem', 'problems')} left` : '';
  const pairs = recorded
    ? recorded.ok
      ? `; ${count(recorded.value, 'success pair', 'success pairs')} recorded`
      : `; not recorded: ${recorded.message}`
    : '';
  note(`${name}: ${done}${rest}${pairs}\n`);
}

/** The text that what is left refers to: the healed one. */
const afterOf = ({ file, changes }: Healed): string => changes.find(({ path }) => path === file.path)?.after ?? file.text;

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function toObject(outcome: Outcome): object {
  if (outcome.kind !== 'healed') return { file: outcome.file, [outcome.kind]: outcome.why };
  const { healed, by, applied, recorded, found } = outcome;
  return {
    file: shownPath(healed.file.path),
    checked_by: by,
    found,
    healed: healed.steps.map(({ patch }) => patchObject(patch)),
    left: healed.left.map(leftObject),
    diff: diffOf(healed.changes),
    applied,
    ...(outcome.tests ? { tests: outcome.tests } : {}),
    ...(recorded ? { recorded: recorded.ok ? { pairs: recorded.value } : { message: recorded.message } } : {}),
  };
}
