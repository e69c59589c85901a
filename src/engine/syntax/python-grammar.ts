// Whether the tokens of one logical line are a statement of Python 3: a recursive-descent recogniser of the reference grammar.

import { lexLine, stringEnd, type Token } from './python-tokens';

/** What a line is, as far as the block structure must know. */
export type LineKind =
  | 'simple'
  | 'decorator'
  | 'def'
  | 'class'
  | 'if'
  | 'elif'
  | 'else'
  | 'for'
  | 'while'
  | 'try'
  | 'except'
  | 'finally'
  | 'with'
  | 'match'
  | 'case';

export interface Statement {
  readonly kind: LineKind;
  /** A compound statement whose body is yet to come on the following lines. */
  readonly opens: boolean;
  /** `return`, `yield`, `await`, `break` … that the block around must allow, as token indices. */
  readonly needs: readonly { readonly what: 'function' | 'async' | 'loop'; readonly index: number }[];
}

export interface GrammarFault {
  /** Index of the first token that does not fit; the number of tokens where the line ends too early. */
  readonly index: number;
  readonly why: string;
}

export type LineResult = { readonly ok: true; readonly statement: Statement } | { readonly ok: false; readonly fault: GrammarFault };

/** `inMatch`: the line stands directly in a `match` block. */
export function recognise(tokens: readonly Token[], inMatch = false): LineResult {
  const parser = new LineParser(tokens);
  try {
    return { ok: true, statement: parser.line(inMatch) };
  } catch (error) {
    if (error !== FAILED) throw error;
    return { ok: false, fault: { index: parser.failIndex, why: parser.failWhy } };
  }
}

/** CPython's own limit of nested brackets. */
const MAX_DEPTH = 200;

/** Thrown inside the recogniser only. One object, made once: a search fails thousands of times, and a stack each time would be dear. */
const FAILED = new Error('not a statement');

// What an expression was, for whoever must know whether it can be assigned to.
const TARGET = 1;
const SINGLE = 2;
const NAME = 4;
const STAR = 8;
const GENERATOR = 16;
const TUPLE = 32;

