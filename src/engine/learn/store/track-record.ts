// How often each source of fixes was right in this workspace, by kind of problem: counted from the verdicts of pairs and from negatives.

import { SET_ASIDE, UNDONE } from '../pair';
import type { Database } from './sqlite';

/** Of one way of one source with one kind of problem. */
export interface TrackRecord {
  /** `rule`, `model`, `remembered`, …, and the fixer, rule or model. */
  readonly origin: { readonly kind: string; readonly id: string };
  readonly variant: string;
  /** What is counted together with it (`Candidate.family`). */
  readonly family: string;
  readonly language: string;
  /** Kind of problem (`familyOf`). */
  readonly problem: string;
  /** Fixes by the last verdict on them. */
  readonly accepted: number;
  readonly edited: number;
  readonly survived: number;
  readonly rejected: number;
  readonly reverted: number;
  /** How often one was shown and passed over, without a word on it. */
  readonly ignored: number;
}

/** Imported pairs say nothing of the sources here, nor does a plan that was undone as a whole of its single fixes, nor the editor's undo, nor what a person set aside. A reverted negative is a pair, too, and counted as that. */
const COUNTS = `
SELECT origin, origin_id, variant, family, language, problem_family, verdict, count(*) AS n FROM pairs
  WHERE origin <> 'imported' AND via <> 'import' AND NOT (verdict = 'reverted' AND (via = 'plan' OR json_extract(body, '$.verdict.how') IN ('${UNDONE}', '${SET_ASIDE}')))
  GROUP BY origin, origin_id, variant, family, language, problem_family, verdict
UNION ALL
SELECT origin, origin_id, variant, family, language, problem_family, CASE kind WHEN 'shown' THEN 'ignored' ELSE kind END, sum(times) FROM negatives
  WHERE kind <> 'reverted' GROUP BY origin, origin_id, variant, family, language, problem_family, kind`;

const NONE = { accepted: 0, edited: 0, survived: 0, rejected: 0, reverted: 0, ignored: 0 };

export function trackRecords(database: Database): readonly TrackRecord[] {
  const records = new Map<string, TrackRecord>();
  for (const row of database.statement(COUNTS).iterate()) {
    const [kind = '', id = '', variant = '', family = '', language = '', problem = ''] = [
      'origin',
      'origin_id',
      'variant',
      'family',
      'language',
      'problem_family',
    ].map((name) => String(row[name]));
    const key = JSON.stringify([kind, id, variant, family, language, problem]);
    const record = records.get(key) ?? { origin: { kind, id }, variant, family, language, problem, ...NONE };
    const verdict = String(row['verdict']);
    if (!isCounted(verdict)) continue;
    records.set(key, { ...record, [verdict]: record[verdict] + Number(row['n']) });
  }
  return [...records.values()];
}

const isCounted = (verdict: string): verdict is keyof typeof NONE => Object.hasOwn(NONE, verdict);
