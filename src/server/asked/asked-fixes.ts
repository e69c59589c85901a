// What other extensions and models ask: fixes for an error in words, for a diagnostic, by a tool. All by the one path; each fix is kept for a while, so that
// it can be applied by its id.

import path from 'node:path';
import type { CancellationToken } from 'vscode-languageserver';
import {
  failure,
  healProblem,
  healTold,
  isHealed,
  languageOf,
  patched,
  SourceText,
  success,
  type HealedLanguageId,
  type Patch,
  type Problem,
} from '../../engine';
import type { AskedFix, CallTool, ChooseFix, FixesFor, HealText, PlannedFile, Refusal } from '../../protocol';
import { findPastFix } from '../../tools/find-past-fix';
import { appliedWords, ASKS_FOR_A_LOOK, healError, notAppliedWords, shownWords } from '../../tools/heal-error';
import type { ToolHost } from '../../tools/tool';
import { stale, type ProposedPlans } from '../commands/plan';
import { cancelled } from '../session/cancelled';
import { isHealableText } from '../session/healable-text';
import { toKnown } from '../session/known-problems';
import { toPath, toUri } from '../session/paths';
import { CANCELLED, DISABLED } from '../session/refusals';
import type { Session } from '../session/session';
import { offered, toEdit } from '../session/to-protocol';

/** A fix with the texts that it was made for. */
interface Kept {
  readonly patch: Patch;
  readonly changes: readonly { readonly path: string; readonly version: number | null; readonly before: string; readonly after: string }[];
  readonly problems: readonly Problem[];
  readonly ms: number;
  /** It is about a text of no file: there is nothing to apply it to. */
  readonly loose: boolean;
}

const MAX_KEPT = 200;
/** Of the words of an error. In UTF-16 code units. */
const MAX_ERROR = 200_000;
/** The file of a text that has none. Nobody's file is called so. */
const LOOSE: Readonly<Record<HealedLanguageId, string>> = {
  python: 'self-heal-untitled.py',
  typescript: 'self-heal-untitled.ts',
  typescriptreact: 'self-heal-untitled.tsx',
  javascript: 'self-heal-untitled.js',
  javascriptreact: 'self-heal-untitled.jsx',
};

