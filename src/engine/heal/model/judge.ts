// What becomes of one answer of a model: its edits as a candidate, what its text alone tells, and the same ladder that every candidate climbs.

import { adapterOriginId } from '../../adapt/adapter-origin';
import { asksForDeletion, contentFaults } from '../../verify/patch-policy';
import { interfaceFaults } from '../../verify/interface-faults';
import { familyOf, isSyntax } from '../../detect/family';
import { probabilityAfterRerun, withinReview } from '../../generate/confidence';
import { reviewed, withConfidence } from '../../generate/generate';
import type { Proposed } from '../../generate/source';
import { anyLanguageOf, isHealed, type LanguageId } from '../../language';
import type { Candidate, Evidence, FileEdit, Patch } from '../../patch';
import type { Problem } from '../../problem';
import { editsId, toOffsetEdits, applyEdits } from '../../syntax/edits';
import { oneLine } from '../../syntax/lines';
import { SourceText } from '../../syntax/source-text';
import type { Rerun } from '../../verify/rerun/contract';
import { holds, isDoubted, verify } from '../../verify/verify';
import { outcomeOf, runPatched, withRung, type Proof } from '../heal-failure';
import { toPatch, type HealRequest } from '../proved-candidates';

/** How far up the ladder a patch came. */
export const LEVELS = ['nowhere', 'read', 'parses', 'checked', 'further', 'held', 'proved'] as const;
export type Level = (typeof LEVELS)[number];

/** What is wrong with the patched program: names and syntax are soon mended, what a test asserts is not. */
export type ErrorKind = 'name' | 'assertion' | 'other';

/** One answer that could be read, and what became of it. */
export interface Tried {
  /** The same for the same change. */
  readonly id: string;
  readonly outcome: 'proved' | 'held' | 'disproved' | 'regressed' | 'refused' | 'misplaced' | 'unchanged';
  /** It was given before. */
  readonly repeated?: true;
  readonly level: Level;
  /** Where it holds. */
  readonly patch?: Patch;
  /** One sentence for a person. */
  readonly sentence: string;
  /** For the model, what exactly failed; none: asking again can't help. */
  readonly errors: readonly string[];
  readonly kind: ErrorKind;
}

export interface JudgeRequest extends HealRequest {
  readonly proof?: Proof;
  readonly onProgress?: (text: string) => void;
}

export interface Answer {
  /** Who gave it. */
  readonly model: string;
  /** Id of the adapter that did, where one did. */
  readonly adapter?: string | undefined;
  readonly edits: readonly FileEdit[];
  readonly explanation: string;
  /** Something in what it was shown speaks to a model. */
  readonly suspicious: boolean;
}

/** The change as a candidate without a probability; undefined where nothing is left to change. */
export function proposedBy(
  answer: Answer,
  { source, version, problem }: Pick<HealRequest, 'source' | 'version' | 'problem'>,
): Proposed | undefined {
  const own = problem.location.path;
  const edits = answer.edits
    .map((file): FileEdit => ({ ...file, version: file.path === own ? version : null }))
    .filter((file) => file.edits.length > 0);
  if (edits.length === 0) return undefined;
  return {
    id: editsId(edits),
    title: titleOf(edits, own, source),
    explanation: answer.explanation,
    origin: { kind: 'model', id: answer.adapter === undefined ? `model/${answer.model}` : adapterOriginId(answer.adapter) },
    variant: 'parsed',
    family: 'model',
    features: { rank: 0 },
    edits,
  };
}

