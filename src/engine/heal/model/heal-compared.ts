// One problem of a comparison, healed by one model on the path of every heal with a model: the same questions, the same judging, the same proof. Only that
// each is asked once: in use, an adapter gets the first word and no second one, so it is the first words that are compared.

import path from 'node:path';
import { isExact, type CaseOutcome, type ComparedCase } from '../../adapt/comparison/case';
import type { ComparedWho } from '../../adapt/comparison/compare';
import { isVerified } from '../../learn/pair';
import type { Patch } from '../../patch';
import type { Frame, Position, Problem, Range } from '../../problem';
import { openWorkspace, toolsOf, type Tools } from '../../project/open-workspace';
import { DiskFiles, MemoryFiles, OverlayFiles } from '../../project/workspace-files';
import { failure, success, type Result } from '../../result';
import { patched } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import { Rerunner } from '../../verify/rerun/rerunner';
import type { Sandbox } from '../../verify/sandbox/sandbox';
import type { ModelProvider, Models } from '../../generate/model/provider';
import type { Proof } from '../heal-failure';
import { healWithModel, type ModelHealRequest } from '../heal-with-model';
import { isProved } from './judge';

export interface ComparingOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** `heal` is the model without the adapter; `adapterFor` always has the adapter. */
  readonly models: Pick<Models, 'heal' | 'adapterFor'>;
  /** Programs are run again in it; where absent none is. */
  readonly sandbox?: Sandbox | undefined;
  readonly budget?: ModelHealRequest['budget'];
  readonly record?: ModelHealRequest['record'];
  readonly isExcluded?: ModelHealRequest['isExcluded'];
  /** Programs that came with the folder may be started. */
  readonly workspacePrograms?: boolean;
  readonly onFault?: ModelHealRequest['onFault'];
}

/** Where problems of no workspace live. Nothing on a disk is called so. */
const NOWHERE = path.resolve('/self-heal-compared');

/** Asks the models of a comparison; keeps its tools warm. */
export class ComparedHeals {
  private readonly tools = new Map<string, Tools>();

  constructor(private readonly options: ComparingOptions) {}

  /** Changes nothing, never throws for what a model or a server does. */
  async ask(one: ComparedCase, who: ComparedWho, signal: AbortSignal): Promise<Result<CaseOutcome, 'unanswered'>> {
    const { options } = this;
    const root = one.ofWorkspace ? options.root : NOWHERE;
    const file = placeIn(root, one.file);
    const files = new MemoryFiles(root, new Map([[file, one.before]]));
    const opened = await openWorkspace({
      root,
      files: one.ofWorkspace ? new OverlayFiles(files, new DiskFiles(root)) : files,
      trusted: true,
      typescriptFolders: [],
      index: true,
      tools: this.toolsOf(root),
      script: { onDisk: one.ofWorkspace, files: { [file]: one.before }, options: undefined },
    });
    try {
      const source = new SourceText(one.before);
      const problem = problemOf(one, file, root, source);
      const asked = new FirstWord(who === 'base' ? options.models.heal : undefined);
      const unavailable: string[] = [];
      const { adapterFor } = options.models;
      const healed = await healWithModel({
        problem,
        source,
        version: null,
        all: [problem],
        workspace: opened.workspace,
        signal,
        models: {
          heal: asked,
          ...(who === 'adapter' && adapterFor
            ? { adapterFor: (of: Problem) => adapterFor(of, { signal, onProgress: (text) => unavailable.push(text) }) }
            : {}),
        },
        // What the workspace has learned knows the answer.
        examples: [],
        ...(this.proofOf(one, problem, file, root) ?? {}),
        ...(options.budget ? { budget: options.budget } : {}),
        ...(options.record ? { record: options.record } : {}),
        ...(options.isExcluded ? { isExcluded: options.isExcluded } : {}),
        ...(options.onFault ? { onFault: options.onFault } : {}),
      });
      const first = healed.run.steps.find(({ kind, model }) => kind === 'ask' && model !== NOBODY);
      if (!first) return failure('unanswered', unavailable[0] ?? (healed.ok ? 'Nobody was asked.' : healed.message));
      if (first.outcome === 'failed' || first.outcome === 'crashed') return failure('unanswered', first.why ?? 'There was no answer.');
      return success(healed.ok ? outcomeOf(healed.value[0], one, source, file) : NOT_HEALED);
    } finally {
      opened.dispose();
    }
  }

