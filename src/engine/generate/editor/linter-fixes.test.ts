import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../language';
import type { LintFinding, LintFix, Linter } from '../../project/linter';
import { problemFromDiagnostic } from '../../detect/diagnostic';
import { healProblem } from '../../heal/heal-problem';
import { inspectFile } from '../../inspect/inspect-file';
import type { Candidate } from '../../patch';
import { openPythonProject } from '../../project/python-index';
import { MemoryFiles } from '../../project/workspace-files';
import type { Workspace } from '../../project/workspace';
import { SourceText } from '../../syntax/source-text';
import { patched } from '../../syntax/edits';
import { generate } from '../generate';
import { linterSource } from './linter-fixes';

interface Case {
  readonly language?: LanguageId;
  readonly path?: string;
  readonly rule: string;
  readonly message?: string;
  readonly text: string;
  /** The part that the finding is at, and what a fix makes of a part. */
  readonly at: string;
  readonly fixes: readonly (readonly [kind: LintFix['kind'], title: string, old: string, now: string])[];
}

function linterFor(one: Case, sourceName: Linter['source'], inspects = false): Linter {
  return {
    source: sourceName,
    name: `${sourceName} 1.0`,
    languages: ['python', 'javascript', 'typescript'],
    inspects: () => inspects,
    check: (_path, text) => {
      const start = text.indexOf(one.at);
      if (start < 0) return Promise.resolve([]);
      const finding: LintFinding = {
        code: one.rule,
        message: one.message ?? 'not so',
        severity: 'error',
        range: new SourceText(text).range(start, start + one.at.length),
        fixes: one.fixes.map(([kind, title, old, now]) => ({
          kind,
          title,
          edits: [{ start: text.indexOf(old), end: text.indexOf(old) + old.length, text: now }],
        })),
      };
      return Promise.resolve([finding]);
    },
    dispose: () => undefined,
  };
}

function workspaceOf(linters: readonly Linter[]): Workspace {
  const files = new MemoryFiles('/w', new Map());
  return { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined, linters };
}

function requestOf(one: Case): Parameters<typeof healProblem>[0] & { path: string; start: number; end: number } {
  const python = /^[A-Z]+\d+$/.test(one.rule);
  const source = new SourceText(one.text);
  const start = one.text.indexOf(one.at);
  const path = one.path ?? (python ? '/w/a.py' : '/w/a.js');
  const problem = problemFromDiagnostic({
    path,
    language: one.language ?? (python ? 'python' : 'javascript'),
    source: python ? 'Ruff' : 'eslint',
    code: one.rule,
    message: one.message ?? 'not so',
    range: source.range(start, start + one.at.length),
    severity: 'warning',
  });
  const workspace = workspaceOf([linterFor(one, python ? 'Ruff' : 'eslint')]);
  return {
    problem,
    source,
    path,
    start,
    end: start + one.at.length,
    all: [problem],
    workspace,
    version: 1,
    signal: new AbortController().signal,
  };
}

const offered = (one: Case): Promise<Candidate[]> => generate([linterSource()], requestOf(one));
const texts = async (one: Case): Promise<readonly string[]> =>
  (await offered(one)).map(({ edits: [edit] }) => (edit ? patched(new SourceText(one.text), edit) : ''));

