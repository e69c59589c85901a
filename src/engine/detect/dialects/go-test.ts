// `go test`: `--- FAIL: TestPick (0.00s)`, then `    cart_test.go:7: what the test said`; the package, which tells the folder, is named last: `FAIL  shop/cart  0.01s`.

import type { Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { MAX_MESSAGE_LINES, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';

export const goTest: Dialect = {
  id: 'go-test',
  words: ['--- FAIL: ', '=== RUN  '],
  start: (context, emit) => new GoTestRecogniser(context, emit),
};

const FAILED = /^\s*--- (?:FAIL|PASS|SKIP): (\S+) \(/;
const SAID = /^(\s+)([\w.-]+_test\.go):(\d+): (.*)$/;
const PACKAGE = /^FAIL\t(\S+)\t/;
/** Failures of one package that are kept. */
const MAX_SAID = 50;
const MAX_LINES = 20_000;

interface Said {
  readonly file: string;
  readonly line: number;
  readonly indent: number;
  readonly message: string[];
  readonly test: string;
  endLine: number;
}

class GoTestRecogniser implements Recogniser {
  private said: Said[] = [];
  private test = '';
  private since = -1;
  private isOpen = false;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return this.since < 0;
  }

  line(text: string, number: number): void {
    const failed = FAILED.exec(text);
    if (failed || text.startsWith('=== ')) {
      if (this.since < 0) this.since = number;
      if (failed) this.test = failed[1] ?? '';
      this.isOpen = false;
      return;
    }
    if (this.since < 0) return;
    const ended = PACKAGE.exec(text);
    if (ended || /^ok {2}\t/.test(text) || number - this.since > MAX_LINES) return this.close(ended?.[1] ?? '');
    const said = SAID.exec(text);
    const last = this.said.at(-1);
    if (said && this.said.length < MAX_SAID) {
      const [, indent = '', file = '', line, message = ''] = said;
      this.said.push({ file, line: Number(line), indent: indent.length, message: [message], test: this.test, endLine: number });
      this.isOpen = true;
    } else if (last && this.isOpen && last.message.length < MAX_MESSAGE_LINES && text.startsWith(' '.repeat(last.indent + 4))) {
      last.message.push(text.slice(last.indent + 4));
      last.endLine = number;
    } else this.isOpen = false;
  }

  end(): void {
    this.close('');
  }

  /** The module's own name stands before the folder; how much of the package's name it is, only the files tell. */
  private close(name: string): void {
    const { said } = this;
    this.said = [];
    this.since = -1;
    const folders = name.split('/').filter((part) => /^[\w.-]+$/.test(part));
    for (const one of said) this.emit(() => this.problem(one, folders), one.endLine);
  }

  private problem({ file, line, message, test }: Said, folders: readonly string[]): Problem | undefined {
    const { path, own } = this.file(folders, file);
    const frame = { location: { path, range: lineRange(line - 1, 0, 0) }, name: test, own };
    return toProblem(
      { source: 'go', errorType: 'test', message: message.join('\n').trimEnd(), frames: [frame], causes: [] },
      this.context,
      () => 'go',
    );
  }

  private file(folders: readonly string[], file: string): { readonly path: string; readonly own: boolean } {
    const { files } = this.context;
    for (let from = 0; from < folders.length; from++) {
      const found = printedFile([...folders.slice(from), file].join('/'), this.context);
      if (files ? files.exists(found.path) : from === 1) return found;
    }
    return printedFile(file, this.context);
  }
}
