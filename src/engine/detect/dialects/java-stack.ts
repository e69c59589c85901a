// Java's stack traces: `Exception in thread "main" com.shop.Fault: text`, then `at com.shop.Main.main(Main.java:14)`; causes below, the nearest first.

import type { Frame, Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import {
  MAX_MESSAGE_LINES,
  pushFrame,
  toProblem,
  type Dialect,
  type DialectContext,
  type Emit,
  type LinesAbove,
  type Recogniser,
} from './dialect';
import { printedFile } from './own-code';

export const javaStack: Dialect = {
  id: 'java-stack',
  words: ['.java:', 'Native Method)', 'Unknown Source)'],
  start: (context, emit) => new JavaStackRecogniser(context, emit),
};

/** `	at java.base/java.util.Map.get(Map.java:7)`: package and class, function, file, line. */
const FRAME =
  /^(?:\s+|.*?\s)at (?:[\w.@-]*\/){0,2}((?:[\w$]+\.)*)([\w$]+)\.([\w$<>]+)\((?:([\w$]+\.java):(\d+)|Native Method|Unknown Source|[\w$]+\.java)\)/;
const HEAD = /(?:^|[\s"])((?:[a-z_][\w]*\.)+[A-Z][\w$]*|[A-Z]\w*(?:Exception|Error))(?:: (.*))?$/;
/** Gradle's own short form: `    java.lang.NullPointerException at CartTest.java:18`. */
const SHORT = /^ {4}((?:[a-z_]\w*\.)+[A-Z][\w$]*) at ([\w$]+\.java):(\d+)$/;
const CAUSE = /^\s*Caused by: /;
const REST = /^\s*\.\.\. \d+ (?:more|common frames omitted)$/;
/** Packages of the language and of the frameworks that everybody has. */
const LIBRARIES =
  /^(?:java|javax|jdk|sun|com\.sun|kotlin|scala|jakarta|org\.(?:junit|springframework|apache|hibernate|gradle|eclipse|mockito|testng))\./;

interface Thrown {
  readonly type: string;
  readonly message: string[];
  /** As printed: innermost first. */
  readonly frames: Frame[];
}

class JavaStackRecogniser implements Recogniser {
  private all: Thrown[] = [];
  private endLine = 0;
  /** Below `Caused by:` its message may go on until the first frame. */
  private isMessage = false;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return this.all.length === 0;
  }

  line(text: string, number: number, above: LinesAbove): void {
    const short = SHORT.exec(text);
    if (short) {
      this.close();
      const [, type = '', file = '', line] = short;
      const { path, own } = printedFile(file, this.context);
      const frames = [{ location: { path, range: lineRange(Number(line) - 1, 0, 0) }, own }];
      this.emit(() => this.problem({ type, message: [], frames }, []), number);
      return;
    }
    const frame = FRAME.exec(text);
    const last = this.all.at(-1);
    if (frame) {
      if (!last && !this.start(above)) return;
      this.isMessage = false;
      const into = this.all.at(-1);
      const made = this.frame(frame);
      if (into && made) pushFrame(into.frames, made);
      this.endLine = number;
      return;
    }
    if (!last) return;
    const caused = CAUSE.test(text) ? HEAD.exec(text.replace(CAUSE, '')) : null;
    if (caused && this.all.length <= MAX_CAUSES) {
      this.all.push({ type: caused[1] ?? '', message: [caused[2] ?? ''], frames: [] });
      this.isMessage = true;
    } else if (this.isMessage && last.message.length < MAX_MESSAGE_LINES && text !== '') last.message.push(text);
    else if (!REST.test(text) && !/^\s*Suppressed: /.test(text)) return this.close();
    this.endLine = number;
  }

  end(): void {
    this.close();
  }

  /** The error stands above its first frame; its message may have several lines. */
  private start(above: LinesAbove): boolean {
    const distance = above.nearest((line) => HEAD.test(line), Math.min(above.size, MAX_MESSAGE_LINES));
    const head = distance > 0 ? HEAD.exec(above.at(distance)) : null;
    if (!head) return false;
    const more = Array.from({ length: distance - 1 }, (_, i) => above.at(distance - 1 - i));
    if (more.some((line) => line === '')) return false;
    this.all = [{ type: head[1] ?? '', message: [head[2] ?? '', ...more], frames: [] }];
    return true;
  }

  /** A file's folder is told by its package alone. */
  private frame([, packages = '', owner = '', name = '', file, line]: RegExpExecArray): Frame | undefined {
    if (file === undefined) return undefined;
    const printed = `${packages
      .split('.')
      .filter((part) => /^[a-z]/.test(part))
      .map((part) => `${part}/`)
      .join('')}${file}`;
    const { path, own } = printedFile(printed, this.context);
    const isThere = this.context.files?.exists(path) ?? !LIBRARIES.test(`${packages}${owner}.`);
    return { location: { path, range: lineRange(Number(line) - 1, 0, 0) }, name: `${owner}.${name}`, own: own && isThere };
  }

  private close(): void {
    const { all } = this;
    this.all = [];
    this.isMessage = false;
    const [first, ...causes] = all;
    if (!first) return;
    this.emit(() => {
      const problems = causes.map((thrown) => this.problem(thrown, []));
      return this.problem(
        first,
        problems.filter((problem) => problem !== undefined),
      );
    }, this.endLine);
  }

  private problem({ type, message, frames }: Thrown, causes: readonly Problem[]): Problem | undefined {
    return toProblem(
      { source: 'java', errorType: type, message: message.join('\n').trimEnd(), frames: [...frames].reverse(), causes },
      this.context,
      () => 'java',
    );
  }
}

const MAX_CAUSES = 8;
