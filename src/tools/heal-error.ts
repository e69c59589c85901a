// `heal_error`: an error in its own words, healed by the one path; the answer is for a model, and says what to do next.

import fs from 'node:fs';
import path from 'node:path';
import {
  contentFaults,
  detectText,
  evidenceLine,
  explain,
  healTold,
  isHealed,
  isInside,
  languageOf,
  mayGoInBulk,
  patched,
  SourceText,
  unifiedDiff,
  visibleLine,
  visibleText,
  warnings,
  type Patch,
} from '../engine';
import { HealErrorInput, isAnswer, readInput, type ToolAnswer, type ToolHost } from './tool';

/** A fix with what it does to the texts, for the face that is asked to put it in. */
export interface FoundFix {
  readonly file: string;
  /** The folder of the workspace that holds it. */
  readonly root: string;
  readonly patch: Patch;
  /** Whole texts, the problem's own file first. */
  readonly changes: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  readonly version: number | null;
  /** It may be put in on a model's word: likely, and nothing in it asks for a person's look. */
  readonly mayApply: boolean;
}

export interface HealErrorAnswer extends ToolAnswer {
  /** The best fix; absent where there is none. */
  readonly fix?: FoundFix;
  /** The model asked to have it put in. */
  readonly wantsApply?: boolean;
}

/** Changes nothing; throws only for a bug. The text ends where what became of the fix is to be said: `appliedWords`, `shownWords`. */
export async function healError(input: unknown, host: ToolHost, signal: AbortSignal): Promise<HealErrorAnswer> {
  const read = readInput(HealErrorInput, input);
  if (isAnswer(read)) return read;
  const { error, line } = read;
  const file = read.file ?? fileOf(error, host.roots);
  if (file === undefined)
    return wrong(
      'The error names no file of this workspace. Call the tool again with `file`: the absolute path of the source file that the error is in.',
    );
  const refusal = refusalOf(file, host);
  if (refusal) return refusal;
  const language = languageOf(file);
  if (!language) return wrong(`${visibleLine(file)}: only Python, TypeScript and JavaScript files are healed. Fix this error yourself.`);
  const text = host.read(file);
  if (!text.ok) return wrong(`${visibleLine(file)}: ${text.message} Check the path.`);
  const source = new SourceText(text.value.text);
  if (line !== undefined && line > source.lineCount)
    return wrong(`${visibleLine(file)} has ${source.lineCount} lines, so line ${line} is not there. Read the file and call again.`);
  const { onFault } = host;
  const told = await healTold({
    path: file,
    language,
    source,
    error,
    ...(line === undefined ? {} : { line: line - 1 }),
    version: text.value.version,
    workspace: await host.workspaceOf(file),
    memory: host.memoryOf(file),
    signal,
    ...(onFault ? { onFault } : {}),
  });
  if (!told.ok) return wrong(`${told.message} Call the tool again with the whole error.`);
  const { problem, unused } = told.value;
  const patches = told.value.patches.filter(({ candidate }) => !host.muted?.(candidate.origin.id, problem));
  const at = `${visibleLine(file)}:${problem.location.range.start.line + 1}`;
  const [best, ...others] = patches.map((patch) => found(patch, file, text.value.version, source, host)).filter((fix) => fix !== undefined);
  if (!best) {
    if (unused)
      return {
        text: `${visibleLine(file)} does not use the name '${visibleLine(unused.name)}'${unused.alias ? `; it imports it as '${unused.alias}'` : ''}. The error is in another file: call again with that one.`,
      };
    const explained = explain(problem, source);
    return {
      text: [
        `No fix is known for this error at ${at}.`,
        ...(explained ? [`What happened: ${visibleText(explained.what)}`, `Needed: ${visibleText(explained.needed)}`] : []),
        'Next: call find_past_fix with the same error, or read the code around that line and fix it yourself. Do not hide the error.',
      ].join('\n'),
    };
  }
  return {
    fix: best,
    wantsApply: read.apply ?? false,
    text: [
      `Fix for ${visibleLine(problem.errorType || problem.message)} at ${at}: ${described(best)}`,
      visibleText(best.patch.candidate.explanation),
      diffOf(best),
      ...others.flatMap((fix) => [`Or: ${described(fix)}`, diffOf(fix)]),
    ].join('\n\n'),
  };
}

