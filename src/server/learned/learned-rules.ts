// The rules of the open folders, those kept as files and those that accepted fixes make: listed for a person, found by name, changed on the person's word.

import * as path from 'node:path';
import {
  deleteRuleFile,
  isRetired,
  RULE_FOLDER,
  switchRuleFile,
  visibleLine,
  visibleText,
  writeRuleFile,
  type HealedLanguageId,
  type LearnedRule,
  type TaughtMemory,
} from '../../engine';
import type { ChangeRule, ListRules, Refusal, RuleName, ShownRule } from '../../protocol';
import { toPath, toUri } from '../session/paths';
import type { Session } from '../session/session';

/** For the rules that are not known yet, in ms; what is left is done with the next question. */
const MINING_MS = 1_500;
/** A view shows no more; those with fewest places are left out. */
const MAX_SHOWN = 300;
const MAX_EXAMPLE = 2_000;

export const UNTRUSTED: Refusal = { reason: 'untrusted', message: 'This folder is not trusted, so its rules are neither read nor used.' };
const NO_RULE: Refusal = { reason: 'no-rule', message: 'This rule is no longer there, or has become another.' };

const LANGUAGE_NAMES: Readonly<Record<HealedLanguageId, string>> = {
  python: 'Python',
  typescript: 'TypeScript',
  typescriptreact: 'TypeScript JSX',
  javascript: 'JavaScript',
  javascriptreact: 'JavaScript JSX',
};

/** A rule with its folder and, where it is kept as one, its file. */
export interface FoundRule {
  readonly root: string;
  readonly file: string | undefined;
  readonly rule: LearnedRule;
}

type Verdicts = Parameters<typeof isRetired>[0];

export class LearnedRules {
  constructor(private readonly session: Pick<Session, 'client' | 'folders' | 'memory' | 'rules' | 'stores'>) {}

  async list(signal: AbortSignal): Promise<ListRules.Answer | Refusal> {
    if (!this.session.client.trusted) return UNTRUSTED;
    const shown: ShownRule[] = [];
    let partly = false;
    for (const root of this.session.folders.all) {
      const all = await this.ofFolder(root, signal);
      shown.push(...all.rules);
      partly ||= all.partly;
    }
    return { rules: shown.slice(0, MAX_SHOWN), partly };
  }

  /** undefined where there is none of this name now, or its file has a mistake. */
  async find({ folder, id, file }: RuleName, signal: AbortSignal): Promise<FoundRule | Refusal> {
    const { client, folders, rules } = this.session;
    if (!client.trusted) return UNTRUSTED;
    const root = toPath(folder);
    if (!folders.all.includes(root)) return NO_RULE;
    const kept = await rules.present(root);
    if (file !== undefined) {
      const at = toPath(file);
      const fault = kept.faults.find((one) => one.file === at);
      if (fault) return { reason: 'no-rule', message: `${path.basename(at)} has a mistake. ${visibleText(fault.message)}` };
      const found = kept.rules.find((one) => one.file === at);
      return found ? { root, file: at, rule: found.rule } : NO_RULE;
    }
    const mined = await this.mined(root, signal);
    const rule = mined.rules.find((one) => one.id === id);
    return rule ? { root, file: undefined, rule } : NO_RULE;
  }

  async change({ change, ...name }: ChangeRule.Params, signal: AbortSignal): Promise<ChangeRule.Answer | Refusal> {
    const { client, folders, rules } = this.session;
    if (!client.trusted) return UNTRUSTED;
    if (change === 'delete' && name.file !== undefined) {
      // Also of a file that holds no rule.
      const root = toPath(name.folder);
      const at = toPath(name.file);
      const { rules: kept, faults } = await rules.present(root);
      if (!folders.all.includes(root) || ![...kept, ...faults].some((one) => one.file === at)) return NO_RULE;
      const deleted = deleteRuleFile(root, at);
      if (!deleted.ok) return { reason: 'read-failed', message: deleted.message };
      await rules.present(root);
      return {};
    }
    const found = await this.find(name, signal);
    if ('reason' in found) return found;
    const { root, file, rule } = found;
    const done =
      file === undefined
        ? await writeRuleFile(root, change === 'switchOff' || change === 'delete' ? { ...rule, disabled: true } : rule)
        : change === 'keep'
          ? ({ ok: true, value: file } as const)
          : await switchRuleFile(root, file, change === 'switchOff');
    if (!done.ok) return { reason: 'read-failed', message: done.message };
    await rules.present(root);
    return { file: toUri(done.value) };
  }