/** Never throws for what stands in a candidate. */
export async function judge(candidate: Proposed, answer: Pick<Answer, 'model' | 'suspicious'>, request: JudgeRequest): Promise<Tried> {
  const { problem, source, workspace, signal, proof } = request;
  const { model } = answer;
  const path = problem.location.path;
  const no = (outcome: Tried['outcome'], level: Level, sentence: string, errors: readonly string[], kind?: ErrorKind): Tried => ({
    id: candidate.id,
    outcome,
    level,
    sentence,
    errors,
    kind: kind ?? kindOf(problem),
  });

  const texts = await changedTexts(candidate, request);
  if (!texts)
    return no('misplaced', 'nowhere', `The patch of ${model} changes a file that can't be read.`, [
      'a file that it changes can not be read',
    ]);
  const faults = texts.flatMap((file) =>
    contentFaults(file.before, file.after, languageOfFile(file.path, problem), asksForDeletion(problem), file.path),
  );
  const refused = [
    ...faults.filter(({ weight }) => weight === 'refuse').map(({ message }) => message),
    ...texts.flatMap(({ before, after }) => interfaceFaults(before, after, problem.language, problem)),
  ];
  if (refused.length > 0) return no('refused', 'read', `The patch of ${model} was refused. ${refused[0] ?? ''}`, refused);

  const doesNotHold = (why: string): string => `The patch of ${model} does not hold: ${oneLine(why, 200)}`;
  const unproved: Candidate = { ...candidate, confidence: 0 };
  const evidence = await verify({
    problem,
    candidate: unproved,
    path,
    source,
    workspace,
    signal,
    ...(proof ? { runFollows: true } : {}),
  });
  const failed = evidence.filter(({ result }) => result === 'failed');
  if (failed.length > 0) {
    const errors = failed.map(({ by, rung, why }) => why ?? `it does not pass ${by ?? rung}`);
    const parsed = evidence.some(({ rung, result }) => rung === 'parses' && result === 'passed');
    return no('disproved', parsed ? 'parses' : 'read', doesNotHold(errors[0] ?? ''), errors, parsed ? kindOf(problem, errors[0]) : 'name');
  }
  // Nothing reads the other languages but what reported the problem.
  const isRead = isHealed(problem.language);
  if (!proof && !holds(evidence))
    return no('disproved', 'read', `Nothing here could check the patch of ${model}, so it is not offered.`, []);

  let climbed = toPatch(problem, unproved, evidence);
  let rerun: Rerun | undefined;
  if (proof) {
    request.onProgress?.('Running the program again with the patch…');
    rerun = await runPatched(climbed, undefined, { problem, source, workspace, signal, proof });
    climbed = withRung(climbed, rerun.rung);
    if (rerun.rung.result === 'failed') {
      const errors = [wordsOf(rerun, await textOf(rerun, texts, request))];
      const level = rerun.stoppedByOther ? 'further' : 'checked';
      return no(
        rerun.regressed ? 'regressed' : 'disproved',
        level,
        doesNotHold(rerun.rung.why ?? 'the error is still there'),
        errors,
        kindOf(rerun.next ?? problem),
      );
    }
    if (isDoubted(climbed.evidence) || !holds(climbed.evidence)) {
      const why = climbed.evidence.find(({ doubted }) => doubted)?.why ?? rerun.rung.why ?? 'nothing shows that it is right';
      return no(
        'disproved',
        'checked',
        isRead ? doesNotHold(why) : `Nothing shows that the patch of ${model} is right: ${oneLine(why, 200)}`,
        isRead ? [why] : [],
      );
    }
  }

  const checked = evidence.some(({ rung, result }) => result === 'passed' && rung !== 'parses');
  const warnings = [
    ...faults.map(({ message }) => message),
    ...(answer.suspicious ? ['The error or the code holds text that speaks to a model: look at the change before you accept it.'] : []),
  ];
  // Counted apart: what a checker said yes to, and what somebody may have talked the model into.
  const variant = answer.suspicious ? 'suspicious' : faults.length > 0 ? 'faulty' : checked ? 'checked' : 'parsed';
  const proposed = {
    ...candidate,
    ...(answer.suspicious ? { adds: [SWAYED] } : {}),
    variant,
    explanation: [candidate.explanation, ...warnings].filter((part) => part !== '').join(' '),
  };
  const known = reviewed(withConfidence(proposed), {
    problem,
    source,
    path,
    others: texts.filter((file) => file.path !== path).map((file) => ({ path: file.path, source: new SourceText(file.before) })),
  });
  const patch = toPatch(problem, known, climbed.evidence);
  const outcome = rerun && proof ? outcomeOf(rerun, proof.command) : 'unseen';
  const proved = isProved(patch.evidence);
  return {
    id: candidate.id,
    outcome: proved ? 'proved' : 'held',
    level: proved ? 'proved' : 'held',
    patch: { ...patch, confidence: withinReview(probabilityAfterRerun(patch.confidence, outcome), patch.candidate) },
    sentence: '',
    errors: [],
    kind: 'other',
  };
}

