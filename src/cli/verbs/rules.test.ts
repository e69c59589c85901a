import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cli } from '../cli';

let folder: string;
let out: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  out = '';
  const take = (chunk: unknown): boolean => {
    out += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);

describe('self-heal rules', () => {
  it('batch learns from each group’s first N edits, and goes on after a line that is none', async () => {
    const group = {
      id: 'g',
      language: 'python',
      train: [
        { before: 'a = np.float(x)', after: 'a = float(x)' },
        { before: 'b = np.float(y.z)', after: 'b = float(y.z)' },
      ],
      test: [{ before: 'c = np.float(1)' }, { before: 'c = 1' }],
      negatives: ['c = np.array(1)'],
    };
    fs.writeFileSync(at('in.jsonl'), `{"id": \n${JSON.stringify(group)}\n${JSON.stringify({ ...group, language: 'cobol' })}\n`);
    expect(await cli(['rules', 'batch', '--input', at('in.jsonl'), '--output', at('out.jsonl'), '--k', '2'])).toBe(0);
    const lines = fs
      .readFileSync(at('out.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatchObject({ id: 'g', rules: 1, test: [{ text: 'c = float(1)' }, null], negatives: [null] });
    expect(out).toContain('line 1 is no group: it is not JSON.');
    expect(out).toContain('line 3 is no group: its language is not known.');
  });

  it('list, test and apply use the files of the folder; apply writes only when told', async () => {
    fs.mkdirSync(at('.self-heal/rules'), { recursive: true });
    fs.writeFileSync(
      at('.self-heal/rules/own.yml'),
      'id: own\nlanguage: Python\nmessage: own call\nrule:\n  pattern: legacy($A)\nfix: modern($A)\n',
    );
    fs.writeFileSync(at('a.py'), 'x = legacy(1)\n');
    expect(await cli(['rules', 'list', '--workspace', folder])).toBe(0);
    expect(out).toContain('own call');
    expect(await cli(['rules', 'test', '--workspace', folder])).toBe(0);
    expect(await cli(['rules', 'apply', '--workspace', folder])).toBe(0);
    expect(out).toContain('+x = modern(1)');
    expect(fs.readFileSync(at('a.py'), 'utf8')).toBe('x = legacy(1)\n');
    expect(await cli(['rules', 'apply', '--apply', '--workspace', folder])).toBe(0);
    expect(fs.readFileSync(at('a.py'), 'utf8')).toBe('x = modern(1)\n');
  });

  it('a broken rule file is said with its line, the others are used', async () => {
    fs.mkdirSync(at('.self-heal/rules'), { recursive: true });
    fs.writeFileSync(at('.self-heal/rules/bad.yml'), 'id: bad\nlanguage: Cobol\n');
    fs.writeFileSync(
      at('.self-heal/rules/own.yml'),
      'id: own\nlanguage: Python\nmessage: own call\nrule:\n  pattern: legacy($A)\nfix: modern($A)\n',
    );
    expect(await cli(['rules', 'list', '--workspace', folder])).toBe(2);
    expect(out).toContain('own call');
    expect(out).toMatch(/bad\.yml: Line 2: language/);
  });

  it('learn makes rules of the folder’s pairs, export hands them to ast-grep', async () => {
    const pair = (code: string, fixed: string): string =>
      JSON.stringify({
        original_code: code,
        patched_code: fixed,
        error: "AttributeError: module 'numpy' has no attribute 'float'",
        language: 'python',
        timestamp: '2026-01-01T00:00:00Z',
      });
    fs.writeFileSync(
      at('pairs.jsonl'),
      `${pair('x = np.float(a)\n', 'x = float(a)\n')}\n${pair('y = np.float(b.c)\n', 'y = float(b.c)\n')}\n`,
    );
    expect(await cli(['pairs', 'import', at('pairs.jsonl'), '--workspace', folder])).toBe(0);
    expect(await cli(['rules', 'learn', '--workspace', folder])).toBe(0);
    expect(fs.readdirSync(at('.self-heal/rules')).filter((name) => name.endsWith('.yml'))).toHaveLength(1);
    expect(await cli(['rules', 'test', '--workspace', folder])).toBe(0);
    expect(await cli(['rules', 'export', '--output', at('ast'), '--workspace', folder])).toBe(0);
    expect(fs.readdirSync(at('ast')).sort()).toEqual(['rules', 'sgconfig.yml', 'tests']);
  });

  it('says what it knows', async () => {
    expect(await cli(['rules', 'frobnicate'])).toBe(2);
    expect(out).toContain('rules knows list, learn, test, apply, export, batch');
    expect(await cli(['rules', 'batch', '--input', at('none.jsonl'), '--output', at('o')])).toBe(2);
  });
});