/** The end of an answer whose fix was only shown. */
export const shownWords = ({ patch }: FoundFix): string =>
  patch.evidence.some(({ rung, result }) => (rung === 'reruns' || rung === 'tests') && result === 'passed')
    ? 'Nothing was changed. Next: apply the diff.'
    : 'Nothing was changed. Next: apply the diff, run what failed again, and look at what it says.';

/** The end of an answer whose fix was put in. */
export const appliedWords = ({ changes }: FoundFix): string =>
  `The fix is in ${changes.map(({ path: file }) => visibleLine(file)).join(' and ')}. Next: run what failed again, and look at what it says.`;

/** The end of an answer whose fix was not put in though the model asked for it. `why` is a whole sentence. */
export const notAppliedWords = (why: string): string =>
  `Nothing was changed: ${why} Next: show the diff to the person and let them decide.`;

/** Why a fix is not put in on a model's word. */
export const ASKS_FOR_A_LOOK = 'this fix is not likely enough, or does something that a person should look at first.';

function found(patch: Patch, file: string, version: number | null, source: SourceText, host: ToolHost): FoundFix | undefined {
  const own = patch.candidate.edits.find((edit) => edit.path === file);
  if (!own) return undefined;
  const changes = [{ path: file, before: source.text, after: patched(source, own) }];
  for (const edit of patch.candidate.edits) {
    if (edit.path === file) continue;
    const other = host.read(edit.path);
    if (!other.ok || refusalOf(edit.path, host)) return undefined;
    changes.push({ path: edit.path, before: other.value.text, after: patched(new SourceText(other.value.text), edit) });
  }
  const [first] = changes;
  const { language } = patch.problem;
  const hides =
    first !== undefined &&
    isHealed(language) &&
    contentFaults(first.before, first.after, language, false, first.path).some(({ weight }) => weight === 'refuse');
  return {
    file,
    root: host.roots.find((folder) => isInside(folder, file)) ?? path.dirname(file),
    patch,
    changes,
    version,
    mayApply: mayGoInBulk(patch) && !hides,
  };
}

function described({ patch }: FoundFix): string {
  const proof = [...warnings(patch.candidate), evidenceLine(patch.evidence)].join(' ');
  return `${visibleLine(patch.candidate.title)} (${Math.round(patch.confidence * 100)} % likely right). ${visibleText(proof)}`;
}

const diffOf = ({ changes, root }: FoundFix): string =>
  `\`\`\`diff\n${visibleText(changes.map(({ path: name, before, after }) => unifiedDiff(path.relative(root, name), before, after)).join('')).trimEnd()}\n\`\`\``;

/** The innermost own frame of a traceback that lies in the workspace. */
function fileOf(error: string, roots: readonly string[]): string | undefined {
  for (const root of roots) {
    const shown = detectText(error, { cwd: root, roots, origin: 'pasted' }).at(-1);
    const paths = shown ? [shown.location.path, ...shown.frames.map(({ location }) => location.path).reverse()] : [];
    const inside = paths.find((file) => path.isAbsolute(file) && isInside(root, file) && languageOf(file) !== undefined);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** What to tell a model that names a file which it may not. */
export function refusalOf(file: string, { roots }: Pick<ToolHost, 'roots'>): ToolAnswer | undefined {
  const [root] = roots;
  if (!path.isAbsolute(file))
    return wrong(
      `'${visibleLine(file)}' is no absolute path.${root === undefined ? '' : ` Perhaps '${visibleLine(path.join(root, file))}' is meant: call again with the whole path.`}`,
    );
  // Also where a link leads to.
  const real = realOf(file);
  if (!roots.some((folder) => isInside(folder, path.normalize(file)) && isInside(realOf(folder), real)))
    return wrong(
      `${visibleLine(file)} is outside the workspace; only files below ${roots.map((folder) => visibleLine(folder)).join(', ') || 'an open folder'} are healed.`,
    );
  return undefined;
}

/** Of a file that is not there, what would be. */
function realOf(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realOf(parent), path.basename(file));
  }
}

const wrong = (text: string): ToolAnswer => ({ isError: true, text });
