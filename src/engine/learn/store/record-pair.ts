// The one way from a fresh pair to a store: its secrets are taken out first. Where the search for them fails, the pair
// keeps what can't hold a secret and is counted as withheld.

import { hash, pairId, readPair, type RedactedPair, type SuccessPair } from '../pair';
import { redactGroups, type RedactedGroup, type Scan } from '../redact';
import type { InsertResult, PairStore } from './pair-store';

/** Takes the secrets out and stores the pair. Never throws. */
export async function recordPair(store: PairStore, pair: SuccessPair): Promise<InsertResult> {
  return store.insert(await redactPair(pair));
}

export async function redactPair(pair: SuccessPair, scan?: Scan): Promise<RedactedPair> {
  const [out] = await redactPairs([pair], scan);
  return out ?? withheld(pair);
}

/** Many pairs in few scans; in order. */
export async function redactPairs(pairs: readonly SuccessPair[], scan?: Scan): Promise<RedactedPair[]> {
  const groups = await redactGroups(
    pairs.map((pair) => freeText(pair)),
    scan,
  );
  return pairs.map((pair, i) => {
    const group = groups[i];
    return group?.ok ? withText(pair, group) : withheld(pair);
  });
}

/** All of a pair that somebody could have typed a secret into; `withText` puts it back in the same order. */
function freeText(pair: SuccessPair): string[] {
  const { signature, evidence } = pair;
  return [
    pair.errorType,
    pair.message,
    pair.source,
    pair.file,
    pair.traceback,
    pair.command,
    pair.before,
    pair.proposed,
    pair.final ?? '',
    pair.title,
    pair.origin.id,
    pair.verdict.how,
    signature.shape,
    ...Object.entries(signature.holes).flat(),
    ...pair.otherFiles,
    ...evidence.flatMap((rung) => [rung.by ?? '', rung.why ?? '']),
  ];
}

function withText(pair: SuccessPair, group: Extract<RedactedGroup, { ok: true }>): RedactedPair {
  const texts = group.texts[Symbol.iterator]();
  const next = (): string => texts.next().value ?? '';
  const [errorType, message, source, file, traceback, command, before, proposed, final, title, origin, how, shape] = Array.from(
    { length: 13 },
    next,
  ) as Texts;
  const out = {
    ...pair,
    errorType,
    message,
    source,
    file,
    traceback,
    command,
    before,
    proposed,
    title,
    final: pair.final === null ? null : final,
    origin: { ...pair.origin, id: origin },
    verdict: { ...pair.verdict, how },
    signature: { shape, holes: Object.fromEntries(Object.keys(pair.signature.holes).map(() => [next(), next()])) },
    otherFiles: pair.otherFiles.map(next),
    evidence: pair.evidence.map((rung) => {
      const [by, why] = [next(), next()];
      return { ...rung, ...(rung.by === undefined ? {} : { by }), ...(rung.why === undefined ? {} : { why }) };
    }),
    redactions: pair.redactions + group.count,
  };
  // A placeholder is longer than many a secret: a text full of them may have outgrown what a pair can hold.
  const valid = readPair({ ...out, id: pairId(out) });
  return valid ? (valid as RedactedPair) : withheld(pair);
}

type Texts = [string, string, string, string, string, string, string, string, string, string, string, string, string];

function withheld(pair: SuccessPair): RedactedPair {
  const word = (value: string): string => (/^[\w@/.:-]{1,60}$/.test(value) && !/\d{6}/.test(value) ? value : '');
  const out = {
    ...pair,
    errorType: word(pair.errorType),
    message: '',
    source: word(pair.source),
    file: '',
    traceback: '',
    command: '',
    before: '',
    proposed: '',
    final: null,
    title: '',
    extent: 'none',
    startLine: 0,
    otherFiles: [],
    signature: { shape: '', holes: {} },
    origin: { ...pair.origin, id: word(pair.origin.id) },
    verdict: { ...pair.verdict, how: '' },
    evidence: pair.evidence.map(({ rung, result, ms }) => ({ rung, result, ...(ms === undefined ? {} : { ms }) })),
    withheld: true,
  } as const;
  // Without its text nothing but the time tells it from others of its kind.
  return { ...out, id: hash([out.language, out.errorType, out.origin.id, out.recordedAt, String(out.line)]) } as unknown as RedactedPair;
}
