// `heal --format sarif|junit`: read by others' programs, so held against the standards: SARIF's own schema where it is installed, and a real XML parser.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sarifFaults, type Sarif, type SarifReplacement } from '../support/sarif';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
let folder = '';

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-formats-')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function workspace(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

function cli(cwd: string, ...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    PATH: `${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
  const ran = spawnSync(process.execPath, [CLI, ...args], { cwd, env, encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 28 });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** As CPython's own parser reads it. */
function xml(text: string): { suites: { name: string; tests: number; failures: number; errors: number; cases: XmlCase[] }[] } {
  const script = `
import sys, json, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
assert root.tag == 'testsuites', root.tag
number = lambda e, n: int(e.get(n))
suites = [dict(name=s.get('name'), tests=number(s, 'tests'), failures=number(s, 'failures'), errors=number(s, 'errors'),
  cases=[dict(name=c.get('name'), line=c.get('line'), ended=[dict(tag=e.tag, message=e.get('message'), text=e.text or '') for e in c]) for c in s.findall('testcase')])
  for s in root]
assert number(root, 'tests') == sum(s['tests'] for s in suites)
assert number(root, 'failures') == sum(s['failures'] for s in suites)
for s in suites:
  assert s['tests'] == len(s['cases'])
  assert s['failures'] == sum(any(e['tag'] == 'failure' for e in c['ended']) for c in s['cases'])
print(json.dumps(dict(suites=suites)))`;
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ReturnType<typeof xml>;
}

interface XmlCase {
  readonly name: string;
  readonly line: string | null;
  readonly ended: readonly { readonly tag: string; readonly message: string; readonly text: string }[];
}

/** The text after one fix's replacements, as a reader of SARIF applies them: columns from 1, in UTF-16 code units. */
function after(text: string, replacements: readonly SarifReplacement[]): string {
  const starts = [0];
  for (const [i, char] of [...text].reduce<[number, string][]>(
    (all, char) => [...all, [(all.at(-1)?.[0] ?? 0) + (all.at(-1)?.[1].length ?? 0), char]],
    [],
  ))
    if (char === '\n') starts.push(i + 1);
  const at = (line: number, column: number): number => (starts[line - 1] ?? text.length) + column - 1;
  let out = text;
  for (const { deletedRegion: region, insertedContent } of [...replacements].reverse())
    out = out.slice(0, at(region.startLine, region.startColumn)) + insertedContent.text + out.slice(at(region.endLine, region.endColumn));
  return out;
}

/** SARIF's own schema and a validator of JSON Schema, where they are installed. */
const official = ((): ((log: unknown) => readonly string[]) | undefined => {
  try {
    const here = createRequire(__filename);
    const schema: unknown = JSON.parse(
      fs.readFileSync(process.env['SARIF_SCHEMA'] ?? here.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
    );
    // ESLint brings one. The schema is written in an older draft of JSON Schema.
    const brought = createRequire(here.resolve('eslint'));
    const Ajv = brought('ajv') as new (options: object) => {
      addMetaSchema: (schema: unknown) => void;
      compile: (schema: unknown) => ((value: unknown) => boolean) & { errors?: readonly { dataPath: string; message: string }[] | null };
    };
    const ajv = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore', logger: false, meta: false });
    ajv.addMetaSchema(brought('ajv/lib/refs/json-schema-draft-04.json'));
    const validate = ajv.compile(schema);
    return (log) => (validate(log) ? [] : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`));
  } catch {
    return undefined;
  }
})();

const FILES = {
  'src/a ü.py': 'def total(items):\n    """Σ 𝒳"""\n    return sum(itms)\n\n\nprint(total([1]), qqqqqq)\n',
  'b.py': 'for x in range(3)\n    print(x)\n',
  'fine.py': 'print(1)\n',
  'gone.txt': '',
};

