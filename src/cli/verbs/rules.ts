// `self-heal rules …`: what was learned from accepted fixes, as files of the workspace; and `rules batch`, which measures the learning.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  applyEdits,
  applyRule,
  DEPENDENCY_FOLDERS,
  exampleOf,
  isHealed,
  languageOf,
  learnRules,
  MAX_FILE_BYTES,
  openPairStore,
  readFileBytes,
  readFileText,
  readRuleFolder,
  replaceFile,
  RULE_FOLDER,
  testRule,
  writeRuleFile,
  writeRuleTests,
  unifiedDiff,
  type HealedLanguageId,
  type LearnedRule,
  type RuleExample,
} from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { linesOf } from '../io/json-lines';
import { MAX_PAIRS } from '../io/record';
import { applyRulesGradually } from './rules-gradual';
import { print, printJson, say, showDiff } from '../io/say';

export interface RulesOptions {
  readonly action: string;
  readonly rest: readonly string[];
  readonly folder: string;
  readonly json: boolean;
  readonly apply: boolean;
  /** One place, half of them, all: each step is checked and tested. */
  readonly gradual?: boolean;
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly k: number | undefined;
}

const MAX_FILES = 20_000;

const ACTIONS: Readonly<Record<string, (options: RulesOptions) => Promise<ExitCode>>> = {
  async list({ folder, json }) {
    const { rules, faults } = await readRuleFolder(folder);
    if (json) printJson({ rules: rules.map(({ file, rule }) => ({ file, ...summary(rule) })), faults });
    else {
      for (const { rule } of rules) print(`${rule.id}  ${rule.title}  (${places(rule)}${rule.disabled ? ', switched off' : ''})\n`);
      if (rules.length === 0) print('No rules yet: `self-heal rules learn` makes them from the accepted fixes.\n');
    }
    return tell(faults);
  },
  async learn({ folder, json }) {
    const examples = readExamples(folder);
    let written = 0;
    const learned: LearnedRule[] = [];
    for (const [language, own] of examples) learned.push(...(await learnRules(language, own, [])));
    for (const rule of learned) {
      const done = await writeRuleFile(folder, rule);
      if (!done.ok) throw new UsageError(done.message);
      written++;
    }
    const pairs = [...examples.values()].reduce((sum, own) => sum + own.length, 0);
    if (json) printJson({ pairs, rules: learned.map(summary) });
    else print(`${written} rules learned from ${pairs} accepted fixes, in ${RULE_FOLDER}.\n`);
    return EXIT.ok;
  },
  async test({ folder, rest, json }) {
    const { rules, faults } = await chosen(folder, rest);
    const results = [];
    for (const { rule } of rules) results.push({ id: rule.id, title: rule.title, ...(await testRule(rule)) });
    if (json) printJson({ rules: results, faults });
    else
      for (const { id, title, passed, failed } of results) {
        print(`${failed.length === 0 ? 'ok    ' : 'failed'}  ${id}  ${title}  (${passed} of ${passed + failed.length})\n`);
        for (const one of failed)
          print(`        ${one.text.trim()}\n        wanted ${one.wanted.trim()}\n        got    ${one.got.trim()}\n`);
      }
    const told = tell(faults);
    return results.some(({ failed }) => failed.length > 0) ? EXIT.left : told;
  },
  async apply({ folder, rest, apply, json, gradual }) {
    const { rules, faults } = await chosen(folder, rest);
    if (gradual) {
      const code = await applyRulesGradually({
        folder,
        rules: rules.flatMap(({ rule }) => (rule.disabled ? [] : [rule])),
        files: sourceFiles(folder),
        speaks: (rule, file) => speaks(rule.language, languageOf(file) ?? rule.language),
        apply,
        json,
      });
      const told = tell(faults);
      return code === EXIT.ok ? told : code;
    }
    const changed: { file: string; rules: string[] }[] = [];
    for (const file of sourceFiles(folder)) {
      const text = readFileText(file, MAX_FILE_BYTES);
      const language = languageOf(file);
      if (text === undefined || !language) continue;
      let now = text;
      const used: string[] = [];
      for (const { rule } of rules) {
        if (rule.disabled || !speaks(rule.language, language)) continue;
        const hits = await applyRule({ ...rule, language }, now);
        if (hits.length === 0) continue;
        now = applyEdits(
          now,
          hits.flatMap(({ edits }) => edits),
        );
        used.push(rule.id);
      }
      if (now === text) continue;
      changed.push({ file, rules: used });
      if (!json) showDiff(unifiedDiff(path.relative(folder, file), text, now), process.stdout);
      if (!apply) continue;
      const bytes = readFileBytes(file, MAX_FILE_BYTES);
      const mark = bytes.ok && bytes.value.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? '\uFEFF' : '';
      const done = await replaceFile(file, async (out) => {
        await out.writeFile(mark + now);
        return true;
      });
      if (!done.ok) say(`${path.relative(folder, file)} was not written: ${done.message}.`);
    }
    if (json) printJson({ files: changed, written: apply });
    else print(`${changed.length} files ${apply ? 'changed' : 'would change; --apply writes them'}.\n`);
    return tell(faults);
  },
  async export({ folder, output }) {
    if (!output) throw new UsageError('rules export needs --output DIR, a folder for ast-grep: rules, their tests and sgconfig.yml.');
    const { rules, faults } = await readRuleFolder(folder);
    const said = rules.filter(({ rule }) => rule.astGrep && !rule.disabled);
    fs.mkdirSync(path.join(output, 'rules'), { recursive: true });
    fs.mkdirSync(path.join(output, 'tests'), { recursive: true });
    fs.writeFileSync(path.join(output, 'sgconfig.yml'), 'ruleDirs: [rules]\ntestConfigs:\n  - testDir: tests\n');
    for (const { file, rule } of said) {
      fs.copyFileSync(file, path.join(output, 'rules', path.basename(file)));
      fs.writeFileSync(path.join(output, 'tests', `${rule.id}-test.yml`), writeRuleTests(rule));
    }
    print(
      `${said.length} rules exported to ${output}${said.length < rules.length ? `; ${rules.length - said.length} can’t be said in ast-grep’s words` : ''}.\n`,
    );
    return tell(faults);
  },
  batch: rulesBatch,
};