  private mined(root: string, signal: AbortSignal): ReturnType<TaughtMemory['allRules']> {
    return this.session.memory.allRules(root, MINING_MS, signal);
  }

  private async ofFolder(root: string, signal: AbortSignal): Promise<ListRules.Answer> {
    const kept = await this.session.rules.present(root);
    const mined = await this.mined(root, signal);
    const records = this.records(root);
    const folder = toUri(root);
    // The file keeps its name when a person edits it, and with it stays the one that memory would make again.
    const names = new Set(kept.rules.flatMap(({ file, rule }) => [rule.id, idOf(file)]));
    const minedIds = new Set(mined.rules.map(({ id }) => id));
    const shown = kept.rules.map(({ file, rule }) => ({
      ...describe(rule, records.get(rule.id)),
      folder,
      file: toUri(file),
      state: rule.disabled ? ('off' as const) : ('file' as const),
      inMemory: minedIds.has(rule.id) || minedIds.has(idOf(file)),
    }));
    const wrong = kept.faults.map(({ file, message }): ShownRule => {
      const isFile = path.dirname(file) === path.join(root, RULE_FOLDER);
      return {
        folder,
        id: path.basename(file),
        ...(isFile && { file: toUri(file) }),
        title: visibleLine(path.basename(file)),
        state: 'mistake',
        retired: false,
        mistake: visibleLine(message),
        fixes: 0,
        places: 0,
        taken: 0,
        refused: 0,
        inMemory: minedIds.has(idOf(file)),
      };
    });
    const own = mined.rules
      .filter(({ id }) => !names.has(id))
      .map((rule) => ({ ...describe(rule, records.get(rule.id)), folder, state: 'memory' as const, inMemory: true }))
      .sort((a, b) => b.places - a.places || (a.title < b.title ? -1 : 1));
    return { rules: [...shown, ...wrong, ...own], partly: mined.partly };
  }

  /** What became of each rule's fixes, by its id. */
  private records(root: string): ReadonlyMap<string, Verdicts> {
    const byRule = new Map<string, Verdicts>();
    const records = this.session.stores.quietly(root)?.records();
    for (const { origin, accepted, survived, edited, rejected, reverted } of records?.ok ? records.value : []) {
      if (origin.kind !== 'learned' || !origin.id.startsWith(PREFIX)) continue;
      const id = origin.id.slice(PREFIX.length);
      const { right, edited: changed, wrong } = byRule.get(id) ?? { right: 0, edited: 0, wrong: 0 };
      byRule.set(id, { right: right + accepted + survived, edited: changed + edited, wrong: wrong + rejected + reverted });
    }
    return byRule;
  }
}

const PREFIX = 'learned/';
const idOf = (file: string): string => path.basename(file).replace(/\.ya?ml$/i, '');

function describe(
  { id, title, language, errorType, examples, places, tests }: LearnedRule,
  record: Verdicts = { right: 0, edited: 0, wrong: 0 },
): Omit<ShownRule, 'folder' | 'file' | 'state' | 'inMemory'> {
  const [example] = tests.invalid;
  return {
    id,
    title: visibleLine(title),
    language: LANGUAGE_NAMES[language],
    ...(errorType !== undefined && { errorType: visibleLine(errorType) }),
    fixes: examples.length,
    places,
    taken: record.right + record.edited,
    refused: record.wrong,
    retired: isRetired(record),
    ...(example && {
      example: { before: visibleText(example.before).slice(0, MAX_EXAMPLE), after: visibleText(example.after).slice(0, MAX_EXAMPLE) },
    }),
  };
}
