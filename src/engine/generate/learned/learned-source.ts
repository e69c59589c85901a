// The source `learned`: rules that were made of accepted fixes, tried at the problem's place. Several fixes that have something in common know
// more than each of them alone, which is what the source `remembered` offers.

import { contentFaults } from '../../verify/patch-policy';
import { applyRule } from '../../learn/mine/apply-rule';
import type { LearnedRule } from '../../learn/mine/rule';
import { success } from '../../result';
import { applyEdits } from '../../syntax/edits';
import { toCandidate } from '../fixer-candidates';
import type { CandidateSource, Proposed, SourceRequest } from '../source';

/** Rules of one signature that are tried. */
const MAX_RULES = 12;
const MAX_CANDIDATES = 4;

export function learnedSource(): CandidateSource {
  return {
    id: 'learned',
    origin: 'learned',
    maxCandidates: MAX_CANDIDATES,
    candidates: async (request) => success(await candidates(request)),
  };
}

async function candidates(request: SourceRequest): Promise<Proposed[]> {
  const { problem, source, memory, signal } = request;
  const rules = (await memory?.rulesFor(problem)) ?? [];
  const found: Proposed[] = [];
  for (const rule of rules.slice(0, MAX_RULES)) {
    if (signal.aborted) break;
    const origin = { kind: 'learned', id: `learned/${rule.id}` } as const;
    const variant = variantOf(rule);
    const record = memory?.recordOf(problem, { origin, variant });
    // A rule that fails in use retires itself.
    if (record && record.wrong >= 2 && record.wrong > record.right) continue;
    const [hit, ...more] = await applyRule(rule, source.text, { at: problem.location.range, holes: problem.signature.holes });
    if (!hit) continue;
    const after = applyEdits(source.text, hit.edits);
    if (contentFaults(source.text, after, problem.language).some(({ weight }) => weight === 'refuse')) continue;
    const candidate = toCandidate(
      {
        title: rule.title,
        explanation: whence(rule),
        edits: hit.edits,
        variant,
        features: { places: rule.places, special: rule.special, more: more.length },
      },
      { id: origin.id, family: 'learned' },
      found.length,
      request,
      request.version,
      'learned',
    );
    if (candidate && !found.some(({ id }) => id === candidate.id)) found.push({ ...candidate, pairs: rule.examples });
  }
  return found;
}

/** One fix gives a cautious rule, three places make it firm. */
const variantOf = ({ places }: LearnedRule): string => (places >= 3 ? 'three-places' : places === 2 ? 'two-places' : 'one-place');

function whence({ examples, places }: LearnedRule): string {
  return places === 1 ? 'Learned from one fix that you kept.' : `Learned from ${examples.length} fixes that you kept, at ${places} places.`;
}
