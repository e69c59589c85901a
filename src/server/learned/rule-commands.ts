// What is done with one rule: tried on its own examples, looked for while its file is edited, and applied everywhere as a plan.

import type { CancellationToken } from 'vscode-languageserver';
import {
  applyEdits,
  applyRule,
  checkRule,
  codeRange,
  gradualSteps,
  readRule,
  rulePatches,
  stepCheck,
  testRule,
  toTextEdits,
  SourceText,
  verdictWords,
  visibleLine,
  visibleText,
  type LearnedRule,
  type Patch,
  type Result,
} from '../../engine';
import type { ApplyRule, CheckStep, PlannedFile, Refusal, RuleMatches, TestRule } from '../../protocol';
import { type Progress, type ProposedPlans, type WholePlan } from '../commands/plan';
import type { RunCommands } from '../commands/run';
import { cancelled } from '../session/cancelled';
import { toPath, toUri } from '../session/paths';
import { CANCELLED, DISABLED } from '../session/refusals';
import type { Session } from '../session/session';
import { offered, toEdit } from '../session/to-protocol';
import { UNTRUSTED, type LearnedRules } from './learned-rules';
import { searchFiles } from './rule-search';

/** A person looks through no more in a plan. */
const MAX_PLANNED_FILES = 200;
const MAX_PLANNED = 500;
const PLAN_MS = 60_000;
/** While somebody types: enough to see whether the rule is right. */
const MAX_MATCHES = 100;
const MAX_COUNTED = 1_000;
const MATCHES_MS = 3_000;
/** Of a line that is shown. */
const MAX_CODE = 200;

