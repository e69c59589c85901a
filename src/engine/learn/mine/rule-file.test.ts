import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../syntax/edits';
import { applyRule } from './apply-rule';
import { checkRule } from './check-rule';
import { learnRules } from './learn-rules';
import type { LearnedRule } from './rule';
import { readRule, writeRule, writeRuleTests } from './rule-file';
import { readRuleFolder, RULE_FOLDER, writeRuleFile } from './rule-folder';
import { testRule } from './test-rule';

let rule: LearnedRule;
beforeAll(async () => {
  const [first] = await learnRules(
    'python',
    [
      { id: 'p1', before: 'x = np.float(a)', after: 'x = float(a)', errorType: 'AttributeError', signature: { shape: 's', holes: {} } },
      {
        id: 'p2',
        before: 'y = [np.float(b.c)]',
        after: 'y = [float(b.c)]',
        errorType: 'AttributeError',
        signature: { shape: 's', holes: {} },
      },
    ],
    [],
  );
  if (!first) throw new Error('no rule');
  rule = first;
});

const read = (text: string): LearnedRule => {
  const done = readRule(text);
  if (!done.ok) throw new Error(done.message);
  return done.value;
};
const fault = (text: string): string => {
  const done = readRule(text);
  return done.ok ? '(a rule)' : done.message;
};
const made = async (one: LearnedRule, text: string): Promise<string> =>
  applyEdits(
    text,
    (await applyRule(one, text)).flatMap(({ edits }) => edits),
  );

describe('rule files', () => {
  it('hold a rule in the words of ast-grep, and give it back', () => {
    const text = writeRule(rule);
    expect(text).toContain('language: Python');
    expect(text).toMatch(/pattern: np\.float/);
    expect(text).toMatch(/metadata:\n {2}self-heal:/);
    expect(read(text)).toEqual(rule);
    expect(writeRuleTests(rule)).toContain('invalid:\n  - x = np.float(a)');
  });

  it('hold for ast-grep nothing that it would match where its words do not do', async () => {
    const [comment] = await learnRules('python', [{ before: '# a colour', after: '# a color' }], []);
    const text = writeRule(comment ?? rule);
    expect(text).toContain('severity: off');
    expect(text).not.toContain('fix:');
    expect(read(text)).toEqual(comment);
  });

  it('may be edited: pattern, fix and constraints count', async () => {
    const edited = writeRule(rule)
      .replace(/pattern: .*/, () => 'pattern: np.$T($$$A)')
      .replace(/^fix: .*/m, () => 'fix: $T($$$A)\nconstraints:\n  T:\n    regex: ^(float|int)$');
    const changed = read(edited);
    expect(await made(changed, 'a = np.int(x, y) + np.array(z)')).toBe('a = int(x, y) + np.array(z)');
  });

  it('may be written by hand', async () => {
    const own = read('id: mine\nlanguage: TypeScript\nrule:\n  pattern: legacy.get($KEY)\nfix: config.read($KEY)\n');
    expect(await made(own, "const a = legacy.get('x');")).toBe("const a = config.read('x');");
  });

  it('are told what is wrong with them, and where', () => {
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: [1\n')).toMatch(/^Line \d+: /);
    expect(fault('id: a\nlanguage: Cobol\nrule:\n  pattern: a\nfix: b\n')).toMatch(/^Line 2: language/);
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\n')).toMatch(/fix is missing/);
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\n  has: x\nfix: bar($A)\n')).toBe(
      "Line 5: 'has' is not understood here; a rule has pattern and inside.",
    );
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\nfix: bar($B)\n')).toMatch(/^Line 5: the fix has \$B/);
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\nfix: bar($A)\nconstraints:\n  A:\n    regex: (a+)+$\n')).toMatch(
      /take for ever/,
    );
    expect(fault('- 1\n')).toMatch(/no rule/);
    expect(fault(writeRule(rule).replace('places: 2', 'places: many'))).toMatch(/^Line \d+: places is missing or wrong\.$/);
    expect(fault('x'.repeat(300_000))).toMatch(/larger/);
  });

  it('are refused where they fit everything', () => {
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: $A\nfix: b\n')).toMatch(/nearly everything/);
    expect(fault('id: a\nlanguage: Python\nrule:\n  pattern: $A($B)\nfix: $B\n')).toMatch(/nearly everything/);
  });

  it('are refused where their fix is no code', async () => {
    const broken = read('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\nfix: bar($A\n');
    expect(await checkRule(broken)).toMatchObject({ ok: false, message: 'Its fix does not parse.' });
  });

  it('do not run on: what a rule made it does not change again', async () => {
    const growing = read('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\nfix: keep(foo($A))\n');
    const once = await made(growing, 'x = foo(1)');
    expect(once).toBe('x = keep(foo(1))');
    expect(await made(growing, once)).toBe(once);
  });

  it('test a rule on its own examples', async () => {
    expect(await testRule(rule)).toEqual({ passed: 4, failed: [] });
    expect((await testRule({ ...rule, tests: { valid: ['x = np.float(1)'], invalid: [] } })).failed).toHaveLength(1);
  });

  it('hold within a kind of node where they say so', async () => {
    const own = read('id: a\nlanguage: Python\nrule:\n  pattern: foo($A)\n  inside:\n    kind: return_statement\nfix: bar($A)\n');
    expect(await made(own, 'def f():\n    foo(1)\n    return foo(2)\n')).toBe('def f():\n    foo(1)\n    return bar(2)\n');
  });
});

describe('the folder of rules', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('is written and read, and says which file is none', async () => {
    expect(await readRuleFolder(folder)).toEqual({ rules: [], faults: [] });
    const written = await writeRuleFile(folder, rule);
    expect(written.ok).toBe(true);
    fs.writeFileSync(path.join(folder, RULE_FOLDER, 'bad.yml'), 'rule: [');
    const { rules, faults } = await readRuleFolder(folder);
    expect(rules.map((one) => one.rule)).toEqual([rule]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.file).toMatch(/bad\.yml$/);
  });

  it('follows no links', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    const linked = path.join(folder, 'linked');
    fs.mkdirSync(elsewhere);
    fs.mkdirSync(path.join(linked, '.self-heal'), { recursive: true });
    fs.symlinkSync(elsewhere, path.join(linked, RULE_FOLDER));
    expect((await writeRuleFile(linked, rule)).ok).toBe(false);
    expect(fs.readdirSync(elsewhere)).toEqual([]);
    expect((await readRuleFolder(linked)).rules).toEqual([]);
  });
});
