// What a heal with a model did, step by step, as a plain serialisable value: for the heal record, budgets, the report and whoever wants to know why it ended.

import type { Critique, HealDiagnosis } from './said';

/** Why a heal with a model ended. */
export const MODEL_ENDS = [
  /** A run proved a patch. */
  'proved',
  /** A checker is content with a patch, and no run said otherwise. */
  'held',
  /** The model says that it sees no fix. */
  'no_fix',
  /** The model does not want to answer. */
  'declined',
  /** As many answers as are allowed, and none held. */
  'max_iterations',
  /** Answers went on ending with the same error. */
  'no_improvement',
  /** The same patch came again, or the same was said of it. */
  'stuck',
  /** The last patches broke what worked before. */
  'regressed',
  /** The diagnosis says that it can't be fixed this way. */
  'aborted',
  /** Answers could not be read, in either form. */
  'schema_error',
  'truncated',
  /** The server, the network or the account is to blame. */
  'infrastructure_error',
  'out_of_time',
  'out_of_tokens',
  'out_of_money',
  /** Nothing was sent: a file is never to be, or the search for secrets failed. */
  'not_sent',
  'cancelled',
  /** A part of Self-Heal broke, and what was tried after it did not help. */
  'crashed',
] as const;
export type ModelEnd = (typeof MODEL_ENDS)[number];

/** What became of one step. */
export type StepOutcome =
  | 'proved'
  | 'held'
  | 'disproved'
  | 'regressed'
  /** It was given before and is not tried again. */
  | 'repeated'
  /** Its text alone tells that it is no fix: a suppression, a placeholder, a changed signature. */
  | 'refused'
  | 'malformed'
  | 'misplaced'
  | 'unchanged'
  | 'truncated'
  | 'no-fix'
  | 'declined'
  | 'failed'
  | 'crashed'
  /** A diagnosis or a critique was given. */
  | 'answered';

export interface StepUse {
  readonly prompt: number;
  readonly reply: number;
  /** The server did not say: told from the length of the texts. */
  readonly estimated: boolean;
}

export interface ModelStep {
  readonly kind: 'ask' | 'diagnose' | 'template' | 'critic' | 'plan' | 'review';
  /** From 1. */
  readonly attempt: number;
  /** Within its attempt, from 1. */
  readonly round: number;
  /** Absent where no model was asked. */
  readonly model?: string;
  readonly format?: string;
  readonly temperature?: number;
  /** Which facts the model was shown. */
  readonly facts?: readonly string[];
  readonly outcome: StepOutcome;
  /** One sentence. */
  readonly why?: string;
  readonly ms: number;
  readonly use?: StepUse;
  /** In the currency of the prices. */
  readonly cost?: number;
  readonly diagnosis?: HealDiagnosis;
  readonly critique?: Critique;
}

export interface ModelRun {
  /** Absent while it goes on: a record that says nothing here was left by a crash. */
  readonly ended?: ModelEnd;
  /** Absent: by one question after the other. */
  readonly mode?: string;
  /** Begun so far. */
  readonly attempts: number;
  readonly diagnoses: number;
  /** What diagnoses changed for the attempts after them, one short sentence each. */
  readonly fixesApplied: readonly string[];
  readonly steps: readonly ModelStep[];
}

/** Tokens and money of some steps. */
export interface Used {
  readonly tokens: number;
  readonly cost: number;
}

export function usedIn(steps: readonly Pick<ModelStep, 'use' | 'cost'>[]): Used {
  return steps.reduce<Used>(
    ({ tokens, cost }, step) => ({
      tokens: tokens + (step.use ? step.use.prompt + step.use.reply : 0),
      cost: cost + (step.cost ?? 0),
    }),
    { tokens: 0, cost: 0 },
  );
}

/** Answers that models were asked for to get a patch. */
export const asksIn = ({ steps }: Pick<ModelRun, 'steps'>): number => steps.filter(({ kind }) => kind === 'ask').length;

/** Writes a run while it goes on. */
export class ModelRunLog {
  private run: ModelRun;

  /** @param onRun is waited for, so that what was spent is kept before more is; what it throws is its own affair. */
  constructor(
    private readonly onRun: ((run: ModelRun) => void | Promise<void>) | undefined,
    mode?: string,
  ) {
    this.run = { ...(mode === undefined ? {} : { mode }), attempts: 0, diagnoses: 0, fixesApplied: [], steps: [] };
  }

  get current(): ModelRun {
    return this.run;
  }

  beginAttempt(): number {
    this.run = { ...this.run, attempts: this.run.attempts + 1 };
    return this.run.attempts;
  }

  async add(step: ModelStep): Promise<void> {
    this.run = {
      ...this.run,
      steps: [...this.run.steps, step],
      diagnoses: this.run.diagnoses + (step.kind === 'diagnose' ? 1 : 0),
    };
    await this.tell();
  }

  applied(fix: string): void {
    this.run = { ...this.run, fixesApplied: [...this.run.fixesApplied, fix] };
  }

  async end(ended: ModelEnd): Promise<ModelRun> {
    this.run = { ...this.run, ended };
    await this.tell();
    return this.run;
  }

  private async tell(): Promise<void> {
    try {
      await this.onRun?.(this.run);
    } catch {
      // A heal is no worse for not being written down.
    }
  }
}