export class RuleCommands {
  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders'>,
    private readonly learned: LearnedRules,
    private readonly plans: ProposedPlans,
    private readonly runs: Pick<RunCommands, 'tests'>,
  ) {}

  async test({ text, ...name }: TestRule.Params, token: CancellationToken): Promise<TestRule.Answer | Refusal> {
    if (!this.session.client.trusted) return UNTRUSTED;
    let rule: LearnedRule;
    if (text === undefined) {
      const found = await this.learned.find(name, cancelled(token));
      if ('reason' in found) return found;
      ({ rule } = found);
    } else {
      const read = await ruleIn(text);
      if (!read.ok) return { reason: 'no-rule', message: `The rule has a mistake. ${visibleText(read.message)}` };
      rule = read.value;
    }
    const { passed, failed } = await testRule(rule);
    return {
      passed,
      failed: failed.map((one) => ({ text: visibleText(one.text), wanted: visibleText(one.wanted), got: visibleText(one.got) })),
    };
  }

  async matches({ folder, text }: RuleMatches.Params, token: CancellationToken): Promise<RuleMatches.Answer | Refusal> {
    const { client, folders } = this.session;
    const root = toPath(folder);
    if (!client.trusted || !folders.all.includes(root)) return UNTRUSTED;
    const read = await ruleIn(text);
    if (!read.ok) return { mistake: visibleLine(read.message), matches: [], places: 0, files: 0, partly: false };
    const matches: RuleMatches.Match[] = [];
    let places = 0;
    let files = 0;
    const isWhole = await searchFiles(this.session, root, read.value, {
      signal: cancelled(token),
      limit: MATCHES_MS,
      look: async (file) => {
        const hits = await applyRule({ ...read.value, language: file.language }, file.text);
        if (hits.length > 0) files++;
        places += hits.length;
        const source = new SourceText(file.text);
        for (const hit of hits.slice(0, MAX_MATCHES - matches.length)) {
          const range = codeRange(source, hit);
          const { line } = range.start;
          const code = file.text
            .slice(source.lineStarts[line], source.lineStarts[line + 1])
            .trim()
            .slice(0, MAX_CODE);
          matches.push({ uri: toUri(file.path), range, code: visibleLine(code) });
        }
        return places < MAX_COUNTED;
      },
    });
    if (token.isCancellationRequested) return CANCELLED;
    return { matches, places, files, partly: !isWhole };
  }

  async everywhere(name: ApplyRule.Params, token: CancellationToken, onProgress: Progress): Promise<ApplyRule.Plan | Refusal> {
    const { client, documents } = this.session;
    if (!client.settings.enabled) return DISABLED;
    const signal = cancelled(token);
    const found = await this.learned.find(name, signal);
    if ('reason' in found) return found;
    const { root, rule } = found;
    if (rule.disabled) return { reason: 'no-rule', message: 'This rule is switched off. Switch it on first.' };
    const steps: Patch[] = [];
    const files = new Map<string, { readonly text: string; readonly patches: readonly Patch[] }>();
    const isWhole = await searchFiles(this.session, root, rule, {
      signal,
      limit: PLAN_MS,
      onProgress,
      look: async ({ path, language, text }) => {
        const patches = await rulePatches(rule, { path, language, text, version: documents.at(path)?.version ?? null });
        if (patches.length === 0) return true;
        files.set(path, { text, patches });
        steps.push(...patches);
        return files.size < MAX_PLANNED_FILES && steps.length < MAX_PLANNED;
      },
    });
    if (signal.aborted) return CANCELLED;
    if (steps.length === 0) return { reason: 'nothing-to-heal', message: 'The rule fits nowhere in this folder.' };
    const whole: WholePlan = {
      steps,
      files: new Map(
        [...files].map(([path, { text }]) => {
          const document = documents.at(path);
          return [path, { uri: document?.uri ?? toUri(path), version: document?.version ?? null, before: text, problems: [], ms: 0 }];
        }),
      ),
      unrecorded: true,
    };
    const asked = await this.plans.show(whole, client.settings.confidenceReview);
    const planned: PlannedFile[] = [];
    for (const [path, { text, patches }] of files) {
      const of = whole.files.get(path);
      if (!of) continue;
      const source = new SourceText(text);
      // Of one file none builds upon another, so that all can be put in at once.
      const edits = patches.flatMap(({ candidate }) => candidate.edits.flatMap((file) => file.edits));
      const offsets = edits
        .map(({ range, newText }) => ({ start: source.offsetAt(range.start), end: source.offsetAt(range.end), text: newText }))
        .sort((a, b) => a.start - b.start);
      const after = applyEdits(text, offsets);
      this.plans.add({ uri: of.uri, patches, before: text, after, problems: [], ms: 0, unrecorded: true });
      planned.push({
        edit: toEdit(of.uri, of.version, toTextEdits(source, offsets)),
        before: text,
        after,
        // The person asked for this rule and no other: all is ticked.
        healed: [...patches].reverse().map((patch) => ({ ...offered(patch), ...asked.get(patch), ask: false })),
      });
    }
    this.places = planned.flatMap(({ healed }) => healed.map(({ id }) => id));
    return { title: visibleLine(rule.title), files: planned, partly: !isWhole };
  }

  /** Ids of the places of the plan that was shown last, in its order. */
  private places: readonly string[] = [];

  async step({ step }: CheckStep.Params, token: CancellationToken, onProgress: Progress): Promise<CheckStep.Answer | Refusal> {
    const { client, folders } = this.session;
    if (!client.settings.enabled) return DISABLED;
    if (!client.trusted) return UNTRUSTED;
    const steps = gradualSteps(this.places.length);
    const count = steps[step];
    const chosen = count === undefined ? undefined : await this.plans.choose(new Set(this.places.slice(count)));
    const [first] = chosen?.files ?? [];
    if (count === undefined || !chosen || !first)
      return { reason: 'nothing-to-heal', message: 'There is no such plan any more. Run the command again.' };
    const signal = cancelled(token);
    const changes = chosen.files.map(({ edit, before, after }) => ({ path: toPath(edit.textDocument.uri), before, after }));
    const root = folders.rootOf(toPath(first.edit.textDocument.uri));
    const workspace = await folders.workspaceOf(toPath(first.edit.textDocument.uri));
    const check = stepCheck({
      workspace,
      signal,
      test: (changed) => this.runs.tests(root, changed, signal, (message) => onProgress(message, 1, 1)),
    });
    const verdict = await check(changes);
    if (signal.aborted) return CANCELLED;
    const next = steps[step + 1];
    return {
      places: count,
      of: this.places.length,
      ...(next === undefined ? {} : { next }),
      files: chosen.files,
      regressed: verdict.regression !== undefined,
      words: visibleLine(verdictWords(verdict)),
    };
  }
}

async function ruleIn(text: string): Promise<Result<LearnedRule, 'invalid'>> {
  const read = readRule(text);
  return read.ok ? checkRule(read.value) : read;
}