export async function rules(options: RulesOptions): Promise<ExitCode> {
  const action = Object.hasOwn(ACTIONS, options.action) ? ACTIONS[options.action] : undefined;
  if (!action) throw new UsageError(`rules knows ${Object.keys(ACTIONS).join(', ')}${options.action ? `, not '${options.action}'` : ''}.`);
  return action(options);
}

const places = ({ places: count }: LearnedRule): string => `${count} ${count === 1 ? 'place' : 'places'}`;

const summary = (rule: LearnedRule): object => ({
  id: rule.id,
  language: rule.language,
  title: rule.title,
  ...(rule.errorType === undefined ? {} : { errorType: rule.errorType }),
  places: rule.places,
  examples: rule.examples,
  astGrep: rule.astGrep !== undefined,
});

function tell(faults: readonly { readonly file: string; readonly message: string }[]): ExitCode {
  for (const { file, message } of faults) say(`${file}: ${message}`);
  return faults.length > 0 ? EXIT.usage : EXIT.ok;
}

async function chosen(folder: string, ids: readonly string[]): Promise<Awaited<ReturnType<typeof readRuleFolder>>> {
  const { rules: all, faults } = await readRuleFolder(folder);
  const missing = ids.find((id) => !all.some(({ rule }) => rule.id === id));
  if (missing !== undefined) throw new UsageError(`there is no rule '${missing}'; \`self-heal rules list\` shows them.`);
  return { rules: ids.length === 0 ? all : all.filter(({ rule }) => ids.includes(rule.id)), faults };
}

function readExamples(folder: string): Map<HealedLanguageId, RuleExample[]> {
  const opened = openPairStore({ folder, maxPairs: MAX_PAIRS });
  if (!opened.ok) throw new UsageError(opened.message);
  const store = opened.value;
  const examples = new Map<HealedLanguageId, RuleExample[]>();
  try {
    for (let at: number | null = 0; at !== null;) {
      const page = store.page({}, at);
      if (!page.ok) throw new UsageError(page.message);
      for (const pair of page.value.pairs) {
        const example = exampleOf(pair);
        const { language } = pair;
        if (example && isHealed(language)) examples.set(language, [...(examples.get(language) ?? []), example]);
      }
      at = page.value.next;
    }
  } finally {
    store.close();
  }
  return examples;
}

/** TypeScript's rules hold for JavaScript too, not the other way round than by syntax they share. */
const speaks = (rule: HealedLanguageId, file: HealedLanguageId): boolean => (rule === 'python') === (file === 'python');