const BINARY: Readonly<Record<string, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '<<': 4,
  '>>': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '//': 6,
  '%': 6,
  '@': 6,
};
const COMPARE: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);
const AUGMENTED: ReadonlySet<string> = new Set(['+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '>>=', '<<=', '**=']);

class LineParser {
  private i = 0;
  failIndex = 0;
  failWhy = 'invalid syntax';
  private readonly needs: { what: 'function' | 'async' | 'loop'; index: number }[] = [];
  private pattern = false;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  private get text(): string {
    return this.tokens[this.i]?.text ?? '';
  }

  /** An operator or keyword, not a string that reads like one. */
  private is(text: string): boolean {
    const token = this.tokens[this.i];
    return token !== undefined && token.text === text && token.type !== 'string';
  }

  private fail(why = 'invalid syntax', at = this.i): never {
    this.failIndex = at;
    this.failWhy = why;
    throw FAILED;
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.i++;
    return true;
  }

  private expect(text: string): void {
    if (!this.accept(text)) this.fail(`expected '${text}'`);
  }

  private name(): string {
    const token = this.tokens[this.i];
    if (token?.type !== 'name') this.fail('expected a name');
    this.i++;
    return token.text;
  }

  private attempt(parse: () => void): boolean {
    const [i, needs, why, index] = [this.i, this.needs.length, this.failWhy, this.failIndex];
    try {
      parse();
      return true;
    } catch (error) {
      if (error !== FAILED) throw error;
      this.i = i;
      this.needs.length = needs;
      this.failWhy = why;
      this.failIndex = index;
      return false;
    }
  }

  line(inMatch: boolean): Statement {
    let kind: LineKind = 'simple';
    let opens = false;
    const done = (): Statement => ({ kind, opens, needs: this.needs });
    const body = (): Statement => {
      if (!this.accept(':')) this.fail("expected ':'");
      if (this.i === this.tokens.length) opens = true;
      else this.simpleStatements();
      return done();
    };
    if (inMatch && this.is('case')) {
      kind = 'case';
      this.i++;
      this.pattern = true;
      this.starExpressions();
      this.pattern = false;
      if (this.accept('if')) this.named();
      return body();
    }
    if (inMatch) this.fail("expected 'case'");
    if (this.accept('@')) {
      kind = 'decorator';
      this.named();
      this.end();
      return done();
    }
    const asynchronous = this.is('async');
    if (asynchronous) {
      this.i++;
      if (!['def', 'for', 'with'].includes(this.text)) this.fail();
      if (!this.is('def')) this.needs.push({ what: 'async', index: this.i - 1 });
    }
    switch (this.tokens[this.i]?.type === 'keyword' ? this.text : '') {
      case 'def':
        kind = 'def';
        this.i++;
        this.name();
        this.typeParameters();
        if (!this.accept('(')) this.fail("expected '('");
        this.parameters(')', true);
        this.expect(')');
        if (this.accept('->')) this.expression();
        return body();
      case 'class':
        kind = 'class';
        this.i++;
        this.name();
        this.typeParameters();
        if (this.accept('(')) this.callArguments();
        return body();
      case 'if':
      case 'elif':
      case 'while':
        kind = this.text as 'if' | 'elif' | 'while';
        this.i++;
        this.named();
        return body();
      case 'else':
      case 'try':
      case 'finally':
        kind = this.text as 'else' | 'try' | 'finally';
        this.i++;
        return body();
      case 'for':
        kind = 'for';
        this.i++;
        this.targets();
        this.expect('in');
        this.starExpressions();
        return body();
      case 'except':
        kind = 'except';
        this.i++;
        this.accept('*');
        if (!this.is(':')) {
          this.expression();
          if (this.accept('as')) this.name();
          else if (this.is(',')) this.fail('multiple exception types must be parenthesized');
        }
        return body();
      case 'with':
        kind = 'with';
        this.i++;
        this.withItems();
        return body();
      default:
    }
    if (this.is('match') && this.tokens.length > 2 && this.tokens[this.tokens.length - 1]?.text === ':') {
      const found = this.attempt(() => {
        this.i++;
        this.starExpressions();
        this.expect(':');
        if (this.i !== this.tokens.length) this.fail();
      });
      if (found) return { kind: 'match', opens: true, needs: this.needs };
    }
    this.simpleStatements();
    return done();
  }

  private end(): void {
    if (this.i < this.tokens.length) this.fail();
  }

  private simpleStatements(): void {
    for (;;) {
      this.simple();
      if (!this.accept(';')) break;
      if (this.i === this.tokens.length) return;
    }
    this.end();
  }

  private simple(): void {
    const token = this.tokens[this.i];
    if (!token) this.fail();
    switch (token.type === 'keyword' ? token.text : '') {
      case 'pass':
        this.i++;
        return;
      case 'break':
      case 'continue':
        this.needs.push({ what: 'loop', index: this.i++ });
        return;
      case 'return':
        this.needs.push({ what: 'function', index: this.i++ });
        if (!this.atEnd()) this.starExpressions();
        return;
      case 'raise':
        this.i++;
        if (this.atEnd()) return;
        this.expression();
        if (this.accept('from')) this.expression();
        return;
      case 'global':
      case 'nonlocal':
        this.i++;
        do this.name();
        while (this.accept(','));
        return;
      case 'del': {
        this.i++;
        const start = this.i;
        const what = this.starExpressions();
        if (!(what & TARGET) || what & STAR) this.fail('cannot delete', start);
        return;
      }
      case 'assert':
        this.i++;
        this.expression();
        if (this.accept(',')) this.expression();
        return;
      case 'import':
        this.i++;
        do {
          this.dotted();
          if (this.accept('as')) this.name();
        } while (this.accept(','));
        return;
      case 'from':
        this.fromImport();
        return;
      default:
    }
    if (token.text === 'type' && this.tokens[this.i + 1]?.type === 'name') {
      this.i += 2;
      this.typeParameters();
      this.expect('=');
      this.expression();
      return;
    }
    this.assignment();
  }

  private atEnd(): boolean {
    return this.i >= this.tokens.length || this.is(';');
  }

  private dotted(): void {
    do this.name();
    while (this.accept('.'));
  }

  private fromImport(): void {
    this.expect('from');
    let dots = false;
    while (this.accept('.') || this.accept('...')) dots = true;
    if (!dots || !this.is('import')) this.dotted();
    this.expect('import');
    if (this.accept('*')) return;
    const parenthesised = this.accept('(');
    for (;;) {
      this.name();
      if (this.accept('as')) this.name();
      if (!this.accept(',')) break;
      if (parenthesised && this.is(')')) break;
      if (!parenthesised && this.atEnd()) this.fail('trailing comma not allowed without surrounding parentheses', this.i - 1);
    }
    if (parenthesised) this.expect(')');
  }

  private assignment(): void {
    let start = this.i;
    let what = this.is('yield') ? this.yieldExpression() : this.starExpressions();
    if (this.is(':') && what & SINGLE) {
      this.i++;
      this.expression();
      if (this.accept('=')) {
        if (this.is('yield')) this.yieldExpression();
        else this.starExpressions();
      }
      return;
    }
    const token = this.tokens[this.i];
    if (token?.type === 'op' && AUGMENTED.has(token.text)) {
      if (!(what & SINGLE)) this.fail('illegal expression for augmented assignment', start);
      this.i++;
      if (this.is('yield')) this.yieldExpression();
      else this.starExpressions();
      return;
    }
    let assigned = false;
    while (this.is('=')) {
      if (!(what & TARGET)) this.fail('cannot assign', start);
      this.i++;
      assigned = true;
      start = this.i;
      what = this.is('yield') ? this.yieldExpression() : this.starExpressions();
    }
    if (!assigned && what & STAR && !(what & TUPLE)) this.fail("can't use starred expression here", start);
  }

  private yieldExpression(): number {
    this.needs.push({ what: 'function', index: this.i });
    this.expect('yield');
    if (this.accept('from')) this.expression();
    else if (this.startsExpression()) this.starExpressions();
    return 0;
  }

  private withItems(): void {
    const item = (): void => {
      this.expression();
      if (this.accept('as')) {
        const start = this.i;
        if (!(this.binary(1) & TARGET)) this.fail('cannot assign', start);
      }
    };
    const parenthesised =
      this.is('(') &&
      this.attempt(() => {
        this.i++;
        do {
          if (this.is(')')) break;
          item();
        } while (this.accept(','));
        this.expect(')');
        if (!this.is(':')) this.fail();
      });
    if (parenthesised) return;
    do item();
    while (this.accept(','));
  }

  private typeParameters(): void {
    if (!this.accept('[')) return;
    do {
      if (this.is(']')) break;
      if (!this.accept('*')) this.accept('**');
      this.name();
      if (this.accept(':')) this.expression();
      if (this.accept('=')) this.starOrExpression();
    } while (this.accept(','));
    this.expect(']');
  }

  private parameters(close: string, annotated: boolean): void {
    let star = false;
    let slash = false;
    let defaulted = false;
    let any = false;
    while (!this.is(close)) {
      if (this.accept('**')) {
        this.name();
        if (annotated && this.accept(':')) this.expression();
        this.accept(',');
        if (!this.is(close)) this.fail();
        return;
      }
      if (this.is('/')) {
        if (slash || star || !any) this.fail();
        slash = true;
        this.i++;
      } else if (this.is('*')) {
        if (star) this.fail('* argument may appear only once');
        star = true;
        this.i++;
        if (this.is(',')) {
          const next = this.tokens[this.i + 1];
          if (next?.type !== 'name') this.fail('named arguments must follow bare *');
        } else {
          this.name();
          if (annotated && this.accept(':')) this.starOrExpression();
        }
      } else {
        const start = this.i;
        this.name();
        if (annotated && this.accept(':')) this.expression();
        if (this.accept('=')) {
          this.expression();
          defaulted = true;
        } else if (defaulted && !star) this.fail('non-default argument follows default argument', start);
      }
      any = true;
      if (!this.accept(',')) break;
    }
  }

  private startsExpression(): boolean {
    const token = this.tokens[this.i];
    if (!token) return false;
    if (token.type === 'name' || token.type === 'number' || token.type === 'string') return true;
    if (token.type === 'keyword') return ['None', 'True', 'False', 'not', 'lambda', 'await', 'yield'].includes(token.text);
    return ['(', '[', '{', '-', '+', '~', '...', '*'].includes(token.text);
  }

  /** `a`, `a, b`, `*a, b`: at least one. */
  private starExpressions(): number {
    let what = this.starOrNamed();
    if (!this.is(',')) return what;
    let star = what & STAR;
    let target = what & TARGET;
    while (this.accept(',')) {
      if (!this.startsExpression() || this.is('yield')) break;
      what = this.starOrNamed();
      target &= what;
      star |= what & STAR;
    }
    return TUPLE | target | star;
  }

  private starOrNamed(): number {
    if (this.accept('*')) {
      const what = this.binary(1);
      return STAR | (what & TARGET);
    }
    return this.named();
  }

  private starOrExpression(): number {
    if (this.accept('*')) return STAR | (this.binary(1) & TARGET);
    return this.expression();
  }

  private targets(): void {
    const start = this.i;
    for (;;) {
      this.accept('*');
      const at = this.i;
      const what = this.binary(1);
      if (!(what & TARGET)) this.fail('cannot assign', at);
      if (!this.accept(',')) break;
      if (!this.startsExpression()) break;
    }
    if (this.i === start) this.fail();
  }

  private named(): number {
    const what = this.expression();
    if (this.pattern && this.accept('as')) this.name();
    if (this.is(':=')) {
      if (!(what & NAME) || this.pattern) this.fail();
      this.i++;
      this.expression();
      return 0;
    }
    return what;
  }

  private expression(): number {
    if (++this.depth > MAX_DEPTH) this.fail('too many nested expressions');
    try {
      if (this.accept('lambda')) {
        this.parameters(':', false);
        this.expect(':');
        const marks = this.needs.length;
        this.expression();
        // A lambda is a function: what it yields or awaits is its own business.
        this.needs.length = marks;
        return 0;
      }
      const what = this.disjunction();
      if (!this.is('if') || this.pattern) return what;
      // `case x if guard` and `[… for x in y if z]` ask for a disjunction and never come here.
      this.i++;
      this.disjunction();
      if (!this.accept('else')) this.fail("expected 'else' after 'if' expression");
      this.expression();
      return 0;
    } finally {
      this.depth--;
    }
  }

  private disjunction(): number {
    let what = this.conjunction();
    while (this.accept('or')) {
      this.conjunction();
      what = 0;
    }
    return what;
  }

  private conjunction(): number {
    let what = this.inversion();
    while (this.accept('and')) {
      this.inversion();
      what = 0;
    }
    return what;
  }

  private inversion(): number {
    let negated = false;
    while (this.accept('not')) negated = true;
    const what = this.comparison();
    return negated ? 0 : what;
  }

  private comparison(): number {
    let what = this.binary(1);
    for (;;) {
      const token = this.tokens[this.i];
      if (!token) return what;
      if (token.type === 'op' && COMPARE.has(token.text)) this.i++;
      else if (token.type === 'keyword' && token.text === 'in') this.i++;
      else if (token.type === 'keyword' && token.text === 'not' && this.tokens[this.i + 1]?.text === 'in') this.i += 2;
      else if (token.type === 'keyword' && token.text === 'is') {
        this.i++;
        this.accept('not');
      } else return what;
      this.binary(1);
      what = 0;
    }
  }

  /** Left-associative operators from `|` down to `*`; above them the comparison. */
  private binary(level: number): number {
    let what = this.unary();
    for (;;) {
      const token = this.tokens[this.i];
      const power = token?.type === 'op' ? BINARY[token.text] : undefined;
      if (power === undefined || power < level) return what;
      this.i++;
      this.binary(power + 1);
      what = 0;
    }
  }

  private unary(): number {
    let signed = false;
    while (this.is('-') || this.is('+') || this.is('~')) {
      this.i++;
      signed = true;
    }
    let what: number;
    if (this.is('await')) {
      this.needs.push({ what: 'async', index: this.i++ });
      this.primary();
      what = 0;
    } else what = this.primary();
    if (this.accept('**')) {
      this.unary();
      return 0;
    }
    return signed ? 0 : what;
  }

  private primary(): number {
    let what = this.atom();
    for (;;) {
      if (this.accept('.')) {
        this.name();
        what = TARGET | SINGLE;
      } else if (this.is('(')) {
        this.i++;
        this.callArguments();
        what = 0;
      } else if (this.accept('[')) {
        this.subscripts();
        what = TARGET | SINGLE;
      } else return what;
    }
  }

  private subscripts(): void {
    for (;;) {
      if (this.accept('*')) this.binary(1);
      else {
        if (!this.is(':')) this.named();
        for (let colons = 0; colons < 2 && this.accept(':'); colons++)
          if (!this.is(':') && !this.is(']') && !this.is(',')) this.expression();
      }
      if (!this.accept(',')) break;
      if (this.is(']')) break;
    }
    this.expect(']');
  }

  /** After the opening parenthesis, through the closing one. */
  private callArguments(): void {
    let keyword = false;
    let unpacked = false;
    let first = true;
    while (!this.is(')')) {
      if (this.accept('**')) {
        this.expression();
        unpacked = true;
      } else if (this.accept('*')) {
        this.expression();
      } else if (this.tokens[this.i]?.type === 'name' && this.tokens[this.i + 1]?.text === '=' && this.tokens[this.i + 1]?.type === 'op') {
        this.i += 2;
        this.expression();
        if (this.pattern && this.accept('as')) this.name();
        keyword = true;
      } else {
        const start = this.i;
        this.named();
        if (this.is('for') || this.is('async')) {
          this.comprehension();
          if (!first || (this.is(',') && this.tokens[this.i + 1]?.text !== ')'))
            this.fail('Generator expression must be parenthesized', start);
        } else if (this.is('=')) this.fail('expression cannot contain assignment, perhaps you meant "=="?', start);
        else if (keyword || unpacked) this.fail('positional argument follows keyword argument', this.i);
      }
      first = false;
      if (!this.accept(',')) break;
    }
    this.expect(')');
  }

  private comprehension(): void {
    do {
      if (this.is('async')) this.needs.push({ what: 'async', index: this.i++ });
      this.expect('for');
      this.targets();
      this.expect('in');
      this.disjunction();
      while (this.accept('if')) {
        const what = this.disjunction();
        if (this.is(':=') && what & NAME) {
          this.i++;
          this.disjunction();
        }
      }
    } while (this.is('for') || this.is('async'));
  }

  private atom(): number {
    const token = this.tokens[this.i];
    if (!token) this.fail();
    switch (token.type) {
      case 'name':
        this.i++;
        return TARGET | SINGLE | NAME;
      case 'number':
        this.i++;
        return 0;
      case 'string':
        while (this.tokens[this.i]?.type === 'string') {
          this.formatted(this.i);
          this.i++;
        }
        return 0;
      case 'keyword':
        if (token.text === 'None' || token.text === 'True' || token.text === 'False') {
          this.i++;
          return 0;
        }
        return this.fail();
      case 'bad':
        return this.fail();
      default:
    }
    if (this.accept('...')) return 0;
    if (this.accept('(')) {
      if (this.accept(')')) return TARGET | TUPLE;
      if (this.is('yield')) {
        this.yieldExpression();
        this.expect(')');
        return 0;
      }
      const what = this.starOrNamedPattern();
      if (this.is('for') || this.is('async')) {
        if (what & STAR) this.fail();
        this.comprehension();
        this.expect(')');
        return GENERATOR;
      }
      if (this.accept(')')) {
        if (what & STAR && !this.pattern) this.fail('cannot use starred expression here', this.i - 1);
        return what & (TARGET | SINGLE);
      }
      let target = what & TARGET;
      while (this.accept(',')) {
        if (this.is(')')) break;
        target &= this.starOrNamedPattern();
      }
      this.expect(')');
      return target | TUPLE;
    }
    if (this.accept('[')) {
      if (this.accept(']')) return TARGET | TUPLE;
      let target = this.starOrNamedPattern();
      if (this.is('for') || this.is('async')) {
        this.comprehension();
        this.expect(']');
        return 0;
      }
      while (this.accept(',')) {
        if (this.is(']')) break;
        target &= this.starOrNamedPattern();
      }
      this.expect(']');
      return (target & TARGET) | TUPLE;
    }
    if (this.accept('{')) return this.braces();
    return this.fail();
  }

  private starOrNamedPattern(): number {
    return this.starOrNamed();
  }

  private braces(): number {
    if (this.accept('}')) return 0;
    let dict: boolean | undefined;
    for (;;) {
      if (this.accept('**')) {
        if (dict === false) this.fail();
        dict = true;
        this.binary(1);
      } else if (this.is('*')) {
        if (dict === true) this.fail();
        dict = false;
        this.starOrNamed();
      } else {
        this.named();
        if (dict !== false && this.is(':')) {
          this.i++;
          dict = true;
          if (this.is('}') || this.is(',')) this.fail("expression expected after dictionary key and ':'", this.i - 1);
          this.expression();
          if (this.pattern && this.accept('as')) this.name();
        } else if (dict === true) this.fail("':' expected after dictionary key");
        else dict = false;
        if (this.is('for') || this.is('async')) {
          this.comprehension();
          break;
        }
      }
      if (!this.accept(',')) break;
      if (this.is('}')) break;
    }
    this.expect('}');
    return 0;
  }

  /** The replacement fields of an f-string. */
  private formatted(index: number): void {
    const token = this.tokens[index];
    if (!token) return;
    const opening = /^([a-zA-Z]*)('''|"""|'|")/.exec(token.text);
    if (!opening || !/[fFtT]/.test(opening[1] ?? '')) return;
    const inner = token.text.slice(opening[0].length, token.text.length - (opening[2]?.length ?? 1));
    const why = fieldsFault(inner, 0);
    if (why) this.fail(`f-string: ${why}`, index);
  }
}

/** undefined where all `{…}` of an f-string's inside hold an expression. */
function fieldsFault(inner: string, level: number): string | undefined {
  if (level > 3) return 'expressions nested too deeply';
  for (let i = 0; i < inner.length; i++) {
    const c = inner[i];
    if (c === '\\' && inner[i + 1] === 'N' && inner[i + 2] === '{') i = Math.max(i, inner.indexOf('}', i));
    else if (c === '{' && inner[i + 1] === '{' && level === 0) i++;
    else if (c === '}' && inner[i + 1] === '}' && level === 0) i++;
    else if (c === '}') return "single '}' is not allowed";
    else if (c === '{') {
      const field = fieldEnd(inner, i + 1);
      if (!field) return "expecting '}'";
      const expression = inner
        .slice(i + 1, field.expressionEnd)
        .replace(/[\r\n]/g, ' ')
        .replace(/(?<![=!<>])=\s*$/, '');
      if (!expression.trim()) return 'empty expression not allowed';
      const line = lexLine(`(${expression})`, 0);
      if (!line || line.fault || !recognise(line.tokens).ok) return 'invalid syntax';
      if (field.format !== undefined) {
        const nested = fieldsFault(field.format, level + 1);
        if (nested) return nested;
      }
      i = field.end;
    }
  }
  return undefined;
}

function fieldEnd(inner: string, from: number): { expressionEnd: number; format: string | undefined; end: number } | undefined {
  let depth = 0;
  for (let i = from; i < inner.length; i++) {
    const c = inner[i] ?? '';
    if (c === "'" || c === '"') {
      const quote = inner.startsWith(c.repeat(3), i) ? c.repeat(3) : c;
      const string = stringEnd(inner, i, quote);
      if (!string.ok) return undefined;
      i = string.end - 1;
    } else if ('([{'.includes(c)) depth++;
    else if (depth > 0 && ')]}'.includes(c)) depth--;
    else if (c === '}' && depth === 0) return { expressionEnd: i, format: undefined, end: i };
    else if (depth === 0 && c === '!' && inner[i + 1] !== '=') {
      const conversion = /^![rsa](?=[:}])/.exec(inner.slice(i, i + 3));
      if (!conversion) return undefined;
      if (inner[i + 2] === '}') return { expressionEnd: i, format: undefined, end: i + 2 };
      return formatEnd(inner, i + 2, i);
    } else if (c === ':' && depth === 0) return formatEnd(inner, i, i);
  }
  return undefined;
}

function formatEnd(
  inner: string,
  colon: number,
  expressionEnd: number,
): { expressionEnd: number; format: string; end: number } | undefined {
  let depth = 0;
  for (let i = colon + 1; i < inner.length; i++) {
    if (inner[i] === '{') depth++;
    else if (inner[i] === '}') {
      if (depth === 0) return { expressionEnd, format: inner.slice(colon + 1, i), end: i };
      depth--;
    }
  }
  return undefined;
}
