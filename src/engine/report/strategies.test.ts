// F051: what a diagnosis advised is counted by what came of the attempt that was made as it said.

import { expect, test } from 'vitest';
import type { ModelPart } from '../learn/heal-record';
import { strategiesOf } from './strategies';

type Step = ModelPart['steps'][number];
const ask = (attempt: number, outcome = 'disproved'): Step => ({ kind: 'ask', attempt, round: 1, outcome, ms: 1 });
const diagnosis = (attempt: number, fix_strategy: string, model?: string): Step => ({
  kind: 'diagnose',
  attempt,
  round: 1,
  outcome: 'answered',
  ms: 1,
  ...(model === undefined ? {} : { model }),
  diagnosis: { error_type: 'logic', root_cause: '', can_fix: true, fix_strategy, fix_description: '', prompt_modification: '' },
});
const heal = (ended: string, ...steps: Step[]): ModelPart => ({ ended, attempts: 1, diagnoses: 0, fixes_applied: [], steps });

test('F051: each strategy with how often it was followed and healed, apart by who advised it', () => {
  const template = (attempt: number, outcome: string): Step => ({ kind: 'template', attempt, round: 1, outcome, ms: 1 });
  expect(
    strategiesOf([
      heal('proved', ask(1), diagnosis(1, 'prompt_adjustment', 'cheap'), ask(2, 'held')),
      // Only the last of two that were followed has healed.
      heal('held', ask(1), diagnosis(1, 'prompt_adjustment', 'cheap'), ask(2), diagnosis(2, 'simplify', 'cheap'), ask(3, 'held')),
      heal('max_iterations', ask(1), diagnosis(1, 'prompt_adjustment'), ask(2), diagnosis(2, 'prompt_adjustment')),
      heal('proved', ask(1, 'failed'), diagnosis(1, 'fallback'), template(1, 'proved')),
      heal('infrastructure_error', ask(1, 'failed'), diagnosis(1, 'fallback'), template(1, 'disproved')),
      heal('aborted', ask(1), diagnosis(1, 'abort', 'cheap')),
      heal('proved', ask(1, 'held')),
    ]),
  ).toEqual([
    { name: 'Say more to the model', by: 'a model', followed: 2, healed: 1 },
    { name: 'Take what the rules know', by: 'Self-Heal', followed: 2, healed: 1 },
    { name: 'Say more to the model', by: 'Self-Heal', followed: 1, healed: 0 },
    { name: 'Show it the failing function alone', by: 'a model', followed: 1, healed: 1 },
  ]);
});