  dispose(): void {
    for (const tools of this.tools.values()) tools.dispose();
    this.tools.clear();
  }

  private toolsOf(root: string): Tools {
    const known = this.tools.get(root);
    if (known) return known;
    const own = this.options.workspacePrograms;
    const made = toolsOf({
      root,
      trusted: true,
      ...(own === undefined ? {} : { workspacePrograms: own }),
      typescriptFolders: [__dirname, process.cwd()],
      pyright: root !== NOWHERE,
      noLinters: ['Ruff', 'eslint'],
    });
    this.tools.set(root, made);
    return made;
  }

  private proofOf(one: ComparedCase, problem: Problem, file: string, root: string): { readonly proof: Proof } | undefined {
    const { sandbox } = this.options;
    if (!sandbox || !problem.command) return undefined;
    const rerunner = new Rerunner();
    return {
      proof: {
        command: problem.command,
        texts: new Map([[file, one.before]]),
        runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }),
      },
    };
  }
}

const NOT_HEALED: CaseOutcome = { proved: false, checked: false, exact: false };
/** The name of whoever is not asked. */
const NOBODY = 'nobody';

/** A model that is asked once: whatever is asked of it then ends the heal. Nobody, where there is none. */
class FirstWord implements ModelProvider {
  readonly name: string;
  readonly host: string;
  private isAsked = false;

  constructor(private readonly model: ModelProvider | undefined) {
    this.name = model?.name ?? NOBODY;
    this.host = model?.host ?? NOBODY;
  }

  ask(request: Parameters<ModelProvider['ask']>[0]): ReturnType<ModelProvider['ask']> {
    const { model } = this;
    if (!model || this.isAsked) return Promise.resolve(failure('cancelled', 'Only the first answer counts.'));
    this.isAsked = true;
    return model.ask(request);
  }
}

function outcomeOf(patch: Patch | undefined, one: ComparedCase, source: SourceText, file: string): CaseOutcome {
  const own = patch?.candidate.edits.find((edit) => edit.path === file);
  if (!patch || patch.candidate.origin.kind !== 'model') return NOT_HEALED;
  const proved = isProved(patch.evidence);
  return {
    proved,
    checked: !proved && isVerified({ evidence: patch.evidence.map(({ rung, result }) => ({ rung, result })) }),
    exact: own !== undefined && patch.candidate.edits.length === 1 && isExact(patched(source, own), one.after),
  };
}

/** A name that leads out of the folder is that of a file in it. */
function placeIn(root: string, name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  return path.join(root, ...(parts.includes('..') || /[\0:]/.test(name) ? parts.slice(-1).filter((part) => part !== '..') : parts));
}

function problemOf(one: ComparedCase, file: string, root: string, source: SourceText): Problem {
  const { language, errorType, message, signature, command } = one;
  const isRun = one.traceback !== '' || command !== '';
  return {
    origin: isRun ? 'terminal' : 'diagnostic',
    source: one.source,
    errorType,
    message,
    language,
    signature,
    location: { path: file, range: lineOf(source, one.line) },
    severity: 'error',
    frames: framesOf(one.traceback, root, file),
    causes: [],
    related: [],
    ...(command === '' ? {} : { command: { line: command, cwd: root } }),
  };
}

function lineOf(source: SourceText, wanted: number): Range {
  const line = Math.min(Math.max(0, wanted), source.lineCount - 1);
  const text = source.line(line);
  const at = (character: number): Position => ({ line, character });
  return { start: at(text.length - text.trimStart().length), end: at(text.trimEnd().length) };
}

/** `app.py:3 total`, as pairs keep them. */
function framesOf(traceback: string, root: string, file: string): readonly Frame[] {
  return traceback.split('\n').flatMap((text): Frame[] => {
    const [, name, number, within] = /^(.+):(\d+)(?: (.*))?$/.exec(text) ?? [];
    if (name === undefined) return [];
    const at = { line: Math.max(0, Number(number) - 1), character: 0 };
    const place = placeIn(root, name);
    return [{ location: { path: place, range: { start: at, end: at } }, own: place === file, ...(within ? { name: within } : {}) }];
  });
}
