// What `watch --logs` does in a round: errors of the user's own code in what is new in log files, each with the best fix, shown and not written.

import {
  detectText,
  FilesByName,
  healProblem,
  patched,
  pointsToOwnCode,
  readSource,
  SourceText,
  Workspaces,
  type Problem,
  type WatchedState,
} from '../../engine';
import { shownPath } from './heal-files';
import { LogGrowth } from './log-growth';
import { diffOf, explanationLines, faultLine, patchLines, problemLine } from './report';
import { note, say, showDiff } from './say';

/** Errors of one round that are told, each once. */
const MAX_TOLD = 10;

export function watchLogs(
  pattern: string,
  root: string,
  signal: AbortSignal,
  /** Of each round: how many errors it found. */
  onErrors: (errors: number) => void = () => undefined,
): { readonly round: () => Promise<WatchedState>; readonly stamp: () => Promise<string>; readonly dispose: () => void } {
  const logs = new LogGrowth(pattern, root);
  const workspaces = new Workspaces(say);
  const files = new FilesByName([root]);

  const round = async (): Promise<WatchedState> => {
    const found = (await logs.news())
      .flatMap((text) => detectText(text, { origin: 'log', cwd: root, roots: [root], files, ignored: true }))
      .filter(pointsToOwnCode);
    onErrors(found.length);
    const told = [...new Map(found.map((problem) => [problemLine(problem), problem])).values()];
    if (told.length === 0) return { state: 'no errors', why: `${logs.count} log files are watched` };
    await workspaces.refresh(root);
    for (const problem of told.slice(0, MAX_TOLD)) await show(problem);
    const [first] = told;
    return { state: 'needs you', why: `${first ? problemLine(first) : ''}${told.length > 1 ? ` and ${told.length - 1} more` : ''}` };
  };

  const show = async (problem: Problem): Promise<void> => {
    const read = readSource(problem.location.path);
    const source = read.ok ? new SourceText(read.value.text) : undefined;
    const [best] = source
      ? await healProblem({
          problem,
          source,
          version: null,
          all: [problem],
          workspace: await workspaces.of(root),
          memory: workspaces.memoryOf(root),
          signal,
          onFault: (where, error) => say(faultLine(where, error)),
        })
      : [];
    if (!best || !source) {
      for (const line of [problemLine(problem), ...explanationLines(problem)]) note(`  ${line}\n`);
      return;
    }
    note(`${patchLines(best)}\n`);
    const own = best.candidate.edits.find(({ path }) => path === problem.location.path);
    if (own) showDiff(diffOf([{ path: own.path, before: source.text, after: patched(source, own) }]), process.stderr);
    const others = best.candidate.edits.filter(({ path }) => path !== problem.location.path);
    if (others.length > 0) note(`  It also changes ${others.map(({ path }) => shownPath(path)).join(', ')}.\n`);
  };

  return { round, stamp: () => Promise.resolve(logs.stamp()), dispose: () => workspaces.dispose() };
}
