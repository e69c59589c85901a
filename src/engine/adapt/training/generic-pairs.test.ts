// That the generic pairs say what is true: the text that is right is right, and the other has the very error that is told.

import { execFileSync } from 'node:child_process';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { genericPairs, shapeKey, slipsIn } from './generic-pairs';

const all = genericPairs(10_000, new Set());

const PYTHON = `
import json, sys
def error(text):
    try: compile(text, 'main.py', 'exec')
    except SyntaxError as e: return [type(e).__name__, e.msg, e.lineno - 1]
    return None
print(json.dumps([[error(one['before']), error(one['after'])] for one in json.load(sys.stdin)]))`;

describe('generic pairs', () => {
  test('there are enough for three hundred pairs of a workspace, of several kinds and both languages', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(({ shape }) => shape)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(all.map(({ question }) => question.language))).toEqual(new Set(['python', 'typescript']));
    expect(new Set(all.map(({ question }) => question.before)).size).toBe(all.length);
  });

  test('Python’s slips are what CPython says they are', () => {
    const python = all.filter(({ question }) => question.language === 'python');
    const told = JSON.parse(
      execFileSync('python3', ['-c', PYTHON], {
        input: JSON.stringify(python.map(({ question, after }) => ({ before: question.before, after }))),
        encoding: 'utf8',
      }),
    ) as readonly (readonly [readonly [string, string, number] | null, unknown])[];
    for (const [i, { question, after }] of python.entries()) {
      const [before, right] = told[i] ?? [];
      expect(right, after).toBeNull();
      if (question.errorType === 'SyntaxError') expect(before, question.before).toEqual(['SyntaxError', question.message, question.line]);
      else expect(before, question.before).toBeNull();
      if (question.errorType === 'NameError') {
        const [, name = ''] = /name '(\w+)'/.exec(question.message) ?? [];
        expect(question.before.split('\n')[question.line], question.before).toContain(name);
      }
    }
  });

  test('TypeScript’s slips are what TypeScript says they are', () => {
    const known = new Map<string, ts.SourceFile | undefined>();
    const errors = (text: string): readonly string[] => {
      const host = ts.createCompilerHost({});
      const read = host.getSourceFile.bind(host);
      host.getSourceFile = (name, target) => {
        if (name === 'main.ts') return ts.createSourceFile(name, text, target);
        if (!known.has(name)) known.set(name, read(name, target));
        return known.get(name);
      };
      const program = ts.createProgram(
        ['main.ts'],
        { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, strict: true, noEmit: true, types: ['node'] },
        host,
      );
      const source = program.getSourceFile('main.ts');
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        ({ code, messageText, start = 0 }) =>
          `TS${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')} ${source?.getLineAndCharacterOfPosition(start).line}`,
      );
    };
    const script = all.filter(({ question }) => question.language === 'typescript');
    // The first of each kind and a few more: each is a whole compilation.
    for (const { question, after } of script.filter((_, i) => i % 4 === 0)) {
      expect(errors(after), after).toEqual([]);
      expect(errors(question.before)[0], question.before).toBe(`${question.errorType} ${question.message} ${question.line}`);
    }
  }, 120_000);

  test('they are the same each time, and have none of the errors that are held out', () => {
    expect(genericPairs(50, new Set())).toEqual(genericPairs(50, new Set()));
    const [first] = all;
    const key = shapeKey(first?.question.language ?? '', first?.shape ?? '');
    const without = genericPairs(10_000, new Set([key]));
    expect(without.length).toBeLessThan(all.length);
    expect(without.some(({ question, shape }) => shapeKey(question.language, shape) === key)).toBe(false);
  });
});

test('a text with line ends of Windows has the same slips, and keeps them', () => {
  const python =
    'import math\n\n\ndef f(values):\n    total = 0\n    if total == 0:\n        values.append(total)\n    return math.ceil(total)\n';
  const script = "import { f } from './f';\nconst total = f(1);\nfunction g() {\n  return f(total);\n}\n";
  for (const [language, text] of [
    ['python', python],
    ['typescript', script],
  ] as const) {
    const slips = slipsIn(language, text);
    expect(slips.length).toBeGreaterThan(2);
    expect(slipsIn(language, text.replaceAll('\n', '\r\n'))).toEqual(
      slips.map(({ kind, slip }) => ({ kind, slip: { ...slip, before: slip.before.replaceAll('\n', '\r\n') } })),
    );
  }
});
