// How many-sided a problem is, as one number from 0 to 1: own files and frames that take part, concurrency, what became of such fixes here, and size. It weighs
// reasons for a person to look, and is no probability of anything.

import type { Problem } from '../problem';
import { functionAt, functionsIn } from '../syntax/functions';
import type { SourceText } from '../syntax/source-text';

export interface ComplexityReason {
  readonly name: 'files' | 'frames' | 'concurrency' | 'history' | 'size';
  /** How strong it is, 0 to 1. */
  readonly share: number;
  /** For a person, without a full stop. */
  readonly words: string;
}

export interface Complexity {
  /** 0 to 1. */
  readonly score: number;
  /** Those that count at all, the heaviest first. */
  readonly reasons: readonly ComplexityReason[];
}

/** What became of earlier fixes of the same mistake in the same workspace. */
export interface FixHistory {
  readonly held: number;
  /** Taken back, not helping, or breaking something else. */
  readonly failed: number;
}

/** What each reason can bring by itself; together they come near to 1 and never reach it. No single one, and no two, come above 0.8. */
const WEIGHTS: Readonly<Record<ComplexityReason['name'], number>> = {
  files: 0.45,
  frames: 0.35,
  concurrency: 0.5,
  history: 0.6,
  size: 0.35,
};

/** From `none`, which counts nothing, to `full`, which counts wholly. */
const SCALES = {
  files: { none: 1, full: 5 },
  frames: { none: 4, full: 14 },
  functionLines: { none: 30, full: 150 },
  fileLines: { none: 500, full: 2_500 },
} as const;
/** One fix that did not hold may be chance. */
const MIN_FAILED = 2;
/** Lines around the place that are looked at where no function is around it. */
const AROUND = 15;
const MAX_WORDS = 4;

/** What runs at the same time as something else, in Python, TypeScript and JavaScript. */
const CONCURRENCY =
  /\b(?:threading|multiprocessing|concurrent\.futures|Thread|RLock|Semaphore|ThreadPoolExecutor|ProcessPoolExecutor|ThreadPool|TaskGroup|create_task|run_in_executor|asyncio\.(?:gather|Queue|Event|Lock|wait)|queue\.Queue|worker_threads|Worker|SharedArrayBuffer|Atomics|Promise\.(?:all|race|any|allSettled)|setInterval)\b|\bLock(?=\()/g;
/** What a runtime says where two things got in each other's way. */
const SAID =
  /\bdeadlock|\bevent loop\b|changed size during iteration|mutated during iteration|was never awaited|different (?:thread|loop)|database is locked|race condition/i;

export async function complexityOf(
  problem: Problem,
  source: SourceText,
  history: FixHistory = { held: 0, failed: 0 },
): Promise<Complexity> {
  const shares = [filesOf(problem), framesOf(problem), ...(await codeReasons(problem, source)), historyOf(history)].filter(
    ({ share }) => share > 0,
  );
  const reasons = [...shares].sort((a, b) => WEIGHTS[b.name] * b.share - WEIGHTS[a.name] * a.share);
  return { score: 1 - reasons.reduce((rest, { name, share }) => rest * (1 - WEIGHTS[name] * share), 1), reasons };
}

/** The problem with those it came from. */
function chainOf(problem: Problem): readonly Problem[] {
  return [problem, ...problem.causes.flatMap(chainOf)];
}

/** Own files that the error came through, by absolute path. */
export function filesInvolved(problem: Problem): readonly string[] {
  return [
    ...new Set(
      chainOf(problem).flatMap(({ location, frames }) => [
        location.path,
        ...frames.flatMap((frame) => (frame.own ? [frame.location.path] : [])),
      ]),
    ),
  ];
}

function filesOf(problem: Problem): ComplexityReason {
  const { length } = filesInvolved(problem);
  return { name: 'files', share: shareOf(length, SCALES.files), words: `${length} files of your own take part` };
}

/** A recursion passes one place a thousand times: places count. */
function framesOf(problem: Problem): ComplexityReason {
  const places = new Set(
    chainOf(problem).flatMap(({ frames }) => frames.map(({ location }) => `${location.path}:${location.range.start.line}`)),
  );
  return { name: 'frames', share: shareOf(places.size, SCALES.frames), words: `the error came through ${places.size} places` };
}

async function codeReasons(problem: Problem, source: SourceText): Promise<readonly ComplexityReason[]> {
  const { line } = problem.location.range.start;
  const around = functionAt(await functionsIn(source.text, problem.language), line);
  const first = around?.first ?? Math.max(0, line - AROUND);
  const last = around?.last ?? line + AROUND;
  const code = source.text.slice(source.lineStarts[first] ?? 0, source.lineStarts[last + 1]);
  const passed = chainOf(problem).flatMap(({ frames }) => frames.map((frame) => `${frame.name ?? ''} ${frame.code ?? ''}`));
  const words = [...new Set([code, ...passed].flatMap((text) => text.match(CONCURRENCY) ?? []))];
  const said = chainOf(problem).some(({ message }) => SAID.test(message));
  const lines = around ? last - first + 1 : 0;
  const ofFunction = shareOf(lines, SCALES.functionLines);
  const ofFile = shareOf(source.lineCount, SCALES.fileLines);
  return [
    {
      name: 'concurrency',
      share: Math.min(1, (words.length + (said ? 1 : 0)) / 2),
      words:
        words.length > 0
          ? `things run at the same time there: ${words.slice(0, MAX_WORDS).join(', ')}`
          : 'the error says that two things got in each other’s way',
    },
    {
      name: 'size',
      share: Math.max(ofFunction, ofFile),
      words: ofFunction >= ofFile ? `the function is ${lines} lines long` : `the file is ${source.lineCount} lines long`,
    },
  ];
}

function historyOf({ held, failed }: FixHistory): ComplexityReason {
  const all = held + failed;
  return {
    name: 'history',
    share: failed < MIN_FAILED ? 0 : failed / all,
    words: `of ${all} fixes of such errors here ${failed} did not hold`,
  };
}

function shareOf(value: number, { none, full }: { readonly none: number; readonly full: number }): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}