/** The workspace's own source files. */
function sourceFiles(folder: string): string[] {
  const out: string[] = [];
  const walk = (at: string): void => {
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      return;
    }
    for (const entry of entries) {
      if (out.length >= MAX_FILES) return;
      if (entry.isDirectory() && !entry.name.startsWith('.') && !DEPENDENCY_FOLDERS.has(entry.name)) walk(path.join(at, entry.name));
      else if (entry.isFile() && languageOf(entry.name)) out.push(path.join(at, entry.name));
    }
  };
  walk(folder);
  return out;
}

async function rulesBatch({ input, output, k, folder }: RulesOptions): Promise<ExitCode> {
  if (!input) throw new UsageError('rules batch needs --input GROUPS.jsonl.');
  if (!output) throw new UsageError('rules batch needs --output OUT.jsonl.');
  void folder;
  const stat = fs.statSync(input, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new UsageError(`the input '${input}' is ${stat ? 'no regular file' : 'not there'}.`);
  const existing = fs.statSync(output, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new UsageError(`the output '${output}' is a folder.`);
  if (existing && existing.dev === stat.dev && existing.ino === stat.ino) throw new UsageError('the output would overwrite the input.');
  let out: number;
  try {
    out = fs.openSync(output, 'w');
  } catch (error) {
    throw new UsageError(`the output '${output}' can't be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
  let groups = 0;
  let bad = 0;
  let answered = 0;
  try {
    for await (const line of linesOf(input)) {
      if (line?.trim() === '') continue;
      groups++;
      const start = performance.now();
      const group = line === undefined ? 'not UTF-8, or too long' : readGroup(line);
      if (typeof group === 'string') {
        bad++;
        say(`line ${groups} is no group: ${group}.`);
        fs.writeSync(out, `${JSON.stringify({ id: null, rules: 0, test: [], negatives: [], ms: 0 })}\n`);
        continue;
      }
      const learned = await learnRules(group.language, group.train.slice(0, k ?? group.train.length), []);
      const test = [];
      for (const text of group.test) test.push(await answer(learned, text));
      const negatives = [];
      for (const text of group.negatives) negatives.push(await answer(learned, text));
      answered += test.filter((one) => one !== null).length;
      const ms = Math.round((performance.now() - start) * 100) / 100;
      fs.writeSync(out, `${JSON.stringify({ id: group.id, rules: learned.length, test, negatives, ms })}\n`);
    }
  } finally {
    fs.closeSync(out);
  }
  say(`${groups} groups, ${answered} texts changed${bad > 0 ? `, ${bad} unreadable` : ''}.`);
  return EXIT.ok;
}

/** What the first rule that fits makes of a text. */
async function answer(learned: readonly LearnedRule[], text: string): Promise<{ text: string; rule: string; confidence: number } | null> {
  for (const rule of learned) {
    const hits = await applyRule(rule, text);
    if (hits.length === 0) continue;
    const after = applyEdits(
      text,
      hits.flatMap(({ edits }) => edits),
    );
    // It was right in all places it was learned from: the estimate of that many out of as many.
    return { text: after, rule: rule.id, confidence: Math.round((100 * (rule.places + 1)) / (rule.places + 2)) / 100 };
  }
  return null;
}

interface Group {
  readonly id: unknown;
  readonly language: HealedLanguageId;
  readonly train: readonly RuleExample[];
  readonly test: readonly string[];
  readonly negatives: readonly string[];
}

/** The group in a line, or what keeps it from being one. */
function readGroup(line: string): Group | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'it is not JSON';
  }
  if (!isRecord(value)) return 'it is no object';
  const { language, train, test, negatives } = value;
  if (typeof language !== 'string' || !isHealed(language)) return 'its language is not known';
  if (!Array.isArray(train)) return 'train is no list';
  const examples: RuleExample[] = [];
  for (const one of train as readonly unknown[]) {
    if (!isRecord(one) || typeof one['before'] !== 'string' || typeof one['after'] !== 'string')
      return 'an example has no before and after';
    const error = isRecord(one['error']) ? one['error'] : undefined;
    examples.push({
      before: one['before'],
      after: one['after'],
      ...(typeof one['file'] === 'string' ? { file: one['file'] } : {}),
      ...(error && typeof error['type'] === 'string' ? { errorType: error['type'] } : {}),
    });
  }
  const texts = (list: unknown): string[] =>
    (Array.isArray(list) ? (list as readonly unknown[]) : []).map((one) =>
      typeof one === 'string' ? one : isRecord(one) && typeof one['before'] === 'string' ? one['before'] : '',
    );
  return { id: value['id'], language, train: examples, test: texts(test), negatives: texts(negatives) };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
