// The tokens of a script, also of one that does not parse: TypeScript's scanner with templates and regular expressions told apart by what stands before.

import type * as tsModule from 'typescript';
import type { TypeScriptApi } from '../../../project/typescript-documents';

export interface ScriptToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The text of punctuation and keywords; `id`, `num`, `str`, `tpl`, `re`, `bad` for the rest. */
  readonly kind: string;
  /** A line break stands before it. */
  readonly newLine: boolean;
}

/** Ends at the text's end, whatever is in it. Offsets are UTF-16 code units. */
export function scriptTokens(ts: TypeScriptApi, text: string): ScriptToken[] {
  const { SyntaxKind: K } = ts;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const out: ScriptToken[] = [];
  /** Depth of braces inside each open `${`. */
  const templates: number[] = [];
  for (;;) {
    let kind = scanner.scan();
    if (kind === K.EndOfFileToken) return out;
    const before = out.at(-1)?.kind;
    if ((kind === K.SlashToken || kind === K.SlashEqualsToken) && (before === undefined || !OPERANDS.has(before)))
      kind = scanner.reScanSlashToken();
    const top = templates.length - 1;
    if (kind === K.OpenBraceToken && top >= 0) templates[top] = (templates[top] ?? 0) + 1;
    if (kind === K.CloseBraceToken && top >= 0) {
      if (templates[top] === 0) {
        kind = scanner.reScanTemplateToken(false);
        if (kind !== K.TemplateMiddle) templates.pop();
      } else templates[top] = (templates[top] ?? 1) - 1;
    }
    if (kind === K.TemplateHead) templates.push(0);
    const start = scanner.getTokenStart();
    const end = scanner.getTokenEnd();
    if (end <= start && kind !== K.Unknown) continue;
    out.push({
      start,
      end,
      text: text.slice(start, end),
      kind: name(ts, kind, text.slice(start, end)),
      newLine: scanner.hasPrecedingLineBreak(),
    });
  }
}

/** After these a slash divides. */
const OPERANDS = new Set(['id', 'num', 'str', 'tpl', 're', ')', ']', '}', 'this', 'super', 'true', 'false', 'null']);

function name(ts: TypeScriptApi, kind: tsModule.SyntaxKind, text: string): string {
  const { SyntaxKind: K } = ts;
  if (kind === K.Identifier || kind === K.PrivateIdentifier) return 'id';
  if (kind === K.NumericLiteral || kind === K.BigIntLiteral) return 'num';
  if (kind === K.StringLiteral) return 'str';
  if (kind === K.NoSubstitutionTemplateLiteral || kind === K.TemplateTail) return 'tpl';
  if (kind === K.TemplateHead || kind === K.TemplateMiddle) return '${';
  if (kind === K.RegularExpressionLiteral) return 're';
  if (kind === K.Unknown) return 'bad';
  // Keywords that are names as often as not.
  if (
    kind > K.LastReservedWord &&
    kind <= K.LastKeyword &&
    !/^(?:let|type|interface|async|await|of|declare|readonly|public|private|protected|static|abstract|namespace|keyof|as|satisfies|infer|is|implements|yield)$/.test(
      text,
    )
  )
    return 'id';
  return text;
}