/** A run, or tests, show that it is right. */
export const isProved = (evidence: Evidence): boolean =>
  evidence.some(({ rung, result }) => (rung === 'reruns' || rung === 'tests') && result === 'passed');

/** Proved before held, then the smaller change, then the likelier one. */
export function bestFirst(a: Patch, b: Patch): number {
  return Number(isProved(b.evidence)) - Number(isProved(a.evidence)) || sizeOf(a) - sizeOf(b) || b.confidence - a.confidence;
}

/** Lines that a patch takes away and puts in, and with a small weight their characters. */
function sizeOf({ candidate }: Patch): number {
  const edits = candidate.edits.flatMap((file) => file.edits);
  const lines = edits.reduce((sum, { range, newText }) => sum + range.end.line - range.start.line + 1 + newText.split('\n').length, 0);
  return lines + edits.reduce((sum, { newText }) => sum + newText.length, 0) / 10_000;
}

/** As a title says it, and never applied unasked. */
const SWAYED = 'was made from text that speaks to a model';

const languageOfFile = (file: string, problem: Problem): LanguageId =>
  file === problem.location.path ? problem.language : (anyLanguageOf(file) ?? problem.language);

interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

async function changedTexts(candidate: Proposed, { problem, source, proof, workspace }: JudgeRequest): Promise<ChangedFile[] | undefined> {
  const all: ChangedFile[] = [];
  for (const file of candidate.edits) {
    const before =
      file.path === problem.location.path ? source.text : (proof?.texts.get(file.path) ?? (await workspace.files.read(file.path)));
    if (before === undefined) return undefined;
    all.push({ path: file.path, before, after: applyEdits(before, toOffsetEdits(new SourceText(before), file.edits)) });
  }
  return all;
}

async function textOf(rerun: Rerun, texts: readonly ChangedFile[], { workspace, proof }: JudgeRequest): Promise<string | undefined> {
  const path = rerun.next?.location.path;
  if (path === undefined) return undefined;
  return texts.find((file) => file.path === path)?.after ?? proof?.texts.get(path) ?? (await workspace.files.read(path));
}

/** What the run said, with the new error and the line of the patched program that it stands in. */
function wordsOf({ rung, next }: Rerun, text: string | undefined): string {
  const why = rung.why ?? 'the error is still there';
  if (!next) return why;
  const said = `${next.errorType}: ${next.message}`;
  const line = text?.split(/\r\n|\r|\n/)[next.location.range.start.line]?.trim();
  return [why, ...(why.includes(next.message) ? [] : [said]), ...(line ? [`the line is now: ${line}`] : [])].join('; ');
}

const SYNTAX_WORDS = /\b(?:syntax|indentation|invalid token|unexpected (?:token|indent)|expected)\b/i;
const NAME_WORDS = /\b(?:is not defined|undefined|cannot find name|unresolved|no attribute|not accessible)\b/i;

function kindOf(problem: Pick<Problem, 'errorType' | 'message'>, words?: string): ErrorKind {
  if (words !== undefined) return SYNTAX_WORDS.test(words) || NAME_WORDS.test(words) ? 'name' : 'other';
  const family = familyOf(problem);
  if (family === 'assertion') return 'assertion';
  return isSyntax(problem) || /name|import|module|attribute/.test(family) ? 'name' : 'other';
}

function titleOf(edits: readonly FileEdit[], own: string, source: SourceText): string {
  const lines = edits
    .filter((file) => file.path === own)
    .flatMap((file) => file.edits)
    .flatMap(({ range }) => {
      const [start, end] = [source.offsetAt(range.start), source.offsetAt(range.end)];
      return [source.lineOf(start), source.lineOf(Math.max(start, end - 1))];
    });
  const others = edits.filter((file) => file.path !== own).length;
  const more = others === 0 ? '' : others === 1 ? ' and another file' : ` and ${others} other files`;
  if (lines.length === 0) return `Change ${others === 1 ? 'another file' : `${others} other files`} as the model proposes`;
  const [first, last] = [Math.min(...lines) + 1, Math.max(...lines) + 1];
  return `Change ${first === last ? `line ${first}` : `lines ${first} to ${last}`}${more} as the model proposes`;
}
