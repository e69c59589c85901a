// A rule carried out on a whole text, as patches that a person can look through one by one: "Apply Everywhere".

import type { Patch } from '../../patch';
import type { HealedLanguageId } from '../../language';
import { applyRule } from '../../learn/mine/apply-rule';
import { parses } from '../../learn/mine/parses';
import type { LearnedRule } from '../../learn/mine/rule';
import { applyEdits, toTextEdits, trimEdits, type OffsetEdit } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import { contentFaults } from '../../verify/patch-policy';
import { probabilityOf } from '../confidence';
import { toCandidate } from '../fixer-candidates';
import { variantOf, whence } from './learned-source';
import { grammarOf } from '../../syntax/tree-sitter';

export interface RuleTarget {
  readonly path: string;
  readonly language: HealedLanguageId;
  readonly text: string;
  /** Of the open document; null where the file is not open. */
  readonly version: number | null;
}

/**
 * One patch for each line, or group of lines, where the rule fits. The last place comes first, so that each is made for the text that those before it left, and
 * none builds upon another. What no patch may do (`contentFaults`) is left out. Never rejects.
 */
export async function rulePatches(rule: LearnedRule, { path, language, text, version }: RuleTarget): Promise<readonly Patch[]> {
  const own = { ...rule, language };
  const hits = await applyRule(own, text);
  if (hits.length === 0) return [];
  const source = new SourceText(text);
  const grammar = grammarOf(language);
  const isCode = (await parses(grammar, text)) === true;
  const patches: Patch[] = [];
  for (const edits of byLine(
    source,
    trimEdits(
      text,
      hits.flatMap((hit) => hit.edits),
    ),
  )) {
    const after = applyEdits(text, edits);
    if (contentFaults(text, after, language).some(({ weight }) => weight === 'refuse')) continue;
    const proposed = toCandidate(
      {
        title: rule.title,
        explanation: whence(rule),
        edits,
        variant: variantOf(rule),
        features: { places: rule.places, special: rule.special },
      },
      { id: `learned/${rule.id}`, family: 'learned' },
      patches.length,
      { path, source },
      version,
      'learned',
    );
    const [first] = toTextEdits(source, edits);
    if (!proposed || !first) continue;
    const confidence = probabilityOf({ ...proposed, id: 'learned' });
    const { line } = first.range.start;
    const code = (text.split(/\r?\n/, line + 1)[line] ?? '').trim();
    patches.push({
      id: `${proposed.id}-${line}`,
      problem: {
        origin: 'diagnostic',
        language,
        source: 'Self-Heal',
        errorType: rule.errorType ?? 'rule',
        message: code.length > 120 ? `${code.slice(0, 119)}…` : code,
        signature: { shape: rule.shape ?? '', holes: {} },
        location: { path, range: first.range },
        severity: 'hint',
        frames: [],
        causes: [],
        related: [],
      },
      candidate: { ...proposed, confidence },
      evidence: [
        isCode
          ? { rung: 'parses', result: 'passed', by: 'tree-sitter' }
          : { rung: 'parses', result: 'skipped', why: 'the file can not be read as a program as it is' },
      ],
      confidence,
      status: 'validated',
    });
  }
  return patches.reverse();
}

/** Edits that share a line, together. From the text's start. */
function byLine(source: SourceText, edits: readonly OffsetEdit[]): OffsetEdit[][] {
  const groups: OffsetEdit[][] = [];
  let last = -1;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const group = groups.at(-1);
    if (group && source.lineOf(edit.start) <= last) group.push(edit);
    else groups.push([edit]);
    last = Math.max(last, source.lineOf(edit.end));
  }
  return groups;
}
