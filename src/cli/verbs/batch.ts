// `self-heal batch`: recorded cases in, patches out, through the same healing as the editor. Writes its output file and nothing else.

import * as fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import {
  DiskFiles,
  failure,
  findSandbox,
  healFailure,
  healProblem,
  MemoryFiles,
  openPairStore,
  openWorkspace,
  OverlayFiles,
  patched,
  rankPatches,
  Rerunner,
  storeMemory,
  toolsOf,
  usedIn,
  type FoundSandbox,
  type ModelHealed,
  type OpenedWorkspace,
  type Patch,
  type Proof,
  type RungResult,
} from '../../engine';
import { readCase, VIRTUAL_ROOT, type BatchCase } from './batch-case';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { ModelHeals, type TerminalModel } from '../io/model-heals';
import { linesOf } from '../io/json-lines';
import { modestMemory } from '../io/modest-memory';
import { say } from '../io/say';

export interface BatchOptions {
  readonly input: string;
  readonly output: string;
  readonly top: number;
  readonly run: boolean;
  /** Asked where rules end. */
  readonly model: TerminalModel | undefined;
  /** Ask the model alone, whatever rules know. */
  readonly modelOnly?: boolean;
  readonly workspace?: string;
}

/** A case that takes longer is answered with nothing. */
const CASE_MS = 20_000;
/** The same where a model is asked, which keeps to limits of its own. */
const MODEL_CASE_MS = 360_000;
/** The same where its program is run: some of them never end. */
const RUN_CASE_MS = 120_000;

/** What a model did for a case. */
interface ModelSaid {
  /** Why it ended. */
  readonly ended: string;
  /** Answers that were asked for, and those that could not be read. */
  readonly answers: number;
  readonly malformed: number;
  /** A patch held, the first answer's, or in the end. */
  readonly first: boolean;
  readonly holds: boolean;
  readonly proved: boolean;
  readonly tokens: number;
  readonly cost: number;
  readonly ms: number;
}

interface Answered {
  readonly patches: readonly PredictedPatch[];
  /** Absent where none was asked. */
  readonly model?: ModelSaid;
}

interface PredictedPatch {
  readonly text: string;
  readonly origin: { readonly kind: string; readonly id: string; readonly variant: string };
  readonly confidence: number;
  readonly evidence: readonly Pick<RungResult, 'rung' | 'result' | 'why' | 'ms'>[];
}