describe('what a linter would change', () => {
  it('is a candidate of the editor, as likely as its kind was right', async () => {
    const one: Case = {
      rule: 'prefer-const',
      text: 'let total = 1;\nconsole.log(total);\n',
      at: 'total',
      fixes: [['automatic', '', 'let', 'const']],
    };
    const [candidate] = await offered(one);
    expect(candidate).toMatchObject({
      title: "Change 'let' to 'const'",
      family: 'linter',
      variant: 'automatic',
      origin: { kind: 'editor' },
    });
    expect(candidate?.confidence).toBeGreaterThan(0.7);
  });

  it('is proved by asking the linter again, on the one path', async () => {
    const one: Case = {
      rule: 'F541',
      text: 'print(f"ready")\n',
      at: 'f"ready"',
      fixes: [['automatic', 'Remove extraneous `f` prefix', 'f"ready"', '"ready"']],
    };
    const [patch] = await healProblem(requestOf(one));
    expect(patch?.candidate.title).toBe('Remove extraneous `f` prefix');
    expect(patch?.evidence).toContainEqual(expect.objectContaining({ rung: 'checks', result: 'passed', by: 'Ruff 1.0' }));
    // One that leaves what was found is none.
    expect(await healProblem(requestOf({ ...one, fixes: [['automatic', 'Nothing', 'print', 'print ']] }))).toEqual([]);
  });

  it('of several suggestions none stands out', async () => {
    const fixes: Case['fixes'] = [
      ['suggestion', 'Remove the `\\`.', "'a\\-b'", "'a-b'"],
      ['suggestion', 'Write it twice.', "'a\\-b'", "'a\\\\-b'"],
    ];
    const one: Case = {
      language: 'typescript',
      path: '/w/a.ts',
      rule: 'no-useless-escape',
      text: "const a = 'a\\-b';\n",
      at: "'a\\-b'",
      fixes,
    };
    const [first] = await offered(one);
    expect(first?.confidence).toBeLessThan(0.7);
  });

  const GONE: (readonly [string, Case, string])[] = [
    [
      'an import that is left with nothing goes as a whole',
      {
        rule: 'no-unused-vars',
        message: "'path' is defined but never used.",
        text: "import path from 'node:path';\nconsole.log(1);\n",
        at: 'path',
        fixes: [['suggestion', "Remove unused variable 'path'.", 'path from ', '']],
      },
      'console.log(1);\n',
    ],
    [
      'the line that a variable leaves empty goes, too',
      {
        rule: 'no-unused-vars',
        message: "'count' is assigned a value but never used.",
        text: 'const count = 5;\nconsole.log(1);\n',
        at: 'count',
        fixes: [['suggestion', "Remove unused variable 'count'.", 'const count = 5;', '']],
      },
      'console.log(1);\n',
    ],
    [
      'a comparison with text',
      {
        rule: 'eqeqeq',
        text: "if (member.role == 'owner') run();\n",
        at: '==',
        fixes: [['suggestion', "Use '===' instead of '=='.", '==', '===']],
      },
      "if (member.role === 'owner') run();\n",
    ],
  ];

  GONE.push(
    [
      'a whole line takes nothing of the next one along',
      {
        language: 'typescript',
        path: '/w/a.ts',
        rule: '@typescript-eslint/no-unused-vars',
        message: "'Stats' is defined but never used.",
        text: "import { Stats } from 'node:fs';\n\nrun();\n",
        at: 'Stats',
        fixes: [['suggestion', 'Remove unused import declaration.', "import { Stats } from 'node:fs';\n", '']],
      },
      '\nrun();\n',
    ],
    [
      'a default import beside others leaves one blank',
      {
        rule: 'no-unused-vars',
        message: "'fs' is defined but never used.",
        text: "import fs, { join } from 'node:fs';\njoin();\n",
        at: 'fs',
        fixes: [['suggestion', "Remove unused variable 'fs'.", 'fs,', '']],
      },
      "import { join } from 'node:fs';\njoin();\n",
    ],
  );
  it.each(GONE)('%s', async (_what, one, after) => {
    expect(await texts(one)).toEqual([after]);
  });

  const REFUSED: readonly (readonly [string, Case])[] = [
    [
      'a comment that switches the rule off',
      { rule: 'F401', text: 'import os\n', at: 'os', fixes: [['automatic', 'Keep it', 'import os', 'import os  # noqa: F401']] },
    ],
    [
      'a comment that only keeps it quiet',
      {
        rule: 'no-empty',
        text: 'if (a) {}\n',
        at: '{}',
        fixes: [['suggestion', 'Add comment inside empty block statement.', '{}', '{ /* empty */ }']],
      },
    ],
    [
      'a void that says that nobody waits',
      {
        rule: '@typescript-eslint/no-floating-promises',
        text: 'save();\n',
        at: 'save()',
        fixes: [['suggestion', 'Add void operator to ignore.', 'save()', 'void save()']],
      },
    ],
    [
      'an import of a package that others take from there',
      {
        path: '/w/pkg/__init__.py',
        rule: 'F401',
        message: '`pkg.jobs.run` imported but unused',
        text: 'from pkg.jobs import run, stop\nstop()\n',
        at: 'run',
        fixes: [['unsafe', 'Remove unused import', 'run, ', '']],
      },
    ],
    [
      'a variable whose value is made by a call',
      {
        rule: 'no-unused-vars',
        message: "'timer' is assigned a value but never used.",
        text: 'const timer = start();\nconsole.log(1);\n',
        at: 'timer',
        fixes: [['suggestion', "Remove unused variable 'timer'.", 'const timer = start();', '']],
      },
    ],
    [
      'a parameter, which callers pass',
      {
        rule: 'no-unused-vars',
        message: "'extra' is defined but never used.",
        text: 'export function load(file, extra) {\n  return file;\n}\n',
        at: 'extra',
        fixes: [['suggestion', "Remove unused variable 'extra'.", ', extra', '']],
      },
    ],
    [
      'a comparison with null that also finds undefined',
      { rule: 'eqeqeq', text: 'if (found == null) run();\n', at: '==', fixes: [['suggestion', "Use '===' instead of '=='.", '==', '===']] },
    ],
    [
      'a condition of a database that would become a plain False',
      {
        rule: 'E711',
        text: 'query = select(Job).where(Job.worker == None)\n',
        at: 'Job.worker == None',
        fixes: [['unsafe', 'Replace with `cond is None`', 'Job.worker == None', 'Job.worker is None']],
      },
    ],
    [
      'a mask of a table',
      { rule: 'E712', text: 'rows = table[table["done"] == True]\n', at: '== True', fixes: [['unsafe', 'Replace', '== True', 'is True']] },
    ],
    [
      'what changes for those who call it',
      {
        language: 'typescript',
        path: '/w/a.ts',
        rule: '@typescript-eslint/require-await',
        text: 'export async function f(): Promise<number> {\n  return 1;\n}\n',
        at: 'async function f',
        fixes: [['suggestion', "Remove 'async'.", 'async function f(): Promise<number>', 'function f(): number']],
      },
    ],
    [
      'a dependency that changes with every render',
      {
        rule: 'react-hooks/exhaustive-deps',
        message:
          "React Hook useEffect has a missing dependency: 'count'. Either include it or remove the dependency array. You can also do a functional update 'setCount(c => ...)' if you only need 'count' in the 'setCount' call.",
        text: 'useEffect(() => { setCount(count + 1); }, []);\n',
        at: '[]',
        fixes: [['suggestion', 'Update the dependencies array to be: [count]', '[]', '[count]']],
      },
    ],
    [
      'the removal of what was meant',
      {
        rule: 'no-console',
        text: 'console.log(1);\nrun();\n',
        at: 'console',
        fixes: [['suggestion', 'Remove the console.log().', 'console.log(1);', '']],
      },
    ],
  ];
  it.each(REFUSED)('is refused: %s', async (_what, one) => {
    expect(await texts(one)).toEqual([]);
  });

  it('is not asked for problems that others found', async () => {
    const one: Case = { rule: 'F541', text: 'print(f"ready")\n', at: 'f"ready"', fixes: [['automatic', 'Remove', 'f"ready"', '"ready"']] };
    const request = requestOf(one);
    expect(await generate([linterSource()], { ...request, problem: { ...request.problem, source: 'Pyright' } })).toEqual([]);
    expect(await generate([linterSource()], { ...request, problem: { ...request.problem, source: 'Flake8' } })).toHaveLength(1);
  });
});

describe('a look at a whole file', () => {
  const one: Case = { rule: 'no-undef', message: "'totl' is not defined.", text: 'console.log(totl);\n', at: 'totl', fixes: [] };
  const look = (inspects: boolean): ReturnType<typeof inspectFile> =>
    inspectFile(
      '/w/a.js',
      'javascript',
      new SourceText(one.text),
      workspaceOf([linterFor(one, 'eslint', inspects)]),
      new AbortController().signal,
    );
  it('asks the linters where nobody else shows what they find', async () => {
    expect(await look(true)).toMatchObject({
      by: ['eslint 1.0'],
      problems: [{ source: 'eslint', errorType: 'no-undef', severity: 'error' }],
    });
    expect(await look(false)).toEqual({ by: [], problems: [] });
  });
});