export class AskedFixes {
  private readonly kept = new Map<string, Kept>();
  private next = 1;

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known' | 'log' | 'memory'>,
    private readonly plans: ProposedPlans,
  ) {}

  async text({ text, error, uri, language: given, line }: HealText.Params, token: CancellationToken): Promise<HealText.Answer | Refusal> {
    const { client, documents, folders, log, memory } = this.session;
    if (!client.settings.enabled) return DISABLED;
    const language = given ?? (uri === undefined ? undefined : languageOf(toPath(uri)));
    if (language === undefined || !isHealed(language)) return UNKNOWN_LANGUAGE;
    if (!isHealableText(text)) return UNHEALABLE;
    const file = uri === undefined ? path.join(folders.all[0] ?? process.cwd(), LOOSE[language]) : toPath(uri);
    if (folders.isExcluded(file)) return EXCLUDED;
    const document = uri === undefined ? undefined : documents.get(uri);
    const version = document?.getText() === text ? document.version : null;
    const signal = cancelled(token);
    const began = performance.now();
    const told = await healTold({
      path: file,
      language,
      source: new SourceText(text),
      error: error.slice(0, MAX_ERROR),
      ...(line === undefined ? {} : { line }),
      version,
      workspace: await folders.workspaceOf(file),
      memory,
      signal,
      onFault: log.fault,
    });
    if (signal.aborted) return CANCELLED;
    if (!told.ok) return { reason: 'nothing-to-heal', message: told.message };
    const { problem } = told.value;
    const patches = told.value.patches.filter(({ candidate }) => !client.isMuted(candidate.origin.id, problem));
    return {
      fixes: this.keep(patches, { file, text, version, problems: [problem], ms: performance.now() - began, loose: uri === undefined }),
    };
  }

  async diagnostic({ uri, diagnostic }: FixesFor.Params, token: CancellationToken): Promise<HealText.Answer | Refusal> {
    const { client, documents, folders, known, log, memory } = this.session;
    if (!client.settings.enabled) return DISABLED;
    const file = toPath(uri);
    const document = documents.get(uri);
    const language = document?.languageId ?? languageOf(file);
    if (language === undefined || !isHealed(language)) return UNKNOWN_LANGUAGE;
    if (folders.isExcluded(file)) return EXCLUDED;
    const text = document?.getText() ?? documents.textOf(file);
    if (text === undefined || !isHealableText(text)) return UNHEALABLE;
    const signal = cancelled(token);
    const { problem } = toKnown(uri, language, diagnostic);
    const others = known.of(uri).map((one) => one.problem);
    const isSame = (other: Problem): boolean =>
      other.message === problem.message && JSON.stringify(other.location.range) === JSON.stringify(problem.location.range);
    const all = [problem, ...others.filter((other) => !isSame(other))];
    const version = document?.version ?? null;
    const began = performance.now();
    const patches = await healProblem({
      problem,
      source: new SourceText(text),
      version,
      all,
      workspace: await folders.workspaceOf(file),
      memory,
      signal,
      muted: (fixer) => client.isMuted(fixer, problem),
      onFault: log.fault,
    });
    if (signal.aborted) return CANCELLED;
    return { fixes: this.keep(patches, { file, text, version, problems: all, ms: performance.now() - began, loose: false }) };
  }

  /** A fix that was given out becomes the plan of its files. */
  choose({ fix }: ChooseFix.Params): ChooseFix.Answer | Refusal {
    const kept = this.kept.get(fix);
    if (!kept) return { reason: 'stale', message: 'This fix is not known any more: ask for fixes again.' };
    if (kept.loose) return { reason: 'not-open', message: 'This fix is for a text of no file, so there is nothing to apply it to.' };
    const files: PlannedFile[] = [];
    for (const { path: file, version, before, after } of kept.changes) {
      const uri = toUri(file);
      const now = this.session.documents.get(uri);
      if ((now?.getText() ?? this.session.documents.textOf(file)) !== before) return stale();
      const own = kept.patch.candidate.edits.find((edit) => edit.path === file);
      files.push({ edit: toEdit(uri, now ? now.version : version, own?.edits ?? []), before, after, healed: [offered(kept.patch)] });
    }
    const [first] = kept.changes;
    if (first)
      this.plans.add({
        uri: toUri(first.path),
        patches: [kept.patch],
        before: first.before,
        after: first.after,
        problems: kept.problems,
        ms: kept.ms,
      });
    return { files };
  }

  async tool({ name, input }: CallTool.Params, token: CancellationToken): Promise<CallTool.Answer | Refusal> {
    const { client, documents, folders, log, memory } = this.session;
    if (!client.settings.enabled) return DISABLED;
    const host: ToolHost = {
      roots: folders.all,
      read: (file) => {
        const document = documents.at(file);
        const text = document?.getText() ?? documents.textOf(file);
        if (folders.isExcluded(file)) return failure('excluded', EXCLUDED.message);
        if (text === undefined) return failure('missing', 'There is no such file, or it is too large to be source code.');
        return isHealableText(text) ? success({ text, version: document?.version ?? null }) : failure('unhealable', UNHEALABLE.message);
      },
      workspaceOf: (file) => folders.workspaceOf(file),
      memoryOf: () => memory,
      muted: (fixer, problem) => client.isMuted(fixer, problem),
      onFault: log.fault,
    };
    if (name === 'find_past_fix') {
      const { text, isError } = findPastFix(input, host);
      return { text, isError: isError ?? false };
    }
    const began = performance.now();
    const { text, isError, fix, wantsApply } = await healError(input, host, cancelled(token));
    if (!fix) return { text, isError: isError ?? false };
    if (!wantsApply) return { text: `${text}\n\n${shownWords(fix)}`, isError: false };
    if (!fix.mayApply) return { text: `${text}\n\n${notAppliedWords(ASKS_FOR_A_LOOK)}`, isError: false };
    const apply = this.remember({
      patch: fix.patch,
      changes: fix.changes.map((change) => ({ ...change, version: documents.at(change.path)?.version ?? null })),
      problems: [fix.patch.problem],
      ms: performance.now() - began,
      loose: false,
    });
    const notApplied = notAppliedWords('the file was changed meanwhile, or could not be written.');
    return { text, isError: false, apply, applied: appliedWords(fix), notApplied };
  }

  private keep(
    patches: readonly Patch[],
    asked: {
      readonly file: string;
      readonly text: string;
      readonly version: number | null;
      readonly problems: readonly Problem[];
      readonly ms: number;
      readonly loose: boolean;
    },
  ): AskedFix[] {
    return patches.flatMap((patch): AskedFix[] => {
      const changes = this.changesOf(patch, asked);
      if (!changes) return [];
      const id = this.remember({ patch, changes, problems: asked.problems, ms: asked.ms, loose: asked.loose });
      return [
        {
          ...offered(patch),
          id,
          problemRange: patch.problem.location.range,
          adds: patch.candidate.adds ?? [],
          files: changes.map(({ path: file, after }) => ({
            uri: toUri(file),
            edits: patch.candidate.edits.find((edit) => edit.path === file)?.edits ?? [],
            after,
          })),
        },
      ];
    });
  }

  /** undefined where a file that it changes can't be read. */
  private changesOf(
    patch: Patch,
    { file, text, version }: { readonly file: string; readonly text: string; readonly version: number | null },
  ): Kept['changes'] | undefined {
    const { documents } = this.session;
    const changes: Kept['changes'][number][] = [];
    for (const edit of patch.candidate.edits) {
      const before = edit.path === file ? text : documents.textOf(edit.path);
      if (before === undefined) return undefined;
      const change = {
        path: edit.path,
        version: edit.path === file ? version : (documents.at(edit.path)?.version ?? null),
        before,
        after: patched(new SourceText(before), edit),
      };
      if (edit.path === file) changes.unshift(change);
      else changes.push(change);
    }
    return changes;
  }

  private remember(kept: Kept): string {
    const id = `asked-${this.next++}`;
    this.kept.set(id, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return id;
  }
}

const UNKNOWN_LANGUAGE: Refusal = { reason: 'not-open', message: 'Self-Heal mends Python, TypeScript and JavaScript only.' };
const UNHEALABLE: Refusal = {
  reason: 'read-failed',
  message: 'It is not there, too large, has lines too long, or is not text. It is left as it is.',
};
const EXCLUDED: Refusal = { reason: 'excluded', message: 'This file is excluded by “selfHeal.exclude.files”.' };
