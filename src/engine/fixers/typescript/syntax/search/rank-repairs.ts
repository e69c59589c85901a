// From a text that does not parse to ranked repairs: all readings of the place are tried, cheapest first, those that leave fewer syntax errors
// are scored by their cost, by how unusual they are in this file, and by what the type checker says of the mended text. Lower is better.

import { SourceText } from '../../../../syntax/source-text';
import { applyEdits } from '../../../../syntax/edits';
import type { Proof, TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { firstIndex } from '../brackets';
import { bracketPairs } from '../repairs/bracket-pairs';
import { bracketsByIndentation } from '../repairs/indentation';
import { keywordHeads } from '../repairs/keyword-heads';
import { quotes } from '../repairs/quotes';
import type { ErrorSite, Repair } from '../repairs/repair';
import { templates } from '../repairs/templates';
import { swallowedCode } from '../repairs/text-or-code';
import { tokenEdits } from '../repairs/tokens';
import { scriptTokens } from '../script-tokens';
import { makesSense } from './makes-sense';
import { editedSlice, sliceAround } from './slice';
import { TokenStatistics } from './token-statistics';

/** Parses at most this many repairs, cheapest first. */
const MAX_REPAIRS = 260;
/** Repairs looked at by the type checker. */
const MAX_CHECKED = 4;
/** Characters that the type checker may read for the repairs: four times a text of two thousand lines, longer ones less often or not at all. */
const MAX_PROVED = 300_000;
/** Where the best repair is ahead by so much and the checker finds nothing new in it, the others are not asked about. */
const LEAD = 1.5;
/** What costs so much more than a whole remedy can't win any more; and so much with what is unusual about it. */
const [HOPELESS, HOPELESS_AND_UNUSUAL] = [3.2, 4.2];
/** Cannot find name: what was put together wrongly speaks of names that nobody declares. */
const UNKNOWN = new Set([2304, 2552, 18004]);
/** Of the softmax: how fast a repair loses its share as its score rises; fitted to injected mistakes. */
const SHARPNESS = 1.3;
/** Where other errors are left, only a repair with about half of the share is more than noise. */
const SHARE_WITH_ERRORS_LEFT = 0.45;
/** Characters that may be parsed for the repairs, some 200 ms: counted, not timed, so that a busy machine gives the same answers. */
const MAX_PARSED = 2_000_000;
/** Wall time in ms after which what was found so far must do all the same: the question itself is given up soon after. */
const LIMIT_MS = 4_000;
/** The lead of a repair that has no rival. */
const FAR_AHEAD = 10;
/** What each error that is left costs. */
const ERROR_LEFT = 2.2;

interface Tried extends Repair {
  /** What it costs together with what is unusual about it. */
  readonly ownCost: number;
  /** Syntax errors that are left, and that are gone. */
  readonly errors: number;
  readonly mended: number;
  readonly score: number;
}

interface Checked extends Tried {
  /** Errors of types that the checker finds in it and that are not in the best one; 0 where it was not asked. */
  readonly typeErrors: number;
  readonly proof: Proof | undefined;
}

export function likelyRepairs(place: TypedPlace): TypedProposal[] {
  const [error] = place.syntaxErrors(place.text);
  if (!error) return [];
  const until = performance.now() + LIMIT_MS;
  const ranked = checked(place, tried(place, siteOf(place, error), until).slice(0, MAX_CHECKED), until);
  return withShares(ranked)
    .filter(({ repair, share }) => repair.errors === 0 || share >= SHARE_WITH_ERRORS_LEFT)
    .filter(({ repair }) => makesSense(place, repair.edits, repair.proof))
    .map(({ repair, share }) => ({
      variant: repair.variant,
      features: {
        share,
        shareOdds: Math.max(-6, Math.min(6, Math.log(share / Math.max(1e-9, 1 - share)))),
        lead: leadOf(repair, ranked),
        cost: repair.ownCost,
        leavesErrors: Number(repair.errors > 0),
        errorsMended: repair.mended,
        typeErrors: repair.typeErrors,
      },
      title: repair.title,
      explanation: `The text does not parse here: ${inSentence(error.message)} This small change mends it.`,
      edits: repair.edits,
    }));
}

/** By how much the best is ahead of the next; of the others, how far they are behind the best, as a negative number. */
function leadOf(repair: Checked, ranked: readonly Checked[]): number {
  const other = repair === ranked[0] ? ranked[1] : ranked[0];
  return (other?.score ?? repair.score + FAR_AHEAD) - repair.score;
}

const inSentence = (message: string): string => `${message.charAt(0).toLowerCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`;

function siteOf({ ts, text }: TypedPlace, error: ErrorSite['error']): ErrorSite {
  const tokens = scriptTokens(ts, text);
  const at = firstIndex(tokens, (token) => token.end > error.start);
  const source = new SourceText(text);
  const lineOf = (index: number): number => source.lineOf(tokens[Math.min(index, tokens.length - 1)]?.start ?? 0);
  const errorLine = source.lineOf(tokens[at]?.start ?? text.length);
  return {
    text,
    tokens,
    at,
    error,
    distance: (index) => Math.min(3, Math.abs(index - at) * 0.12 + Math.abs(lineOf(index) - errorLine) * 0.35),
  };
}

/** All readings of the place. */
function readings(site: ErrorSite): Repair[] {
  const { tokens, at } = site;
  const byIndentation = bracketsByIndentation(site);
  // A brace that is missed only at the text's end is missing where the indentation says so.
  const isClosedAbove =
    at >= tokens.length - 2 &&
    byIndentation.some(({ edits }) => edits.some((edit) => edit.text.includes('}') && edit.start < (tokens[at - 2]?.start ?? 0)));
  return [
    ...tokenEdits(site, isClosedAbove),
    ...keywordHeads(site),
    ...quotes(site),
    ...templates(site),
    ...byIndentation,
    ...bracketPairs(site),
  ];
}

/** Those that leave fewer errors, best first. */
function tried(place: TypedPlace, site: ErrorSite, until: number): Tried[] {
  const { text } = place;
  const statistics = new TokenStatistics(site.tokens, text);
  const slice = sliceAround(
    place,
    place.syntaxErrors(text).map((error) => error.start),
  );
  const before = place.syntaxErrors(editedSlice(text, [], slice)).length;
  const seen = new Set<string>();
  const found: Tried[] = [];
  let parsed = 0;
  let lowest = Infinity;
  const repairs = readings(site).sort((a, b) => a.cost - b.cost);
  for (const repair of repairs.slice(0, MAX_REPAIRS)) {
    if (repair.cost > lowest + HOPELESS || parsed > MAX_PARSED || performance.now() > until) break;
    const ownCost = repair.cost + statistics.strangeness(repair.edits, site.tokens);
    if (ownCost > lowest + HOPELESS_AND_UNUSUAL) continue;
    const after = editedSlice(text, repair.edits, slice);
    // Two repairs that differ in white space only are one.
    const key = after.replace(/\s+/g, '');
    if (seen.has(key)) continue;
    seen.add(key);
    parsed += after.length;
    const errors = place.syntaxErrors(after).length;
    if (errors >= before) continue;
    const score = ownCost + errors * ERROR_LEFT;
    if (errors === 0) lowest = Math.min(lowest, score);
    found.push({ ...repair, ownCost, errors, mended: before - errors, score });
  }
  // Strings that hold what reads like code, where another repair leaves fewer of them.
  const swallowed = found.map(({ edits }) => swallowedCode(site, edits));
  const fewest = Math.min(...swallowed);
  return found.map((one, i) => ({ ...one, score: one.score + (swallowed[i] ?? 0) - fewest })).sort((a, b) => a.score - b.score);
}

/** What the checker says: names that are not there, types that don't fit. Only worth the time where there is a choice. */
function checked(place: TypedPlace, best: readonly Tried[], until: number): Checked[] {
  const { text } = place;
  const proofs: (Proof | undefined)[] = [];
  for (const repair of best) {
    const isClear = proofs[0]?.fresh.length === 0 && best[0]?.errors === 0 && repair.score - best[0].score > LEAD;
    const isAffordable = (proofs.length + 1) * text.length <= MAX_PROVED && performance.now() < until;
    proofs.push(isClear || !isAffordable ? undefined : place.prove(applyEdits(text, repair.edits)));
  }
  const fewest = Math.min(...proofs.map((proof) => proof?.errors ?? Infinity));
  return best
    .map((repair, index) => {
      const proof = proofs[index];
      const fresh = proof?.fresh ?? [];
      const ofTypes = fresh.filter((d) => d.code >= 2000).length;
      const ofSyntax = fresh.length - ofTypes;
      const unknown = fresh.filter((d) => UNKNOWN.has(d.code)).length;
      // The broken text hid errors, so what is new says less than which remedy leaves fewest.
      const more = proof ? proof.errors - fewest : 1;
      const penalty = Math.min(4, ofTypes * 0.5 + unknown * 0.5 + more * 1.1) + (repair.errors > 0 ? Math.min(2, ofSyntax) : ofSyntax * 2);
      return { ...repair, score: repair.score + penalty, typeErrors: Math.min(ofTypes, more), proof };
    })
    .sort((a, b) => a.score - b.score);
}

/** Each with its share of all: a softmax over the scores. */
function withShares(ranked: readonly Checked[]): { readonly repair: Checked; readonly share: number }[] {
  const lowest = ranked[0]?.score ?? 0;
  const weights = ranked.map(({ score }) => Math.exp(-SHARPNESS * (score - lowest)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return ranked.map((repair, i) => ({ repair, share: (weights[i] ?? 0) / sum }));
}
