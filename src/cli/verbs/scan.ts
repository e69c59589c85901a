// `self-heal scan FILE…`: what an attacker could use in the files, with a diff where the fix is certain. Runs, starts and writes nothing.

import {
  languageOf,
  patched,
  readSource,
  scanSecurity,
  SourceText,
  unifiedDiff,
  visibleLine,
  type SecurityFinding,
  type SourceFile,
} from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { shownPath } from '../io/heal-files';
import { note, print, printJson, say, showDiff } from '../io/say';

export interface ScanVerbOptions {
  readonly files: readonly string[];
  readonly json: boolean;
}

type Outcome =
  | { readonly kind: 'refused'; readonly file: string; readonly why: string }
  | { readonly kind: 'scanned'; readonly file: SourceFile; readonly findings: readonly SecurityFinding[] };

export async function scan({ files, json }: ScanVerbOptions): Promise<ExitCode> {
  if (files.length === 0) throw new UsageError('scan needs at least one file.');
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort();
  process.once('SIGINT', onInterrupt);
  const outcomes: Outcome[] = [];
  try {
    for (const name of new Set(files)) {
      if (interrupted.signal.aborted) break;
      const outcome = await scanOne(name, interrupted.signal);
      outcomes.push(outcome);
      if (!json) show(outcome);
    }
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
  if (json) printJson({ files: outcomes.map(toObject) });
  if (interrupted.signal.aborted) return EXIT.interrupted;
  if (outcomes.some(({ kind }) => kind === 'refused')) return EXIT.usage;
  return outcomes.some((outcome) => outcome.kind === 'scanned' && outcome.findings.length > 0) ? EXIT.left : EXIT.ok;
}

async function scanOne(name: string, signal: AbortSignal): Promise<Outcome> {
  const language = languageOf(name);
  const read = readSource(name);
  if (!read.ok) return { kind: 'refused', file: name, why: read.message };
  if (!language)
    return { kind: 'refused', file: name, why: `${name}: Self-Heal looks through Python, TypeScript and JavaScript files only.` };
  const file = read.value;
  return { kind: 'scanned', file, findings: await scanSecurity(file.path, language, new SourceText(file.text), signal) };
}

function show(outcome: Outcome): void {
  if (outcome.kind === 'refused') {
    say(outcome.why);
    return;
  }
  const { file, findings } = outcome;
  const name = visibleLine(shownPath(file.path));
  for (const finding of findings) {
    const { line, character } = finding.range.start;
    print(`${name}:${line + 1}:${character + 1}: ${finding.message} (${finding.code})\n`);
    const { fix } = finding;
    if (!fix) {
      print(`    ${finding.needed}\n`);
      continue;
    }
    print(`    ${fix.title}. ${fix.explanation}\n`);
    showDiff(unifiedDiff(name, file.text, withFix(file, fix)), process.stdout);
  }
  note(`${name}: ${findings.length === 0 ? 'nothing found' : `${findings.length} found`}.\n`);
}

const withFix = ({ path, text }: SourceFile, { edits }: NonNullable<SecurityFinding['fix']>): string =>
  patched(new SourceText(text), { path, version: null, edits });

/** One-based, as people and editors count. */
function toObject(outcome: Outcome): object {
  if (outcome.kind === 'refused') return { file: outcome.file, refused: outcome.why };
  const { file, findings } = outcome;
  return {
    file: shownPath(file.path),
    found: findings.map(({ code, range, message, needed, fix }) => ({
      code,
      line: range.start.line + 1,
      column: range.start.character + 1,
      message,
      needed,
      ...(fix
        ? {
            fix: { title: fix.title, explanation: fix.explanation, diff: unifiedDiff(shownPath(file.path), file.text, withFix(file, fix)) },
          }
        : {}),
    })),
  };
}