describe('SARIF', () => {
  it('holds each problem with its place, and each fix as a change that mends it', () => {
    const root = workspace(FILES);
    const ran = cli(root, 'heal', '--format', 'sarif', 'src/a ü.py', 'b.py', 'fine.py', 'gone.txt');
    expect(ran.code).toBe(2);
    const log = JSON.parse(ran.out) as Sarif;
    expect(sarifFaults(log)).toEqual([]);
    if (official) expect(official(log)).toEqual([]);
    const [run] = log.runs;
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(run.invocations[0].toolExecutionNotifications.map(({ level }) => level)).toEqual(['error']);
    const places = run.results.map(({ ruleId, locations }) => [
      ruleId,
      locations[0].physicalLocation.artifactLocation.uri,
      locations[0].physicalLocation.region.startLine,
    ]);
    expect(places).toEqual([
      ['reportUndefinedVariable', 'src/a%20%C3%BC.py', 3],
      ['reportUndefinedVariable', 'src/a%20%C3%BC.py', 6],
      [expect.stringMatching(/^SyntaxError$/), 'b.py', 1],
    ]);
    expect(run.results[1]?.fixes).toBeUndefined();
    const fixOf = (index: number): readonly SarifReplacement[] => run.results[index]?.fixes?.[0]?.artifactChanges[0].replacements ?? [];
    expect(after(FILES['src/a ü.py'], fixOf(0))).toBe(FILES['src/a ü.py'].replace('itms', 'items'));
    expect(after(FILES['b.py'], fixOf(2))).toBe('for x in range(3):\n    print(x)\n');
    expect(new Set(run.results.map(({ partialFingerprints }) => partialFingerprints['selfHeal/v1'])).size).toBe(3);
  }, 90_000);

  it('several fixes of one file: each is right by itself, upon the file as it is', () => {
    const text = 'def f(values):\n    total = 0\n    for value in values:\n        total += valu\n    return totl\n';
    const root = workspace({ 'a.py': text });
    const { out, code } = cli(root, 'heal', '--format', 'sarif', 'a.py');
    expect(code).toBe(1);
    const log = JSON.parse(out) as Sarif;
    expect(sarifFaults(log)).toEqual([]);
    if (official) expect(official(log)).toEqual([]);
    const fixed = log.runs[0].results.map(({ fixes }) => after(text, fixes?.[0]?.artifactChanges[0].replacements ?? []));
    expect(fixed).toEqual([text.replace('valu\n', 'value\n'), text.replace('totl', 'total')]);
  }, 90_000);

  it('after --apply only what is left is told, where it is now', () => {
    const root = workspace({ 'a.py': 'if True\n    x = 1\n\nprint(qqqqqq)\n' });
    const { out, code } = cli(root, 'heal', '--apply', '--format', 'sarif', 'a.py');
    expect(code).toBe(1);
    const log = JSON.parse(out) as Sarif;
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0].results.map(({ ruleId, locations }) => [ruleId, locations[0].physicalLocation.region.startLine])).toEqual([
      ['reportUndefinedVariable', 4],
    ]);
    expect(log.runs[0].invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 1 });
  }, 90_000);

  it('nothing wrong: no results, exit code 0', () => {
    const { out, code } = cli(workspace(FILES), 'heal', '--format', 'sarif', 'fine.py');
    expect(code).toBe(0);
    const log = JSON.parse(out) as Sarif;
    expect(sarifFaults(log)).toEqual([]);
    if (official) expect(official(log)).toEqual([]);
    expect(log.runs[0].results).toEqual([]);
  }, 90_000);

  it.skipIf(!official)('is held against its own schema, which is installed', () => {
    expect(official?.({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
  });

  it('the shorter check of these tests finds what is wrong', () => {
    expect(sarifFaults({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
  });
});

describe('JUnit', () => {
  it('has a suite for each file and a failed case for each problem', () => {
    const root = workspace(FILES);
    const ran = cli(root, 'heal', '--format', 'junit', 'src/a ü.py', 'b.py', 'fine.py', 'gone.txt');
    expect(ran.code).toBe(2);
    const { suites } = xml(ran.out);
    expect(suites.map(({ name, tests, failures, errors }) => [name, tests, failures, errors])).toEqual([
      ['src/a ü.py', 2, 2, 0],
      ['b.py', 1, 1, 0],
      ['fine.py', 1, 0, 0],
      ['gone.txt', 1, 0, 1],
    ]);
    expect(suites[0]?.cases.map(({ line }) => line)).toEqual(['3', '6']);
    expect(suites[1]?.cases[0]?.ended[0]?.text).toContain("Fix: Add ':'");
  }, 90_000);

  it('whatever stands in a name or a message, it is XML', () => {
    const name = process.platform === 'win32' ? 'a&b.py' : 'a<&>"\u0001\u001b[31m.py';
    const root = workspace({ [name]: 'print("]]>&amp;<x>", "\u{1f600}"\nprint(2)\n' });
    const { suites } = xml(cli(root, 'heal', '--format', 'junit', name).out);
    expect(suites).toHaveLength(1);
    expect(suites[0]?.name).toContain('&');
  }, 90_000);
});

it.each([
  [['heal', '--format', 'yaml', 'a.py'], /--format takes text, json, sarif, junit, got 'yaml'/],
  [['heal', '--json', '--format', 'sarif', 'a.py'], /contradict each other/],
])('%j: exit code 2', (args, words) => {
  const ran = cli(workspace({ 'a.py': '' }), ...args);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toMatch(words);
});

describe('.self-heal/config.json', () => {
  const BROKEN = 'for x in range(3)\n    print(x)\n';

  it('a file that a team leaves out is not looked at, and says so', () => {
    const root = workspace({ '.self-heal/config.json': '{"exclude.files": ["gen/"]}', 'gen/a.py': BROKEN });
    const ran = cli(root, 'heal', '--apply', 'gen/a.py');
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('left out by .self-heal/config.json');
    expect(fs.readFileSync(path.join(root, 'gen/a.py'), 'utf8')).toBe(BROKEN);
  });

  it('a source that a team leaves out, and a fix that is not sure enough for it', () => {
    const root = workspace({
      '.self-heal/config.json': '{"exclude.sources": ["Pyright(reportUndefinedVariable)"]}',
      'a.py': 'total = 1\nprint(totl)\n',
    });
    expect(cli(root, 'heal', 'a.py')).toMatchObject({ code: 0, out: '' });
    fs.writeFileSync(path.join(root, '.self-heal/config.json'), '{"confidence.review": 1}');
    const strict = cli(root, 'heal', '--apply', 'a.py');
    expect(strict.code).toBe(1);
    expect(fs.readFileSync(path.join(root, 'a.py'), 'utf8')).toBe('total = 1\nprint(totl)\n');
  }, 60_000);

  it('a wrong value is told once with its remedy, and the rest is healed', () => {
    const root = workspace({ '.self-heal/config.json': '{"confidence.review": "high"}', 'a.py': BROKEN, 'b.py': BROKEN });
    const ran = cli(root, 'heal', '--apply', 'a.py', 'b.py');
    expect(ran.code).toBe(0);
    expect(ran.err.match(/“confidence.review” is not used; it takes a number from 0 to 1: 0.8/g)).toHaveLength(1);
  }, 60_000);
});
