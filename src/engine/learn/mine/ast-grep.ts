// A rule in the words of ast-grep's rule files, wherever these can say it, and patterns written in these words read as ours.

import { parses } from './parses';
import type { Atom, AstGrepRule, LearnedRule, Pattern, Piece, Template } from './rule';
import { lex, type Token } from './tokens';
import { zoneOf } from './match';
import type { HealedLanguageId } from '../../language';
import { grammarOf } from '../../syntax/tree-sitter';

/** As ast-grep names languages. */
export const AST_GREP_LANGUAGE: Readonly<Record<HealedLanguageId, string>> = {
  python: 'Python',
  typescript: 'TypeScript',
  typescriptreact: 'Tsx',
  javascript: 'JavaScript',
  javascriptreact: 'JavaScript',
};

const nameOf = (id: number): string => (id < 26 ? String.fromCharCode(65 + id) : `H${id}`);

/** The rule, with its words for ast-grep where it has any: one node of code, with nothing asked of what stands beside it. */
export async function withAstGrep(rule: LearnedRule): Promise<LearnedRule> {
  const said = sayable(rule);
  if (!said) return rule;
  // A stand-in for each hole: what is then one node, is one node with holes.
  const plain = (text: string): string => text.replace(/\$\$\$[A-Z]\w*|\$[A-Z]\w*/g, 'x');
  const grammar = grammarOf(rule.language);
  const one = await parses(grammar, plain(said.pattern), true);
  const fixed = await parses(grammar, plain(said.fix), false);
  return one === true && fixed === true ? { ...rule, astGrep: said } : rule;
}

function sayable({ find, replace, language }: LearnedRule): AstGrepRule | undefined {
  const beside = [...find.left, ...find.right].some(({ kind }) => kind !== 'stop');
  if (find.parts || beside || find.core.length === 0 || replace.pieces.length === 0) return undefined;
  const kinds = new Map<number, string>();
  const regex: Record<string, string> = {};
  let pattern = '';
  let inString = false;
  for (const [i, atom] of find.core.entries()) {
    if (atom.kind === 'edge' || atom.kind === 'stop') return undefined;
    if (atom.kind === 'token') {
      // What stands between the words of a string is not kept.
      if (atom.zone === 'text' || (atom.zone === 'string' && inString && /^\w/.test(atom.text) && /\w$/.test(pattern))) return undefined;
      inString = atom.zone === 'string';
      pattern += spaced(pattern, atom.text, inString) + atom.text;
      continue;
    }
    inString = false;
    if (atom.of === 'word' || atom.of === 'lines') return undefined;
    const name = (atom.of === 'list' || atom.of === 'any' ? '$$$' : '$') + nameOf(atom.id);
    kinds.set(atom.id, name);
    if (atom.only) regex[nameOf(atom.id)] = `^(?:${atom.only.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`;
    const before = find.core[i - 1];
    if (before?.kind === 'hole') return undefined;
    pattern += spaced(pattern, name, false) + name;
  }
  let fix = '';
  for (const piece of replace.pieces) {
    if (
      piece.kind === 'message' ||
      piece.gap.includes('\b') ||
      (piece.kind === 'hole' && (piece.join !== undefined || !kinds.has(piece.id)))
    )
      return undefined;
    fix += piece.gap + (piece.kind === 'text' ? piece.text : (kinds.get(piece.id) ?? ''));
  }
  if (language === 'python' && fix.includes('\n')) return undefined;
  return { pattern, fix, ...(Object.keys(regex).length > 0 ? { regex } : {}) };
}

/** The blank that is written between two tokens of code. */
export function spaced(before: string, next: string, inString: boolean): string {
  if (before === '' || inString) return '';
  if (/[\w$]$/.test(before) && /^[\w$]/.test(next)) return ' ';
  if (/[,:]$/.test(before)) return ' ';
  return /^(?:[=<>|&+*/%^-]|=>|->|and\b|or\b|in\b|is\b)/.test(next) || /(?:[=<>|&+*/%^-]|=>|->)$/.test(before) ? ' ' : '';
}

/** A pattern and a fix as a person writes them for ast-grep. undefined with why where they are none. */
export function fromAstGrep(language: HealedLanguageId, said: AstGrepRule): { find: Pattern; replace: Template } | string {
  const ids = new Map<string, number>();
  const core: Atom[] = [];
  const { tokens } = lex(language, said.pattern);
  for (const token of tokens) {
    const hole = holeName(token);
    if (hole === undefined) {
      core.push({ kind: 'token', text: token.text, zone: zoneOf(token) === 'text' && token.zone === 'code' ? 'code' : zoneOf(token) });
      continue;
    }
    const id = hole.name === '_' ? ids.size : (ids.get(hole.name) ?? ids.size);
    ids.set(hole.name === '_' ? `_${id}` : hole.name, id);
    const matches = said.regex?.[hole.name];
    if (matches !== undefined && !isHarmless(matches)) return `the regex of ${hole.name} is none, or could take for ever`;
    core.push({ kind: 'hole', id, of: hole.many ? 'any' : 'chain', ...(matches === undefined ? {} : { matches }) });
  }
  const pieces: Piece[] = [];
  for (const token of lex(language, said.fix).tokens) {
    const gap = pieces.length === 0 ? '' : token.gap;
    const hole = holeName(token);
    const id = hole && ids.get(hole.name);
    if (hole && id === undefined) return `the fix has ${token.text}, which the pattern does not have`;
    pieces.push(id === undefined ? { kind: 'text', text: token.text, gap } : { kind: 'hole', id, gap });
  }
  const whole = core.map((atom, i): Atom => {
    if (atom.kind !== 'hole' || atom.of !== 'chain') return atom;
    const [before, behind] = [core[i - 1], core[i + 1]];
    const isEdge = (one: Atom | undefined, texts: RegExp): boolean => one?.kind === 'token' && texts.test(one.text);
    return isEdge(before, /^[([{,=]$/) && isEdge(behind, /^[)\]},]$/) ? { ...atom, of: 'run' } : atom;
  });
  return {
    find: { left: [], core: whole, right: [], roles: [], parts: false },
    replace: { pieces, lead: { keep: 'lead' }, trail: pieces.length === 0 ? '' : { keep: 'trail' } },
  };
}

function holeName(token: Token): { name: string; many: boolean } | undefined {
  const match = token.kind === 'name' ? /^(\$\$\$|\$)([A-Z_][A-Z0-9_]*)$/.exec(token.text) : null;
  return match?.[2] === undefined ? undefined : { name: match[2], many: match[1] === '$$$' };
}

/** A regular expression without a repetition of a repetition. */
function isHarmless(regex: string): boolean {
  if (/[+*}][^()]*\)\s*[+*{]/.test(regex)) return false;
  try {
    new RegExp(regex, 'u');
    return true;
  } catch {
    return false;
  }
}
