// Ways to make a re-run end well without mending anything, told from the texts: leaving early, skipping the test, printing what was
// expected, relaxing the checker. A run that such a patch makes succeed is no proof.

import path from 'node:path';
import type { LanguageId } from '../../problem';
import { codeOf, contentFaults } from '../content';

export interface ChangedFile {
  readonly path: string;
  /** Empty for a new file. */
  readonly before: string;
  readonly after: string;
}

export interface Shortcut {
  /** `failed`: the patch cheats. `skipped`: it may be right, but its run shows nothing. */
  readonly result: 'failed' | 'skipped';
  readonly why: string;
}

export interface PatchedStatement {
  readonly before: string;
  readonly after: string;
  /** It is a test's assertion. */
  readonly asserts: boolean;
}

interface Sign {
  readonly pattern: RegExp;
  readonly result: Shortcut['result'];
  readonly why: string;
}

const cheat = (pattern: RegExp, why: string): Sign => ({ pattern, result: 'failed', why });

const IN_PYTHON: readonly Sign[] = [
  cheat(/\bsys\s*\.\s*exit\b|\bos\s*\.\s*_exit\b|(?<![.\w])(?:exit|quit|_exit)\s*\(|\bSystemExit\b|\bos\s*\.\s*(?:abort|kill|exec\w+)\b/g, 'the patch makes the program leave early'),
  cheat(/\bskip(?:If|Unless|if)?\b|\bxfail\b|\bexpectedFailure\b|\bskipTest\b|\bSkipTest\b|\bimportorskip\b|\b__test__\b/g, 'the patch skips the test'),
  cheat(/\bsys\s*\.\s*excepthook\b|\bsys\s*\.\s*settrace\b|\bsitecustomize\b|\bsys\s*\.\s*monitoring\b|\bSELF_HEAL_\w+|\batexit\b|\bfaulthandler\b/g, 'the patch changes how errors are reported'),
];
const IN_SCRIPT: readonly Sign[] = [
  cheat(/\bprocess\s*\.\s*(?:exit|exitCode|reallyExit|abort|kill)\b|\bDeno\s*\.\s*exit\b/g, 'the patch makes the program leave early'),
  cheat(/\.\s*(?:skip|todo|only|failing|fails)\b\s*[(.]|(?<![.\w])x(?:it|test|describe)\s*\(|\bskip\s*:\s*true\b|\b(?:fit|fdescribe)\s*\(/g, 'the patch skips the test, or others beside it'),
  cheat(/\bprocess\s*\.\s*(?:on|once|addListener|prependListener)\s*\(|\bsetUncaughtExceptionCaptureCallback\b|\bSELF_HEAL_\w+/g, 'the patch changes how errors are reported'),
];
/** A new catch may be right, but then the failing line was not seen to hold. */
const CATCHES = { python: /\bexcept\b/g, script: /\bcatch\b/g } as const;

const CONFIG =
  /^(?:pytest\.ini|\.pytest\.ini|tox\.ini|setup\.cfg|conftest\.py|noxfile\.py|\.coveragerc|mypy\.ini|\.mypy\.ini|pyrightconfig\.json|\.?ruff\.toml|\.flake8|\.?pylintrc|jest\.config\.\w+|jest\.setup\.\w+|vitest\.(?:config|setup|workspace)\.\w+|vite\.config\.\w+|\.mocharc(?:\.\w+)?|karma\.conf\.\w+|eslint\.config\.\w+|\.eslintrc(?:\.\w+)?|\.eslintignore|tsconfig(?:\.[\w-]+)?\.json|sitecustomize\.py|usercustomize\.py)$/;
const CONFIG_KEYS = ['scripts', 'jest', 'mocha', 'vitest', 'ava', 'eslintConfig'] as const;

/** The first shortcut that a patch takes; undefined where it takes none. `problemPath`: the file that the problem is in may be changed whatever its name. Pure. */
export function shortcutOf(files: readonly ChangedFile[], problemPath: string, statement: PatchedStatement | undefined): Shortcut | undefined {
  const found: Shortcut[] = [];
  for (const file of files) {
    if (file.path !== problemPath && changesConfig(file)) found.push({ result: 'failed', why: `the patch changes the settings that judge it (${path.basename(file.path)})` });
    const language = languageOf(file.path);
    if (!language) continue;
    const before = codeOf(file.before, language);
    const after = codeOf(file.after, language);
    for (const sign of language === 'python' ? IN_PYTHON : IN_SCRIPT) if (count(sign.pattern, after) > count(sign.pattern, before)) found.push({ result: sign.result, why: sign.why });
    const hidden = contentFaults(file.before, file.after, language, true).find((fault) => fault.kind === 'suppression' && fault.weight === 'refuse' && /except|catch|suppress|switches|filter/.test(fault.message));
    if (hidden) found.push({ result: 'failed', why: `the patch hides the error: ${hidden.message.charAt(0).toLowerCase()}${hidden.message.slice(1).replace(/\.$/, '')}` });
    else {
      const catches = language === 'python' ? CATCHES.python : CATCHES.script;
      if (count(catches, after) > count(catches, before)) found.push({ result: 'skipped', why: 'the patch catches errors, so that the program goes on shows nothing' });
    }
  }
  if (statement) {
    const fixed = replacedByFixed(statement);
    if (fixed) found.push(fixed);
  }
  return found.find((one) => one.result === 'failed') ?? found[0];
}

/** Whether the failing statement's work was replaced by a fixed value or text, or an assertion made to fit. */
function replacedByFixed({ before, after, asserts }: PatchedStatement): Shortcut | undefined {
  if (before.trim() === after.trim()) return undefined;
  if (asserts) return { result: 'failed', why: 'the patch changes what the test expects' };
  const worked = work(before);
  if (!/[\w)\]]\s*\(|[\w)\]]\s*\[|\w\s*\.\s*\w|[-+*/%]/.test(withoutPrint(worked)) && !/\bprint\b|\bconsole\b/.test(worked)) return undefined;
  if (names(worked).length === 0) return undefined;
  const now = work(after);
  // Quotes that were forgotten: what was a name is the text now.
  if (names(worked).every((name) => after.includes(name))) return undefined;
  if (names(now).length > 0 || now.trim() === '') return now.trim() === '' ? { result: 'skipped', why: 'the patch left nothing of the failing line' } : undefined;
  return { result: 'failed', why: 'the patch puts a fixed value in place of the work that failed' };
}

/** The part of a statement that works: without comments, the insides of strings, and the target of a plain assignment. */
function work(statement: string): string {
  const code = codeOf(statement, /[{};]|\/\//.test(statement) ? 'javascript' : 'python').replace(/\bpass\b/g, '').replace(/;\s*$/, '');
  // Names in an f-string or template are at work too.
  const inStrings = [...statement.matchAll(/\$?\{([^{}]*)\}/g)].map((match) => match[1] ?? '').join(' ');
  return `${code.replace(/^\s*(?:(?:const|let|var|return|await)\s+)?(?:[\w.$]+(?:\s*:\s*[\w.[\], ]+)?\s*=(?!=))?/, '')} ${/^\s*(?:[furb]*f[furb]*["'])|[^\w]f["']|`/.test(statement) ? inStrings : ''}`;
}

function withoutPrint(code: string): string {
  return code.replace(/^\s*(?:print|console\s*\.\s*\w+)\s*\(/, '');
}

const NO_NAMES = /^(?:print|console|log|info|error|warn|debug|True|False|None|true|false|null|undefined|return|and|or|not|in|is|if|else|for|new|typeof|await|void)$/;

function names(code: string): string[] {
  return [...code.matchAll(/(?<![\w$"'])[A-Za-z_$][\w$]*/g)].map((match) => match[0]).filter((name) => !NO_NAMES.test(name));
}

function changesConfig(file: ChangedFile): boolean {
  const name = path.basename(file.path);
  if (CONFIG.test(name)) return true;
  if (name === 'package.json') {
    const [a, b] = [parsed(file.before), parsed(file.after)];
    return CONFIG_KEYS.some((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
  }
  if (name === 'pyproject.toml') return toolSections(file.before) !== toolSections(file.after);
  return false;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function toolSections(text: string): string {
  return text
    .split(/^(?=\[)/m)
    .filter((section) => /^\[tool\.(?:pytest|ruff|mypy|pyright|basedpyright|coverage|pylint|flake8|tox)\b/.test(section))
    .join('');
}

function languageOf(file: string): LanguageId | undefined {
  if (/\.pyw?$/.test(file)) return 'python';
  if (/\.(?:[cm]?[jt]sx?)$/.test(file)) return 'typescript';
  return undefined;
}

function count(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].length;
}