export async function batch(options: BatchOptions): Promise<ExitCode> {
  const input = fs.statSync(options.input, { throwIfNoEntry: false });
  if (!input) throw new UsageError(`the input '${options.input}' is not there.`);
  if (!input.isFile()) throw new UsageError(`the input '${options.input}' is ${input.isDirectory() ? 'a folder' : 'no regular file'}.`);
  const existing = fs.statSync(options.output, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new UsageError(`the output '${options.output}' is a folder.`);
  if (existing && existing.dev === input.dev && existing.ino === input.ino) throw new UsageError('the output would overwrite the input.');
  let output: number;
  try {
    output = fs.openSync(options.output, 'w');
  } catch (error) {
    throw new UsageError(`the output '${options.output}' can't be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
  const sandbox = options.run ? await sandboxFor() : undefined;
  const faults = new Map<string, number>();
  const settled = modestMemory();
  let modest = false;
  const healer = openHealer(options, sandbox, (fixer) => faults.set(fixer, (faults.get(fixer) ?? 0) + 1));
  let healed = 0;
  let cases = 0;
  let bad = 0;
  try {
    for await (const line of linesOf(options.input)) {
      if (line?.trim() === '') continue;
      modest ||= settled();
      const start = performance.now();
      cases++;
      const { id, read } = line === undefined ? { id: null, read: failure('no-case', 'not UTF-8, or too long') } : readCase(line);
      let answered: Answered = { patches: [] };
      let ran = 0;
      if (read.ok) answered = await healer.heal(read.value, (ms) => (ran += ms));
      else {
        bad++;
        say(`line ${cases} is no case: ${read.message}.`);
      }
      if (answered.patches.length > 0) healed++;
      fs.writeSync(output, `${JSON.stringify({ id, ...answered, ms: Math.round((performance.now() - start - ran) * 100) / 100 })}\n`);
    }
  } finally {
    healer.dispose();
    fs.closeSync(output);
  }
  for (const [fixer, times] of faults) say(`${fixer} failed ${times} times; its offers are missing.`);
  say(`${cases} cases, ${healed} with a patch${bad > 0 ? `, ${bad} unreadable` : ''}.`);
  return EXIT.ok;
}

interface Healer {
  /** `spent` is told the ms that the case's own program ran. */
  heal(read: BatchCase, spent: (ms: number) => void): Promise<Answered>;
  dispose(): void;
}

/** Cases are other people's programs: without a sandbox that holds, none is run. */
async function sandboxFor(): Promise<FoundSandbox['sandbox'] | undefined> {
  const { sandbox, notes } = await findSandbox();
  if (sandbox.holds) return sandbox;
  say(`no program of a case is run, for nothing here would keep it from the rest of the machine. ${notes.join(' ')}`);
  return undefined;
}

function openHealer(options: BatchOptions, sandbox: FoundSandbox['sandbox'] | undefined, onFault: (fixer: string) => void): Healer {
  // One warm set of tools for all cases; each case lays its own files over nothing, or over its own real folder.
  const tools = toolsOf({
    root: options.workspace ?? VIRTUAL_ROOT,
    trusted: true,
    typescriptFolders: [__dirname, process.cwd()],
    // A case has no folder that is configured for one.
    noLinters: ['Ruff', 'eslint'],
    onTrouble: (_key, message) => say(message),
  });
  const store = options.workspace === undefined ? undefined : openPairStore({ folder: options.workspace });
  if (store?.ok === false) throw new UsageError(store.message);
  const taught = store && storeMemory({ storeOf: () => store.value });
  const heals = options.model && new ModelHeals(options.model, () => (store?.ok ? store.value : undefined));
  const one = async (read: BatchCase, signal: AbortSignal, spent: (ms: number) => void): Promise<Answered> => {
    const memory = new MemoryFiles(read.root, read.files);
    const opened: OpenedWorkspace = await openWorkspace({
      root: read.root,
      files: read.onDisk ? new OverlayFiles(memory, new DiskFiles(read.root)) : memory,
      trusted: true,
      typescriptFolders: [],
      index: true,
      tools,
      script: { onDisk: read.onDisk, files: Object.fromEntries(read.files), options: read.compilerOptions },
    });
    try {
      const [problem] = read.problems;
      if (!problem) return { patches: [] };
      const request = {
        problem,
        source: read.source,
        all: read.problems,
        workspace: opened.workspace,
        version: null,
        signal,
        onFault,
        ...(taught ? { memory: taught } : {}),
      };
      const proof = sandbox && read.command ? proofOf(read, read.command, sandbox, spent) : undefined;
      let said: ModelSaid | undefined;
      const byModel = async (reflections: readonly string[]): Promise<readonly Patch[]> => {
        if (!heals) return [];
        const began = performance.now();
        const asked = await heals.heal({ ...request, reflections, ...(proof ? { proof } : {}) });
        said = saidBy(asked, performance.now() - began);
        return asked.ok ? asked.value : [];
      };
      const found = proof
        ? (await healFailure({ ...request, proof, ...(options.modelOnly ? { patches: [] } : {}), ...(heals ? { more: byModel } : {}) }))
            .patches
        : options.modelOnly
          ? []
          : await healProblem(request);
      const rank = options.model?.models.rank;
      const ranked = rank && !proof && !options.modelOnly ? await rankPatches(found, { ...request, rank }) : found;
      const all = ranked.length === 0 && !proof ? await byModel([]) : ranked;
      const patches = all
        .map((patch) => predicted(patch, read, options.run))
        .filter((patch) => patch !== undefined)
        .slice(0, options.top);
      return { patches, ...(said ? { model: said } : {}) };
    } finally {
      opened.dispose();
    }
  };
  return {
    heal: async (read, spent) => {
      const limit = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Answered>((resolve) => {
        timer = setTimeout(
          () => {
            limit.abort();
            resolve({ patches: [] });
          },
          heals ? MODEL_CASE_MS : sandbox ? RUN_CASE_MS : CASE_MS,
        );
      });
      const healed = one(read, limit.signal, spent).catch((error: unknown) => {
        onFault(`healing (${error instanceof Error ? error.message : String(error)})`);
        return { patches: [] };
      });
      const answered = await Promise.race([healed, late]);
      clearTimeout(timer);
      return answered;
    },
    dispose: () => {
      tools.dispose();
      store?.value.close();
    },
  };
}

function saidBy({ ok, run }: ModelHealed, ms: number): ModelSaid {
  const asks = run.steps.filter(({ kind }) => kind === 'ask');
  const { tokens, cost } = usedIn(run.steps);
  return {
    ended: run.ended ?? 'crashed',
    answers: asks.length,
    malformed: asks.filter(({ outcome }) => outcome === 'malformed' || outcome === 'misplaced').length,
    first: asks[0]?.outcome === 'held' || asks[0]?.outcome === 'proved',
    holds: ok,
    proved: run.ended === 'proved',
    tokens,
    cost: Math.round(cost * 1_000_000) / 1_000_000,
    ms: Math.round(ms),
  };
}

/** How a case's own program proves a patch of it. `spent` is told the ms that it ran. */
function proofOf(read: BatchCase, command: Proof['command'], sandbox: FoundSandbox['sandbox'], spent: (ms: number) => void): Proof {
  const rerunner = new Rerunner();
  return {
    command,
    texts: read.files,
    runAgain: async (request) => {
      const rerun = await rerunner.rerun({ ...request, root: read.root, sandbox });
      spent(rerun.rung.ms ?? 0);
      return rerun;
    },
  };
}

/** undefined where the patch leaves the case's own file as it is. */
function predicted(patch: Patch, read: BatchCase, run: boolean): PredictedPatch | undefined {
  const own = patch.candidate.edits.find((file) => file.path === read.path);
  if (!own) return undefined;
  const reruns: PredictedPatch['evidence'] = patch.evidence.some((rung) => rung.rung === 'reruns')
    ? []
    : [
        {
          rung: 'reruns',
          result: 'skipped',
          why: run ? 'the case has no program, or there is no sandbox to run it in' : 'no program is run without --run',
        },
      ];
  return {
    text: (read.bom ? '\uFEFF' : '') + patched(read.source, own),
    origin: { ...patch.candidate.origin, variant: patch.candidate.variant },
    confidence: patch.confidence,
    evidence: [
      ...patch.evidence.map(({ rung, result, why, ms }) => ({
        rung,
        result,
        ...(why === undefined ? {} : { why }),
        ...(ms === undefined ? {} : { ms }),
      })),
      ...reruns,
    ],
  };
}
