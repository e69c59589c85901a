// The tags of a text with JSX, also of one that does not parse: what opens, what closes, and small changes where a tag or an attribute can't be right as it stands.

import type { OffsetEdit } from '../../../../syntax/edits';

/** One way to mend a tag. */
export interface TagRepair {
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
}

interface Tag {
  readonly kind: 'tag';
  /** Empty for a fragment. */
  readonly name: string;
  readonly start: number;
  /** Behind its `>`. */
  readonly end: number;
}

interface Bracket {
  readonly kind: 'bracket';
  readonly sign: string;
  readonly start: number;
}

/** Elements that HTML never closes. */
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** Before these a `<` begins an element; behind a name it compares or opens type arguments. */
const BEFORE_ELEMENT = /(?:^|[([{,;=?:&|>}!]|\b(?:return|default|case|yield|await|else|do))\s*$/;
const OPENING = /^<(?:([A-Za-z][\w.:-]*)(?=[\s/>]|$)|(?=>))/;
/** A value that stands in an attribute without braces. */
const BARE =
  /^(?:(?:async\s+)?\([^()]*\)\s*=>\s*[\w$.]+(?:\([^()]*\))?|[\w$]+\s*=>\s*[\w$.]+(?:\([^()]*\))?|[A-Za-z_$][\w$.]*(?:\([^()]*\))?|\d+(?:\.\d+)?)(?=[\s/>])/;
const at = (offset: number, text: string): OffsetEdit => ({ start: offset, end: offset, text });

/** What looks wrong, in the order of the text. Ends at the text's end, whatever is in it. */
export function tagRepairs(text: string): TagRepair[] {
  return new Scan(text).run();
}

class Scan {
  private readonly found: TagRepair[] = [];
  private readonly open: (Tag | Bracket)[] = [];
  private at = 0;
  /** Where the last element or container ended, for what stands side by side. */
  private elementEnd = -1;

  constructor(private readonly text: string) {}

  run(): TagRepair[] {
    while (this.at < this.text.length) {
      if (this.open.at(-1)?.kind === 'tag') this.content();
      else this.code();
    }
    this.unclosed(0, this.text.trimEnd().length);
    return this.found;
  }

  private starts(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** One step through code: strings, comments and brackets. */
  private code(): void {
    const { text } = this;
    const sign = text[this.at] ?? '';
    if (this.starts('//')) this.at = endOf(text, '\n', this.at);
    else if (this.starts('/*')) this.at = endOf(text, '*/', this.at + 2);
    else if (sign === '"' || sign === "'") this.at = endOfString(text, this.at);
    else if (sign === '`') this.at = endOfTemplate(text, this.at);
    else if (/[([{]/.test(sign)) {
      this.open.push({ kind: 'bracket', sign, start: this.at });
      this.at++;
    } else if (/[)\]}]/.test(sign)) {
      const top = this.open.at(-1);
      if (top?.kind === 'bracket' && top.sign === CLOSES[sign]) this.open.pop();
      this.at++;
    } else if (this.starts('</')) {
      this.closing();
    } else if (
      sign === '<' &&
      BEFORE_ELEMENT.test(text.slice(Math.max(0, this.at - 12), this.at)) &&
      !/^<\w+\s+extends\b/.test(text.slice(this.at, this.at + 80))
    ) {
      const inBraces = this.open.at(-1);
      // `{on && <p>b</p>` and the next element on its own line: the brace was not closed.
      if (
        this.elementEnd >= 0 &&
        inBraces?.kind === 'bracket' &&
        inBraces.sign === '{' &&
        this.open.at(-2)?.kind === 'tag' &&
        /^\s*\n\s*$/.test(text.slice(this.elementEnd, this.at))
      ) {
        this.found.push({ title: "Add '}'", edits: [at(this.elementEnd, '}')] });
        this.open.pop();
      } else if (!this.opening()) this.at++;
    } else this.at++;
  }

  /** One step through what stands between tags. */
  private content(): void {
    const { text } = this;
    const sign = text[this.at] ?? '';
    if (this.starts('<!--')) {
      const end = endOf(text, '-->', this.at);
      const words = text.slice(this.at + 4, end - 3).trim();
      if (!words.includes('*/'))
        this.found.push({ title: 'Write the comment as {/* … */}', edits: [{ start: this.at, end, text: `{/* ${words} */}` }] });
      this.at = end;
    } else if (this.starts('</')) this.closing();
    else if (sign === '<') {
      if (!this.opening()) this.at++;
    } else if (sign === '{') {
      this.open.push({ kind: 'bracket', sign, start: this.at });
      this.at++;
    } else if (sign === '}' || (sign === ')' && /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, this.at - 80), this.at))))
      this.outOfPlace(sign);
    else this.at++;
  }

  /** A bracket that ends code stands between tags: the tags before it were not closed, or its own opener is missing. */
  private outOfPlace(sign: string): void {
    const { text } = this;
    const [words = ''] = /[^<>{}\n]*$/.exec(text.slice(Math.max(0, this.at - 120), this.at)) ?? [];
    if (sign === '}' && text[this.at + 1] === '<' && /^\s*[A-Za-z_$][\w$]*(?:[.?[(][\w$.?[\]()'"]*)?$/.test(words)) {
      this.found.push({ title: "Add '{'", edits: [at(this.at - words.trimStart().length, '{')] });
      this.at++;
      return;
    }
    const index = this.open.findLastIndex((one) => one.kind === 'bracket');
    const bracket = this.open[index];
    if (bracket?.kind !== 'bracket' || bracket.sign !== CLOSES[sign]) {
      this.at++;
      return;
    }
    this.unclosed(index + 1, this.at);
    this.open.length = index;
    this.at++;
  }

  /** A tag from its `<`; false where it is none. */
  private opening(): boolean {
    const { text } = this;
    const start = this.at;
    const match = OPENING.exec(text.slice(start, start + 200));
    if (!match) return false;
    const name = match[1] ?? '';
    this.at = start + match[0].length;
    const isClosed = this.attributes();
    if (!isClosed && VOID.has(name)) {
      const space = /\s/.test(text[this.at - 2] ?? '') ? '' : ' ';
      this.found.push({ title: `Close '<${name}>' with '/>'`, edits: [at(this.at - 1, `${space}/`)] });
    } else if (!isClosed) {
      this.open.push({ kind: 'tag', name, start, end: this.at });
      return true;
    }
    this.elementEnd = this.at;
    return true;
  }

  /** As far as behind the tag's `>`; whether it closes itself. */
  private attributes(): boolean {
    const { text } = this;
    for (;;) {
      const from = this.at;
      this.at += /^\s*/.exec(text.slice(this.at, this.at + 400))?.[0].length ?? 0;
      if (this.starts('/>')) {
        this.at += 2;
        return true;
      }
      if (text[this.at] === '>') {
        this.at++;
        return false;
      }
      if (text[this.at] === '{') {
        this.at = endOfBraces(text, this.at);
        continue;
      }
      const attribute = /^([A-Za-z_$][\w.:$-]*)(\s*=\s*)?/.exec(text.slice(this.at, this.at + 200));
      if (!attribute) {
        // Another tag, or the end: this one was not ended.
        if (text[this.at] === '<' || this.at >= text.length) {
          this.found.push({ title: "Add '>'", edits: [at(from, '>')] });
          this.at = from;
        } else this.at++;
        if (this.at >= text.length || this.at === from) return false;
        continue;
      }
      this.at += attribute[0].length;
      if (attribute[2] !== undefined) this.value();
    }
  }

  private value(): void {
    const { text } = this;
    const start = this.at;
    const sign = text[start] ?? '';
    const rest = text.slice(start, start + 400);
    if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, start + 1);
      this.at = end < 0 ? text.length : end + 1;
      return;
    }
    if (sign === '{') {
      const bare = /^\{[\w$.]+(?=\s*\/?>)/.exec(rest);
      if (bare && text[start + bare[0].length] !== '}') {
        this.at = start + bare[0].length;
        this.found.push({ title: "Add '}'", edits: [at(this.at, '}')] });
        return;
      }
      this.at = endOfBraces(text, start);
      // An object in an attribute has its own braces.
      if (/^\{\s*(?:[\w$]+|'[^'\n]*'|"[^"\n]*")\s*:(?!:)/.test(rest) && text[this.at] !== '}')
        this.found.push({ title: 'Put the object in braces of its own', edits: [at(start, '{'), at(this.at, '}')] });
      return;
    }
    const bare = BARE.exec(rest);
    if (!bare) return;
    this.at = start + bare[0].length;
    this.found.push({ title: `Put '${bare[0].slice(0, 40)}' in braces`, edits: [at(start, '{'), at(this.at, '}')] });
  }

  private closing(): void {
    const { text } = this;
    const start = this.at;
    const match = /^<\/\s*([A-Za-z][\w.:-]*)?\s*(>?)/.exec(text.slice(start, start + 120));
    if (!match) {
      this.at += 2;
      return;
    }
    const name = match[1] ?? '';
    const written = match[0].trimEnd();
    this.at = start + written.length;
    if (!match[2]) this.found.push({ title: "Add '>'", edits: [at(this.at, '>')] });
    let index = this.open.findLastIndex((one) => one.kind === 'tag' && one.name === name);
    const bracket = this.open.findLastIndex((one) => one.kind === 'bracket');
    const top = this.open.at(-1);
    // In code: what was opened within the element was not closed.
    if (index >= 0 && bracket > index && top?.kind === 'bracket') {
      this.brackets(index, start);
    } else if (index < 0 || bracket > index) index = -1;
    if (index >= 0) {
      this.unclosed(index + 1, start);
      this.open.length = index;
    } else if (top?.kind === 'tag') {
      const nameStart = start + written.indexOf(name, 2);
      const rename = {
        title: `Change '</${name}>' to '</${top.name}>'`,
        edits: [{ start: name ? nameStart : start + 2, end: (name ? nameStart : start + 2) + name.length, text: top.name }],
      };
      const isOwn = /\S/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start)) && sameLine(text, top.start, start);
      const isIndented = indentAt(text, top.start) === indentAt(text, start);
      // One too many, where its element is closed already.
      if (!isOwn && !isIndented) this.found.push({ title: `Remove '${written}'`, edits: [{ start, end: this.at, text: '' }] });
      else {
        this.found.push(rename);
        this.open.pop();
      }
    }
    this.elementEnd = this.at;
  }

  /** Brackets above the tag at `index` that are missed before its closing tag. */
  private brackets(index: number, before: number): void {
    const missing = this.open.slice(index + 1);
    if (missing.some((one) => one.kind === 'tag')) return;
    const signs = missing
      .map((one) => (one.kind === 'bracket' ? (Object.entries(CLOSES).find(([, opener]) => opener === one.sign)?.[0] ?? '') : ''))
      .reverse()
      .join('');
    const end = this.text.slice(0, before).trimEnd().length;
    this.found.push({ title: `Add '${signs}'`, edits: [at(end, signs)] });
    this.open.length = index + 1;
  }

  /** The tags from `from` on that are still open where something else ends. */
  private unclosed(from: number, before: number): void {
    for (const one of this.open.slice(from).reverse()) {
      if (one.kind !== 'tag') continue;
      this.found.push({ title: one.name ? `Close '<${one.name}>'` : "Close '<>'", edits: [closed(this.text, one, before)] });
    }
  }
}

/** Where a tag that was never closed should be: behind what stands on its line, else before the first line that is not inside. */
function closed(text: string, { name, start, end }: Tag, before: number): OffsetEdit {
  const tag = `</${name}>`;
  const lineEnd = Math.min(...[text.indexOf('\n', end), text.length].filter((offset) => offset >= 0));
  const rest = text.slice(end, Math.min(lineEnd, before));
  if (rest.trim() !== '' || before <= lineEnd) return at(end + rest.trimEnd().length, tag);
  const indent = indentAt(text, start);
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  for (let from = lineEnd + 1; from < before;) {
    const next = text.indexOf('\n', from);
    const content = text.slice(from, next < 0 ? text.length : next);
    if (content.trim() !== '' && (/^[ \t]*/.exec(content)?.[0].length ?? 0) <= indent.length) return at(from, `${indent}${tag}${line}`);
    if (next < 0) break;
    from = next + 1;
  }
  const own = text.lastIndexOf('\n', before - 1) + 1;
  return /^\s*$/.test(text.slice(own, before)) ? at(own, `${indent}${tag}${line}`) : at(before, tag);
}

const indentAt = (text: string, offset: number): string => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
const sameLine = (text: string, a: number, b: number): boolean => !text.slice(a, b).includes('\n');

/** Behind the word; the text's end where it does not come. */
function endOf(text: string, word: string, from: number): number {
  const found = text.indexOf(word, from);
  return found < 0 ? text.length : found + word.length;
}

function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
    else if (text[i] === '\n') return i;
  }
  return text.length;
}

function endOfTemplate(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
    else if (text.startsWith('${', i)) i = endOfBraces(text, i + 1) - 1;
  }
  return text.length;
}

/** Behind the brace that closes the one at `start`, by strings, templates and comments alone. */
function endOfBraces(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length;) {
    const sign = text[i] ?? '';
    if (sign === '"' || sign === "'") i = endOfString(text, i);
    else if (sign === '`') i = endOfTemplate(text, i);
    else if (text.startsWith('/*', i)) i = endOf(text, '*/', i + 2);
    else {
      if (sign === '{') depth++;
      if (sign === '}' && --depth === 0) return i + 1;
      i++;
    }
  }
  return text.length;
}
