// The security scan of one text: what an attacker could use, found in its syntax tree, with a fix where that is certain. Runs nothing.

import type { Tree } from 'web-tree-sitter';
import type { LanguageId } from '../../language';
import type { TextEdit } from '../../patch';
import type { Range } from '../../problem';
import { applyEdits, toTextEdits } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { withTree, type Grammar } from '../../syntax/tree-sitter';
import type { Found, SecurityRule } from './finding';
import { PythonProgram } from './python/program';
import { PYTHON_RULES, SCRIPT_RULES } from './registry';
import { ScriptProgram } from './script/program';

/** Ranges are LSP ranges: zero-based, UTF-16, end exclusive. */
export interface SecurityFinding {
  /** `security/sql-injection` */
  readonly code: string;
  readonly range: Range;
  /** What is there and what could happen. */
  readonly message: string;
  /** What to do about it by hand. */
  readonly needed: string;
  /** Made for exactly this text; with it the text can still be read as a program, and the finding is gone. */
  readonly fix?: { readonly title: string; readonly explanation: string; readonly edits: readonly TextEdit[] };
}

/** Larger texts are data or bundles, which nobody mends by hand. In UTF-16 code units. */
const MAX_LENGTH = 1_000_000;
/** Told at most of one text. */
const MAX_FINDINGS = 100;

/** In the order of the text. Empty where the language is none of ours or its parser is not there. Throws only for a bug. */
export async function scanSecurity(
  path: string,
  language: LanguageId,
  source: SourceText,
  signal?: AbortSignal,
): Promise<readonly SecurityFinding[]> {
  const { text } = source;
  if (text.length > MAX_LENGTH) return [];
  const grammar = grammarOf(path, language);
  const found = await find(grammar, text);
  const out: SecurityFinding[] = [];
  for (const { code, one, broken } of found.slice(0, MAX_FINDINGS)) {
    if (signal?.aborted) break;
    const { message, needed, fix, start, end } = one;
    const holds = fix && !broken && (await isMended(grammar, text, fix.edits, found.length, code));
    out.push({
      code,
      range: source.range(start, end),
      message,
      needed,
      ...(fix && holds ? { fix: { title: fix.title, explanation: fix.explanation, edits: toTextEdits(source, fix.edits) } } : {}),
    });
  }
  return out;
}

interface Coded {
  readonly code: string;
  readonly one: Found;
  /** The text does not parse: what is found may be real, what is mended may not. */
  readonly broken: boolean;
}

async function find(grammar: Grammar, text: string): Promise<readonly Coded[]> {
  const found =
    grammar === 'python'
      ? await findBy(grammar, text, PYTHON_RULES, (tree) => new PythonProgram(text, tree.rootNode))
      : await findBy(grammar, text, SCRIPT_RULES, (tree) => new ScriptProgram(text, tree.rootNode));
  return [...found].sort((a, b) => a.one.start - b.one.start || a.one.end - b.one.end);
}

async function findBy<Program>(
  grammar: Grammar,
  text: string,
  rules: readonly SecurityRule<Program>[],
  program: (tree: Tree) => Program,
): Promise<readonly Coded[]> {
  const asked = rules.filter(({ words }) => words.test(text));
  if (asked.length === 0) return [];
  const found = await withTree(grammar, text, (tree) => {
    const given = program(tree);
    const broken = tree.rootNode.hasError;
    return asked.flatMap((rule) => rule.find(given).map((one): Coded => ({ code: `security/${rule.id}`, one, broken })));
  });
  return found ?? [];
}

/** The text with a fix is a program still, and has one finding less. */
async function isMended(
  grammar: Grammar,
  text: string,
  edits: Parameters<typeof applyEdits>[1],
  before: number,
  code: string,
): Promise<boolean> {
  const after = applyEdits(text, edits);
  const parses = await withTree(grammar, after, (tree) => !tree.rootNode.hasError);
  if (!parses) return false;
  const left = await find(grammar, after);
  return left.length < before && left.filter((one) => one.code === code).length < before;
}

function grammarOf(path: string, language: LanguageId): Grammar {
  if (language === 'python') return 'python';
  if (language === 'typescriptreact' || /\.tsx$/.test(path)) return 'tsx';
  return language === 'typescript' ? 'typescript' : 'javascript';
}
