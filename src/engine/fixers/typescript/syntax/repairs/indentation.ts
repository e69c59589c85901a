// Brackets by indentation: where a block that is still open should have ended, or one was closed too early.

import type { OffsetEdit } from '../../../../syntax/edits';
import { CLOSER, OPENER } from '../brackets';
import type { ScriptToken } from '../script-tokens';
import type { ErrorSite, Repair } from './repair';

/** Places looked at: in a text that is indented in another way, there would be one a line. */
const MAX_PLACES = 8;
/** What each place further down costs: the first one is the likeliest. */
const FURTHER = 0.35;

interface Open {
  readonly text: string;
  /** Of its token. */
  readonly index: number;
  /** Of its line. */
  readonly indent: number;
}

export function bracketsByIndentation({ text, tokens }: ErrorSite): Repair[] {
  return new IndentationScan(text, tokens).run();
}

class IndentationScan {
  private readonly found: Repair[] = [];
  private readonly stack: Open[] = [];
  private places = 0;
  private readonly eol: string;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly ScriptToken[],
  ) {
    this.eol = text.includes('\r\n') ? '\r\n' : '\n';
  }

  run(): Repair[] {
    for (const [index, token] of this.tokens.entries()) {
      if (this.places >= MAX_PLACES) break;
      if (token.kind === '${' || token.kind === 'tpl' || token.kind === 'str') continue;
      if (this.isFirst(index) && this.lineBegins(index, token)) continue;
      if (token.text in CLOSER) this.stack.push({ text: token.text, index, indent: this.indent(token.start) });
      else if (token.text in OPENER) this.closes(index, token);
    }
    this.ends();
    return this.found;
  }

  /** A line begins: whether its first token is dealt with. */
  private lineBegins(index: number, token: ScriptToken): boolean {
    const top = this.stack.at(-1);
    if (top?.text !== '{') return false;
    // ` from './x'` on a line of its own: the list of names above it is still open.
    if (
      token.text === 'from' &&
      this.tokens[index + 1]?.kind === 'str' &&
      /^(?:import|export|type|,)$/.test(this.tokens[top.index - 1]?.text ?? '')
    ) {
      this.places++;
      this.add('brace-of-import-list', 0.5, "Add '}'", { start: this.lineStart(token.start), end: token.start, text: '} ' });
      this.stack.pop();
      return true;
    }
    // This line stands no deeper than the line that opened: the block should have ended above it.
    if (!(token.text in OPENER) && this.indent(token.start) <= top.indent && index > top.index + 1) {
      this.places++;
      this.closeBefore(index, top, 0.9);
      this.closeWithCall(index, top);
    }
    return false;
  }

  private closes(index: number, token: ScriptToken): void {
    const { stack } = this;
    const top = stack.at(-1);
    const indent = this.indent(token.start);
    // One that stands deeper than what it would close ends a block whose own brace is missing above.
    const lost =
      top?.text === '{' && token.text === '}' && this.isFirst(index) && indent > top.indent ? this.headAbove(index, indent) : undefined;
    if (lost !== undefined && top && lost > (this.tokens[top.index]?.start ?? 0)) {
      this.places++;
      this.addOpening(lost);
      return;
    }
    if (top?.text === OPENER[token.text] && top) {
      this.closesTop(index, token, top, indent);
      stack.pop();
    } else if (top && stack.some((open) => open.text === OPENER[token.text])) {
      this.places++;
      this.closeBefore(index, top, 1);
      while (stack.length > 0 && stack.at(-1)?.text !== OPENER[token.text]) stack.pop();
      stack.pop();
    } else {
      this.places++;
      this.add('closing-bracket-too-many', 1.2 + this.places * FURTHER, `Remove '${token.text}'`, removal(token));
      // Or its opener is missing: at the end of the line above that stands as far left, and is followed by deeper ones.
      const head = token.text === '}' && this.isFirst(index) ? this.headAbove(index, indent) : undefined;
      if (head !== undefined) this.addOpening(head);
    }
  }

  /** It closes the bracket that was opened last; its indentation may say that another one was meant. */
  private closesTop(index: number, token: ScriptToken, top: Open, indent: number): void {
    // One that stands behind another closer and ends a block of further left: it is one too many here.
    if (!this.isFirst(index) && token.text === '}' && indent > top.indent && this.tokens[index - 1]?.text === '}') {
      this.places++;
      this.add('brace-too-many-on-line', 0.8 + this.places * FURTHER, "Remove '}'", removal(token));
    }
    // A closer further left than its opener's line belongs to an outer one: one is missing above.
    if (this.isFirst(index) && indent < top.indent) {
      this.places++;
      this.closeBefore(index, top, 0.9);
    }
  }

  /** What is still open at the end. */
  private ends(): void {
    const { text, tokens, stack } = this;
    const last = tokens.at(-1);
    const open = stack.at(-1);
    if (!open) return;
    const end = last?.end ?? text.length;
    const closer = CLOSER[open.text] ?? '';
    if (stack.length === 1)
      this.add(
        'closed-at-end-of-text',
        open.text === '{' && this.found.length > 0 ? 2 : 1.1,
        `Close the '${open.text}' at the end`,
        insertion(end, open.text === '{' ? `${this.eol}}` : closer),
      );
    // The last statement's own end: `;` alone where `};` stood.
    if (last && /^[;,]$/.test(last.text)) this.add('closed-before-last-semicolon', 0.9, `Add '${closer}'`, insertion(last.start, closer));
  }

  private closeBefore(index: number, open: Open, base: number): void {
    const { text, tokens } = this;
    const cost = base + this.places * FURTHER;
    const opener = tokens[open.index]?.start ?? 0;
    const before = tokens[index - 1];
    const closer = CLOSER[open.text] ?? '}';
    const title = `Close the '${open.text}' of line ${text.slice(0, opener).split('\n').length} with '${closer}'`;
    const pad = /^[ \t]*/.exec(text.slice(this.lineStart(opener)))?.[0] ?? '';
    const waiting = closer === '}' ? this.lineWithoutBrace(index, pad) : undefined;
    if (waiting) {
      this.add('brace-on-its-own-line', waiting.isSure ? Math.min(cost, 0.6) : cost, title, insertion(waiting.at, closer));
      return;
    }
    const at = before?.text === ',' && sameLine(text, opener, before.start) ? before.start : (before?.end ?? 0);
    this.add('closed-by-indentation', cost, title, insertion(at, closer === '}' ? `${this.eol}${pad}}` : closer));
  }

  /** `foo(() => {` wants `})`. */
  private closeWithCall(index: number, open: Open): void {
    const outer = this.stack.at(-2);
    const [call, block] = [outer && this.tokens[outer.index], this.tokens[open.index]];
    if (outer?.text !== '(' || !call || !block || !sameLine(this.text, call.start, block.start)) return;
    this.add(
      'call-closed-by-indentation',
      2 + this.places * FURTHER,
      "Add '})'",
      insertion(this.tokens[index - 1]?.end ?? 0, `${this.eol}})`),
    );
  }

  /** A line that the closing brace is missing from: it begins with what ends a statement, or is blank but for the brace's indentation. */
  private lineWithoutBrace(index: number, pad: string): { at: number; isSure: boolean } | undefined {
    const { text, tokens } = this;
    for (const i of [index, index - 1]) {
      const token = tokens[i];
      if (!token || !this.isFirst(i)) continue;
      if (/^[;,)]$/.test(token.text) && text.slice(this.lineStart(token.start), token.start) === pad)
        return { at: token.start, isSure: token.text === ';' };
    }
    const from = tokens[index - 1]?.end ?? 0;
    for (const blank of text.slice(from, tokens[index]?.start ?? text.length).matchAll(/\n([ \t]+)(?=\r?\n)/g))
      if (blank[1] === pad) return { at: from + blank.index + blank[0].length, isSure: false };
    return undefined;
  }

  /** End of the nearest line above that stands no deeper than the column, if the line below it does. */
  private headAbove(index: number, column: number): number | undefined {
    const { tokens } = this;
    for (let j = index - 1; j > 0; j--) {
      const token = tokens[j];
      if (!token || !this.isFirst(j) || this.indent(token.start) > column) continue;
      let last = j;
      while (last + 1 < index && !this.isFirst(last + 1)) last++;
      const after = tokens[last + 1];
      const end = tokens[last];
      return end && after && last + 1 < index && this.indent(after.start) > column && !/^[{};,]$/.test(end.text) ? end.end : undefined;
    }
    return undefined;
  }

  private addOpening(at: number): void {
    this.add('opening-brace-by-indentation', 0.8 + this.places * 0.2, "Add '{'", insertion(at, ' {'));
  }

  private add(variant: string, cost: number, title: string, edit: OffsetEdit): void {
    this.found.push({ variant, cost, title, edits: [edit] });
  }

  private isFirst(index: number): boolean {
    return index === 0 || (this.tokens[index]?.newLine ?? false);
  }

  private lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  private indent(offset: number): number {
    const start = this.lineStart(offset);
    return /^[ \t]*/.exec(this.text.slice(start, start + 400))?.[0].replace(/\t/g, '    ').length ?? 0;
  }
}

const insertion = (at: number, text: string): OffsetEdit => ({ start: at, end: at, text });
const removal = ({ start, end }: ScriptToken): OffsetEdit => ({ start, end, text: '' });

const sameLine = (text: string, a: number, b: number): boolean => !text.slice(Math.min(a, b), Math.max(a, b)).includes('\n');
