// What every heal with a model gets in the editor: the person's word that it may be asked, limits, what is known of the model, and a record of every step.

import { createHash, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import {
  askedRecord,
  chooseMode,
  healWithModel,
  modelRecordOf,
  outcomeOfRun,
  recordHeal,
  visibleLine,
  type ModelHealRequest,
  type ModelRecord,
  type Models,
  type Patch,
  type Problem,
  type Way,
} from '../../engine';
import type { ModelSilence } from '../../protocol';
import { toUri } from '../session/paths';
import { modelSilence } from '../session/refusals';
import type { Session } from '../session/session';

type Options = Pick<ModelHealRequest, 'budget' | 'onRun' | 'ensemble' | 'mode' | 'record' | 'isExcluded' | 'memory' | 'onFault'>;

/** One heal that a person began, and that may go on to the model where rules end. */
export interface GoingOn {
  /** Patches of the model that hold; none where none is set, or the person says no: asked once, at the first. */
  readonly more: (
    request: Pick<ModelHealRequest, 'problem' | 'source' | 'version' | 'all' | 'workspace' | 'signal'> &
      Partial<Pick<ModelHealRequest, 'proof' | 'reflections' | 'tryOut' | 'titles'>>,
  ) => Promise<readonly Patch[]>;
  /** Why the model gave none, the last time that it was asked and gave none. */
  readonly why: () => ModelSilence | undefined;
}

export class ModelHeals {
  private readonly records = new Map<string, ModelRecord>();

  constructor(private readonly session: Pick<Session, 'client' | 'folders' | 'log' | 'memory' | 'models' | 'stores'>) {}

  /** One heal's alone. */
  options(problem: Problem, via: Way): Options {
    const { folders, log, memory, models } = this.session;
    const { budget, ensemble, onRun } = models.heal();
    const root = folders.rootOf(problem.location.path);
    const write = this.recorder(problem, via, root);
    return {
      budget,
      memory,
      ...(ensemble ? { ensemble } : {}),
      ...this.modeAt(root),
      ...(root === undefined ? {} : { record: this.recordOf(root) }),
      isExcluded: (path) => folders.isExcluded(path),
      onFault: log.fault,
      onRun: async (run) => {
        onRun(run);
        await write?.(run);
      },
    };
  }

  /** @param root of the folder that is healed. */
  goingOn(root: string | undefined, via: Way, onProgress: (message: string) => void): GoingOn | undefined {
    const { models } = this.session;
    if (!models.current) return undefined;
    let allowed: Promise<Models | undefined> | undefined;
    let why: ModelSilence | undefined;
    return {
      why: () => why,
      more: async (request) => {
        const { problem, signal } = request;
        const what = `${basename(problem.location.path)}, line ${problem.location.range.start.line + 1}: ${short(problem.message)}`;
        const may = await (allowed ??= models.goingOn(what, root === undefined ? undefined : toUri(root), signal));
        if (!may || signal.aborted) return [];
        const healed = await healWithModel({ ...request, models: may, onProgress, ...this.options(problem, via) });
        why = healed.ok ? undefined : modelSilence(healed);
        return healed.ok ? healed.value : [];
      },
    };
  }

  /** `auto` is decided anew for each heal. */
  private modeAt(root: string | undefined): Pick<ModelHealRequest, 'mode'> {
    const { mode } = this.session.client.settings.model ?? {};
    if (mode !== 'auto') return mode === undefined ? {} : { mode };
    const store = root === undefined ? undefined : this.session.stores.quietly(root);
    return { mode: chooseMode(store ? [store.heals] : []) };
  }

  private recordOf(root: string): ModelRecord {
    const known = this.records.get(root);
    if (known) return known;
    const fresh = modelRecordOf(() => [this.session.stores.quietly(root)?.heals ?? []].flat());
    this.records.set(root, fresh);
    return fresh;
  }

  /** After every step, so that a heal that is cut off has left what it did; undefined where nothing is kept. */
  private recorder(problem: Problem, via: Way, root: string | undefined): ModelHealRequest['onRun'] {
    const { log, stores } = this.session;
    const store = root === undefined ? undefined : stores.quietly(root);
    if (!store) return undefined;
    const began = new Date();
    const id = createHash('sha256').update(`model ${randomUUID()}`).digest('hex').slice(0, 32);
    return async (run) => {
      const written = await recordHeal(store, {
        ...askedRecord(problem, via, began, Date.now() - began.getTime()),
        id,
        patch: null,
        ...outcomeOfRun(run),
      });
      if (!written.ok) log.fault('the record of a heal with a model', new Error(written.message));
      // What was learned of the model counts from the next heal on.
      if (root !== undefined && run.ended !== undefined) this.records.delete(root);
    };
  }
}

/** As a title has room for it. */
function short(message: string): string {
  const line = visibleLine(message.split('\n')[0] ?? '').trim();
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}

const MAX_MESSAGE = 60;
