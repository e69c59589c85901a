// A pair without its secrets. Where the search for them fails, the pair keeps what can't hold a secret and is counted as withheld.

import { hash, pairId, readPair, type RedactedPair, type SuccessPair } from './pair';
import type { Scan } from './redact/finding';
import { redactGroups } from './redact/redact';

export async function redactPair(pair: SuccessPair, scan?: Scan): Promise<RedactedPair> {
  const [out] = await redactPairs([pair], scan);
  return out ?? withheld(pair);
}

/** Many pairs in few scans; in order. */
export async function redactPairs(pairs: readonly SuccessPair[], scan?: Scan): Promise<RedactedPair[]> {
  const groups = await redactGroups(pairs.map(textsOf), scan);
  return pairs.map((pair, i) => {
    const group = groups[i];
    return group?.ok ? withTexts(pair, group.value.texts, group.value.count) : withheld(pair);
  });
}

/** The pair with every text replaced that somebody could have typed a secret into. */
export function mapTexts(pair: SuccessPair, replace: (text: string) => string): SuccessPair {
  const { signature, origin, verdict, variant, family, features, libraries } = pair;
  return {
    ...pair,
    errorType: replace(pair.errorType),
    message: replace(pair.message),
    source: replace(pair.source),
    file: replace(pair.file),
    traceback: replace(pair.traceback),
    command: replace(pair.command),
    before: replace(pair.before),
    proposed: replace(pair.proposed),
    final: pair.final === null ? null : replace(pair.final),
    title: replace(pair.title),
    origin: { ...origin, id: replace(origin.id) },
    verdict: { ...verdict, how: replace(verdict.how) },
    signature: {
      shape: replace(signature.shape),
      holes: Object.fromEntries(Object.entries(signature.holes).map(([name, value]) => [replace(name), replace(value)])),
    },
    otherFiles: pair.otherFiles.map(replace),
    evidence: pair.evidence.map((rung) => ({
      ...rung,
      ...(rung.by === undefined ? {} : { by: replace(rung.by) }),
      ...(rung.why === undefined ? {} : { why: replace(rung.why) }),
    })),
    ...(variant === undefined ? {} : { variant: replace(variant) }),
    ...(family === undefined ? {} : { family: replace(family) }),
    ...(features === undefined
      ? {}
      : { features: Object.fromEntries(Object.entries(features).map(([name, value]) => [replace(name), value])) }),
    ...(libraries === undefined
      ? {}
      : { libraries: Object.fromEntries(Object.entries(libraries).map(([name, version]) => [replace(name), replace(version)])) }),
  };
}

function textsOf(pair: SuccessPair): string[] {
  const texts: string[] = [];
  mapTexts(pair, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** `texts`: as `textsOf` gave them, without their secrets. */
function withTexts(pair: SuccessPair, texts: readonly string[], secrets: number): RedactedPair {
  let next = 0;
  const out = { ...mapTexts(pair, () => texts[next++] ?? ''), redactions: pair.redactions + secrets };
  // A placeholder is longer than many a secret: a text full of them may have outgrown what a pair can hold.
  const valid = readPair({ ...out, id: pairId(out) });
  return valid ? (valid as RedactedPair) : withheld(pair);
}

function withheld({ variant: _variant, family: _family, features: _features, libraries: _libraries, ...pair }: SuccessPair): RedactedPair {
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
