// Takes secrets out of text before it reaches a disk or a network: Secretlint's rules and our own (`secret-patterns.ts`). If a
// scan fails, there is no text: a caller can only get redacted text or a reason why there is none.

import { failure, success, type Result } from '../../result';
import { PLACEHOLDER, type Finding, type Scan } from './finding';
import { findSecrets } from './secret-patterns';
import { scanWithSecretlint } from './secretlint';

/** UTF-16 units; longer texts are refused, so that no pattern runs long. */
export const MAX_REDACTED_LENGTH = 256_000;
/** Texts are scanned together up to this many UTF-16 units: one scan has a fixed cost of its own. */
const BATCH_LENGTH = 256_000;
/** Between two texts of a batch. Secretlint's patterns don't cross it, but see `scanBatch`. */
const GAP = '\n\u0000\n';
/** A found secret at least this long is also replaced where it stands bare in the group's other texts. */
const LITERAL_LENGTH = 8;

export type RedactFailure = 'too-long' | 'scan-failed';

/** `count`: different secrets replaced. */
export interface RedactedText {
  readonly text: string;
  readonly count: number;
}
export interface RedactedTexts {
  readonly texts: readonly string[];
  readonly count: number;
}
export type RedactedGroup = Result<RedactedTexts, RedactFailure>;

/** One text without its secrets. */
export async function redact(text: string, scan: Scan = scanWithSecretlint): Promise<Result<RedactedText, RedactFailure>> {
  const group = await redactTogether([text], scan);
  return group.ok ? success({ text: group.value.texts[0] ?? '', count: group.value.count }) : group;
}

/** Texts that belong together: a secret known from one of them is taken out of all. Fails as a whole. */
export async function redactTogether(texts: readonly string[], scan: Scan = scanWithSecretlint): Promise<RedactedGroup> {
  const [group] = await redactGroups([texts], scan);
  return group ?? success({ texts: [], count: 0 });
}

/** Many groups in few scans; one result a group, in order. A group whose scan fails doesn't spoil the others. */
export async function redactGroups(groups: readonly (readonly string[])[], scan: Scan = scanWithSecretlint): Promise<RedactedGroup[]> {
  const results: RedactedGroup[] = [];
  let batch: (readonly string[])[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) results.push(...(await redactBatch(batch, scan)));
    batch = [];
    length = 0;
  };
  for (const group of groups) {
    const size = group.reduce((sum, text) => sum + text.length + GAP.length, 0);
    if (length > 0 && length + size > BATCH_LENGTH) {
      await flush();
      // A scan never waits for anything: without this the process would answer nobody until all are done.
      await new Promise((resolve) => setImmediate(resolve));
    }
    batch.push(group);
    length += size;
  }
  await flush();
  return results;
}

async function redactBatch(groups: readonly (readonly string[])[], scan: Scan): Promise<RedactedGroup[]> {
  const tooLong = (group: readonly string[]): boolean => group.some((text) => text.length > MAX_REDACTED_LENGTH);
  const texts = groups.flatMap((group) => (tooLong(group) ? [] : group));
  const found = await scanBatch(texts, scan);
  let at = 0;
  return groups.map((group): RedactedGroup => {
    if (tooLong(group)) return failure('too-long', 'The text is too long to be searched for secrets.');
    const findings = found.slice(at, (at += group.length));
    try {
      if (findings.some((list) => list === undefined)) throw new Error('not scanned');
      return success(
        replaceAll(
          group,
          group.map((text, i) => [...findSecrets(text), ...(findings[i] ?? [])]),
        ),
      );
    } catch {
      return failure('scan-failed', 'The search for secrets failed, so the text was held back.');
    }
  });
}

/** Findings of every text; undefined for a text whose scan failed. */
async function scanBatch(texts: readonly string[], scan: Scan): Promise<(readonly Finding[] | undefined)[]> {
  const alone = async (text: string): Promise<readonly Finding[] | undefined> => {
    try {
      return await scan(text);
    } catch {
      return undefined;
    }
  };
  if (texts.length === 1) return [await alone(texts[0] ?? '')];
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length + GAP.length;
  }
  const whole = await alone(texts.join(GAP));
  const out: (readonly Finding[] | undefined)[] = [];
  for (const [i, text] of texts.entries()) {
    const start = starts[i] ?? 0;
    const end = start + text.length;
    const mine = whole?.filter((finding) => finding.start < end && finding.end > start);
    // A finding over a border would depend on the neighbours: such a text is scanned again by itself.
    const clean = mine?.every((finding) => finding.start >= start && finding.end <= end);
    out.push(mine && clean ? mine.map((f) => ({ kind: f.kind, start: f.start - start, end: f.end - start })) : await alone(text));
  }
  return out;
}

function replaceAll(texts: readonly string[], findings: readonly (readonly Finding[])[]): RedactedTexts {
  const secrets = new Map<string, string>();
  const real = texts.map((text, i) => merged(findings[i] ?? []).flatMap((finding) => outsidePlaceholders(text, finding)));
  for (const [i, text] of texts.entries()) {
    for (const { start, end, kind } of real[i] ?? []) if (!secrets.has(text.slice(start, end))) secrets.set(text.slice(start, end), kind);
  }
  let out = texts.map((text, i) => replaceFindings(text, real[i] ?? []));
  for (const [value, kind] of [...secrets].sort((a, b) => b[0].length - a[0].length)) {
    // A plain word may stand elsewhere as itself: a function's name, a sentence.
    if (value.length < LITERAL_LENGTH || /^[A-Za-z_]*$/.test(value) || value.includes('\n')) continue;
    out = out.map((text) =>
      text.includes(value) ? text.replace(new RegExp(`(?<!\\w)${escaped(value)}(?!\\w)`, 'g'), `‹redacted:${kind}›`) : text,
    );
  }
  return { texts: out, count: secrets.size };
}

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** What of a finding is not redacted already. */
function outsidePlaceholders(text: string, finding: Finding): Finding[] {
  const from = Math.max(0, text.lastIndexOf('‹redacted:', finding.start));
  const out: Finding[] = [];
  let start = finding.start;
  for (const match of text.slice(from, finding.end + 60).matchAll(PLACEHOLDER)) {
    const [open, close] = [from + match.index, from + match.index + match[0].length];
    if (close <= start) continue;
    if (open >= finding.end) break;
    if (open > start) out.push({ ...finding, start, end: open });
    start = close;
  }
  if (start < finding.end) out.push({ ...finding, start });
  return out;
}

function merged(findings: readonly Finding[]): Finding[] {
  const out: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last && finding.start < last.end) out[out.length - 1] = { ...last, end: Math.max(last.end, finding.end) };
    else if (finding.end > finding.start) out.push(finding);
  }
  return out;
}

function replaceFindings(text: string, findings: readonly Finding[]): string {
  let out = '';
  let at = 0;
  for (const finding of findings) {
    const value = text.slice(finding.start, finding.end);
    // Line ends stay, so that line numbers and hunks still fit.
    out += `${text.slice(at, finding.start)}‹redacted:${finding.kind}›${value.replace(/[^\r\n]/g, '')}`;
    at = finding.end;
  }
  return out + text.slice(at);
}
