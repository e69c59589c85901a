// A rule against its own examples: it makes of each what was made of it, and leaves alone what it is to leave alone.

import { applyEdits } from '../../syntax/edits';
import { applyRule } from './apply-rule';
import { squeeze } from './match';
import type { LearnedRule } from './rule';

export interface RuleTest {
  readonly passed: number;
  readonly failed: readonly { readonly text: string; readonly wanted: string; readonly got: string }[];
}

/** Never rejects. Blanks may differ, as they do between the people whose fixes it was learned from. */
export async function testRule(rule: LearnedRule): Promise<RuleTest> {
  const failed: { text: string; wanted: string; got: string }[] = [];
  const cases = [...rule.tests.invalid, ...rule.tests.valid.map((text) => ({ before: text, after: text }))];
  for (const { before, after } of cases) {
    const hits = await applyRule(rule, before);
    const got = applyEdits(
      before,
      hits.flatMap(({ edits }) => edits),
    );
    if (squeeze(got) !== squeeze(after)) failed.push({ text: before, wanted: after, got });
  }
  return { passed: cases.length - failed.length, failed };
}
