// The rows of the view Runs: what "Run and Heal" and heals with a model tried, newest first, step by step, with what each step changed.

import * as path from 'node:path';
import { type Evidence, evidenceLine, type HealRecord, isInside, type ModelPart, visibleLine, visibleText } from '../../engine';
import type { ClearRuns, ListRuns, Refusal, RunName, RunStepTexts, ShownRun, ShownRunStep } from '../../protocol';
import { toPath, toUri } from '../session/paths';
import type { Session } from '../session/session';
import { recordedRuns, removeRuns, type RecordedRun, type RunChange } from './run-records';

const UNTRUSTED: Refusal = { reason: 'untrusted', message: 'This folder is not trusted, so nothing was run in it.' };
const GONE: Refusal = { reason: 'no-run', message: 'This run is no longer there.' };
/** Heals that are looked through for those with a model, the newest. */
const MAX_HEALS = 500;
const MAX_SHOWN = 200;

/** A step as it was recorded, with what it changed where that is known. */
interface Step {
  readonly shown: ShownRunStep;
  readonly change: RunChange | undefined;
}

export class RunList {
  constructor(private readonly session: Pick<Session, 'client' | 'folders' | 'stores'>) {}

  list(): ListRuns.Answer | Refusal {
    const { client, folders, stores } = this.session;
    if (!client.trusted) return UNTRUSTED;
    const runs = folders.all.flatMap((root) => {
      const folder = toUri(root);
      const heals = stores.quietly(root)?.heals.newest(MAX_HEALS);
      return [
        ...recordedRuns(root).map((run) => shownCommand(root, folder, run)),
        ...(heals?.ok ? heals.value.flatMap((heal) => (heal.model ? [shownModel(folder, heal, heal.model)] : [])) : []),
      ];
    });
    return { runs: runs.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, MAX_SHOWN) };
  }

  texts({ step, ...name }: RunStepTexts.Params): RunStepTexts.Answer | Refusal {
    const root = this.rootOf(name);
    if (typeof root !== 'string') return root;
    const run = recordedRuns(root).find(({ id }) => id === name.id);
    const found = run && stepsOf(run)[step];
    if (!found?.change) return GONE;
    const { file, before, after, start_line: startLine } = found.change;
    return { title: found.shown.title, file, before, after, startLine };
  }

  clear({ folder, id }: ClearRuns.Params): ClearRuns.Answer | Refusal {
    const root = this.rootOf({ folder });
    return typeof root === 'string' ? { removed: removeRuns(root, id) } : root;
  }

  private rootOf({ folder }: Pick<RunName, 'folder'>): string | Refusal {
    const { client, folders } = this.session;
    if (!client.trusted) return UNTRUSTED;
    const root = toPath(folder);
    return folders.all.includes(root) ? root : GONE;
  }
}

/** Where it was run, if that is in the folder: the record is a file that anybody may have written. */
function cwdOf(root: string, { cwd }: RecordedRun): Pick<ShownRun, 'cwd'> {
  const folder = cwd === undefined ? undefined : path.resolve(root, cwd);
  return folder !== undefined && isInside(root, folder) ? { cwd: folder } : {};
}

function shownCommand(root: string, folder: string, run: RecordedRun): ShownRun {
  const steps = stepsOf(run);
  return {
    folder,
    id: run.id,
    kind: 'command',
    title: visibleLine(run.command),
    ...cwdOf(root, run),
    at: run.started,
    ended: run.ended === 'runs' ? 'healed' : run.rounds.length > 0 ? 'partly' : 'not',
    why: visibleText(run.why),
    kept: run.rounds.length,
    tried: run.reflections.length,
    steps: steps.map(({ shown }) => shown),
    ...(run.left === undefined ? {} : { left: visibleLine(run.left) }),
  };
}

/** Those that stayed first, then those that did not hold. */
function stepsOf(run: RecordedRun): readonly Step[] {
  return [
    ...run.rounds.map(({ error, line, fix, evidence, change }) => ({
      shown: stepOf(fix, true, evidenceOf(evidence), change, { error: visibleLine(error), line: line - 1 }),
      change,
    })),
    ...run.reflections.map(({ fix_approach, failure_reason, change }) => ({
      shown: stepOf(fix_approach, false, failure_reason, change),
      change,
    })),
  ];
}

function stepOf(
  title: string,
  held: boolean,
  why: string,
  change: RunChange | undefined,
  more: Pick<ShownRunStep, 'error' | 'line'> = {},
): ShownRunStep {
  const isShown = change !== undefined && change.before !== change.after;
  return {
    title: visibleLine(title),
    held,
    why: visibleText(why),
    hasTexts: isShown,
    ...(change && { file: change.file }),
    ...more,
  };
}

/** The evidence as it is written everywhere; nothing where the record's is of another form. */
function evidenceOf(value: unknown): string {
  try {
    return evidenceLine(value as Evidence);
  } catch {
    return '';
  }
}

function shownModel(folder: string, heal: HealRecord, model: ModelPart): ShownRun {
  const held = model.ended === 'proved' || model.ended === 'held';
  const error = heal.errorType === '' ? heal.shape : `${heal.errorType}: ${heal.shape}`;
  return {
    folder,
    id: heal.id,
    kind: 'model',
    title: visibleLine(error),
    at: heal.at,
    ended: held ? 'healed' : 'not',
    why: visibleText(`${heal.why[0]?.toUpperCase() ?? ''}${heal.why.slice(1)}.`),
    kept: held ? 1 : 0,
    tried: model.steps.filter(({ kind }) => kind === 'ask' || kind === 'template').length,
    steps: model.steps.map((step) => ({
      title: visibleLine(`${STEPS[step.kind] ?? step.kind}${step.model === undefined ? '' : ` (${step.model})`}`),
      held: step.outcome === 'proved' || step.outcome === 'held',
      why: visibleText([OUTCOMES[step.outcome] ?? step.outcome, step.why ?? step.diagnosis?.root_cause ?? ''].filter(Boolean).join(': ')),
      hasTexts: false,
    })),
  };
}

const STEPS: Readonly<Record<string, string>> = {
  ask: 'An answer of the model',
  diagnose: 'A diagnosis of what went wrong',
  template: 'A fix that the rules know',
  critic: 'A second opinion',
};

const OUTCOMES: Readonly<Record<string, string>> = {
  proved: 'a run proved it',
  held: 'the checkers are content with it',
  disproved: 'the error was still there',
  regressed: 'it broke what worked before',
  repeated: 'the same as before, not tried again',
  refused: 'its text alone tells that it is no fix',
  malformed: 'it could not be read',
  misplaced: 'it does not fit the file',
  unchanged: 'it changes nothing',
  truncated: 'it was cut off',
  'no-fix': 'the model sees no fix',
  declined: 'the model did not want to answer',
  failed: 'no answer came',
  crashed: 'a part of Self-Heal broke',
  answered: 'given',
};
