// From an applied patch to a success pair.

import { sep } from 'node:path';
import type { Patch, Verdict } from '../patch';
import type { Problem } from '../problem';
import { patched } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { excerptAround, excerptOf } from './excerpt';
import type { Question } from './exchange/prompt';
import { clip, MAX_FEATURES, MAX_LIBRARIES, pairId, PAIR_SCHEMA, type SuccessPair, type Way } from './pair';
import { wayDown } from '../files/lies-in';

export interface PairContext {
  readonly now: Date;
  /** Absolute path of the workspace folder. */
  readonly root: string | undefined;
  /** Whether the file system takes names in upper and lower case for the same; where it is not said, as the platform's usually does. */
  readonly foldsCase?: boolean;
  /** How the acceptance is known: `applied in the editor`. */
  readonly how: string;
  readonly via?: Way;
  /** The versions of the libraries that the fix names, where they are known. */
  readonly libraries?: Readonly<Record<string, string>>;
}

/**
 * The pair of a patch that was applied to the problem's file. `before` and `after` are that file's whole texts; where `after` isn't
 * what the patch's own edits make of `before`, it is what the user made of it. Not yet redacted: see `recordPair`.
 */
export function makePair(patch: Patch, before: string, after: string, context: PairContext): SuccessPair {
  const { problem, candidate } = patch;
  const path = problem.location.path;
  const own = candidate.edits.find((file) => file.path === path);
  const proposed = own ? patched(new SourceText(before), own) : after;
  const edited = proposed !== after;
  const excerpt = excerptOf(before, proposed, edited ? after : null);
  const at = context.now.toISOString();
  const pair = {
    schema: PAIR_SCHEMA as typeof PAIR_SCHEMA,
    ...askedOf(problem, context),
    signature: {
      shape: clip(problem.signature.shape, 4_000),
      holes: Object.fromEntries(
        Object.entries(problem.signature.holes)
          .slice(0, 50)
          .map(([name, value]) => [clip(name, 200), clip(value, 4_000)]),
      ),
    },
    source: clip(problem.source, 200),
    command: clip(problem.command?.line ?? '', 2_000),
    ...excerpt,
    otherFiles: candidate.edits
      .filter((file) => file.path !== path)
      .slice(0, 100)
      .map((file) => shortPath(file.path, context)),
    title: clip(candidate.title, 500),
    evidence: patch.evidence.slice(0, 20).map(({ rung, result, by, why, ms }) => ({
      rung,
      result,
      ...(by ? { by: clip(by, 500) } : {}),
      ...(why ? { why: clip(why, 1_000) } : {}),
      ...(ms === undefined ? {} : { ms }),
    })),
    confidence: Math.max(0, Math.min(1, patch.confidence)),
    origin: { kind: candidate.origin.kind, id: clip(candidate.origin.id, 200) },
    variant: clip(candidate.variant, 200),
    family: clip(candidate.family, 200),
    features: Object.fromEntries(
      Object.entries({ ...(patch.foretold === undefined ? {} : { foretold: patch.foretold }), ...candidate.features })
        .filter(([, value]) => Number.isFinite(value))
        .slice(0, MAX_FEATURES)
        .map(([name, value]) => [clip(name, 200), value]),
    ),
    ...(context.via === undefined ? {} : { via: context.via }),
    ...(context.libraries === undefined
      ? {}
      : {
          libraries: Object.fromEntries(
            Object.entries(context.libraries)
              .slice(0, MAX_LIBRARIES)
              .map(([name, version]) => [clip(name, 200), clip(version, 100)]),
          ),
        }),
    verdict: { kind: edited ? 'edited' : 'accepted', how: clip(context.how, 500), at } satisfies Verdict,
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

type Asked = Pick<SuccessPair, 'language' | 'errorType' | 'message' | 'file' | 'line' | 'traceback'>;

/** What a pair keeps of the problem itself. */
function askedOf(problem: Problem, context: Pick<PairContext, 'root' | 'foldsCase'>): Asked {
  const placeOf = ({ location, name }: Problem['frames'][number]): string =>
    `${shortPath(location.path, context)}:${location.range.start.line + 1}${name ? ` ${name}` : ''}`;
  return {
    language: problem.language,
    errorType: clip(problem.errorType, 200),
    message: clip(problem.message, 4_000),
    file: shortPath(problem.location.path, context),
    line: problem.location.range.start.line,
    traceback: clip(problem.frames.map(placeOf).join('\n'), 8_000),
  };
}

/**
 * What is asked about a problem that nobody has mended yet: as the pair will be that it may become, cut as that is. Undefined where its line alone is too long.
 * Not redacted. @param root absolute path of the workspace folder. @param max UTF-16 units of the text: fewer for an adapter that was trained on shorter ones.
 */
export function questionOf(problem: Problem, text: string, root: string | undefined, max?: number): Question | undefined {
  const { start, end } = problem.location.range;
  const excerpt = excerptAround(text, start.line, end.line, max);
  return excerpt.extent === 'none' ? undefined : { ...askedOf(problem, { root }), ...excerpt };
}

/** Relative to the folder, with `/`; the last part alone for a file outside it. */
function shortPath(path: string, { root, foldsCase = FOLDS_CASE }: Pick<PairContext, 'root' | 'foldsCase'>): string {
  const inside = root === undefined ? undefined : (wayDown(root, path) ?? (foldsCase ? insideOfAnyCase(root, path) : undefined));
  return clip(inside?.split(sep).join('/') ?? path.split(/[\\/]/).pop() ?? '', 1_000);
}

const FOLDS_CASE = process.platform === 'darwin' || process.platform === 'win32';

/** As `path` spells it. */
function insideOfAnyCase(root: string, path: string): string | undefined {
  const inside = wayDown(root.toLowerCase(), path.toLowerCase());
  return inside !== undefined && path.toLowerCase().length === path.length ? path.slice(-inside.length) : undefined;
}
