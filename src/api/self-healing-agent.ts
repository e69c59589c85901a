// SelfHealingAgent of the documents: a specification with tests in, code out, by the loop that heals everything else.

import { isHealed, LANGUAGES } from '../engine';
import { Healer } from './healer';
import type { ModelOptions } from './model-options';
import { openModels } from './open-models';
import { readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { SelfHealError } from './self-heal-error';

export interface SelfHealingAgentOptions {
  /** Drafts the code; the only place that anything is sent to. */
  readonly model: EitherName<ModelOptions>;
  /** A folder whose interpreter and packages are used. What came with it may be started, so name only one that you trust. */
  readonly workspace: string;
}
const OPTIONS = ['model', 'workspace'] as const;

export interface AgentTask {
  /** The tests, as a whole file of theirs; they decide whether the code is right. */
  readonly tests: string;
  /** `python` where absent. */
  readonly language: string;
  /** Where the tests import the code from; `solution.py` and the like where absent. */
  readonly file: string;
  readonly testsFile: string;
  /** Runs the tests, in place of their runner. */
  readonly command: string;
  readonly signal: AbortSignal;
}
const TASK = ['tests', 'language', 'file', 'testsFile', 'command', 'signal'] as const;

export interface AgentResult {
  /** Every test passes. */
  readonly success: boolean;
  /** The whole file; null where none passes its tests. */
  readonly code: string | null;
  /** The last draft, where none passes. */
  readonly draft?: string;
  /** What came of it, one sentence. */
  readonly message: string;
  /** Whole files that the model was asked for, and titles of the fixes in the last one. */
  readonly drafts: number;
  readonly fixes: readonly string[];
}

class SelfHealingAgentFace {
  private readonly healer: Healer;

  constructor(options: EitherName<SelfHealingAgentOptions> = {}) {
    const { model, workspace } = readOptions<SelfHealingAgentOptions>(options, OPTIONS, 'SelfHealingAgent');
    if (!model) throw new SelfHealError('invalid', 'SelfHealingAgent needs a model: { baseUrl, name }.');
    this.healer = new Healer({ workspace, models: openModels(model) });
  }

  /** Nothing is written. @throws SelfHealError `invalid` without tests, `not-available` without a sandbox. */
  async run(specification: string, task: EitherName<AgentTask> = {}): Promise<AgentResult> {
    const { tests = '', language = 'python', file, testsFile, command, signal } = readOptions<AgentTask>(task, TASK, 'run');
    if (specification.trim() === '') throw new SelfHealError('invalid', 'The specification is empty.');
    if (tests.trim() === '')
      throw new SelfHealError('invalid', 'Without tests nothing would tell whether the code is right: give { tests }.');
    if (!isHealed(language)) throw new SelfHealError('invalid', `The language '${language}' is none of ${LANGUAGES.join(', ')}.`);
    const made = await this.healer.fromSpecification({ specification, tests, language, file, testsFile, command, signal });
    if (!made.ok) throw new SelfHealError('not-available', made.message);
    const { ended, why, code, drafts, rounds } = made.value;
    const success = ended === 'proved' && code !== undefined;
    return {
      success,
      code: success ? code : null,
      ...(success || code === undefined ? {} : { draft: code }),
      message: why,
      drafts,
      fixes: rounds.map(({ patch }) => patch.candidate.title),
    };
  }

  /** Gives back what is kept warm. */
  dispose(): void {
    this.healer.dispose();
  }
}

export const SelfHealingAgent: BothNamed<typeof SelfHealingAgentFace> = withDocumentNames(SelfHealingAgentFace);
export type SelfHealingAgent = InstanceType<typeof SelfHealingAgent>;
