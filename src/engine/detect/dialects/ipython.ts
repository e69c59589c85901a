// IPython and Jupyter: `KeyError    Traceback (most recent call last)`, frames with the source around an arrow, the error again as the last line.

import type { Frame } from '../../problem';
import { lineRange } from '../settle-columns';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';
import { exceptionLine } from './python-lines';

export const ipython: Dialect = {
  id: 'ipython',
  words: ['Traceback (most recent'],
  start: (context, emit) => new IPythonRecogniser(context, emit),
};

const HEAD = /^([A-Za-z_][\w.]*) {2,}Traceback \(most recent call last\)$/;
/** `File ~/shop/app.py:6, in main()`; before IPython 8, `~/shop/app.py in main()`. */
const FILE = /^(?:File (\S.*\.py):(\d+)(?:, in (.+))?|(?:File )?(\S.*\.py)(?::(\d+), in| in) (.+))$/;
const CELL = /^(?:Cell In\[\d+\], line \d+|Input In \[\d+\].*|<ipython-input-.*)$/;
/** `----> 6     print(total)`. */
const ARROW = /^-+> ?(\d+) (.*)$/;
/** Lines between two of a traceback: the source of long statements. */
const MAX_BETWEEN = 60;

interface Place {
  readonly file: string;
  line: number;
  readonly name: string | undefined;
  code?: string;
}

class IPythonRecogniser implements Recogniser {
  private current:
    { readonly type: string; readonly places: Place[]; message: string[] | undefined; endLine: number; between: number } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.current;
  }

  line(text: string, number: number): void {
    const head = text.includes('Traceback (most recent') ? HEAD.exec(text) : null;
    if (head) {
      this.close();
      this.current = { type: head[1] ?? '', places: [], message: undefined, endLine: number, between: 0 };
      return;
    }
    const { current } = this;
    if (!current) return;
    if (current.message) {
      if (text === '' || current.message.length >= MAX_MESSAGE_LINES) this.close();
      else {
        current.message.push(text);
        current.endLine = number;
      }
      return;
    }
    const exception = exceptionLine(text);
    if (exception && (exception.type === current.type || exception.type.endsWith(`.${current.type}`))) {
      current.message = [exception.message ?? ''];
      current.endLine = number;
      return;
    }
    const file = FILE.exec(text);
    const arrow = ARROW.exec(text);
    const last = current.places.at(-1);
    if (file)
      pushFrame(current.places, {
        file: file[1] ?? file[4] ?? '',
        line: Number(file[2] ?? file[5] ?? 0),
        name: /^[\w.<>]+/.exec(file[3] ?? file[6] ?? '')?.[0],
      });
    // A cell has no file to point to.
    else if (CELL.test(text)) pushFrame(current.places, { file: '', line: 0, name: undefined });
    else if (arrow && last) {
      last.line = Number(arrow[1]);
      last.code = (arrow[2] ?? '').trim();
    } else if (++current.between > MAX_BETWEEN) this.current = undefined;
    if (file) current.between = 0;
  }

  end(): void {
    this.close();
  }

  private close(): void {
    const { current } = this;
    this.current = undefined;
    if (!current?.message) return;
    const { type: errorType, places, endLine } = current;
    const message = current.message.join('\n').trimEnd();
    this.emit(() => {
      const frames = places.map((place) => this.frame(place));
      return toProblem({ source: 'python', errorType, message, frames, causes: [] }, this.context, () => 'python');
    }, endLine);
  }

  private frame({ file, line, name, code }: Place): Frame {
    // `~` is the person's own folder, which this text does not name.
    const { path, own } = printedFile(line === 0 || file.startsWith('~') ? '' : file, this.context);
    return {
      location: { path, range: lineRange(Math.max(0, line - 1), 0, code?.length ?? 0) },
      ...(name === undefined || name.startsWith('<') ? {} : { name }),
      ...(code === undefined ? {} : { code }),
      own,
    };
  }
}
