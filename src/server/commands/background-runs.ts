// How much may be run for the user without being asked: never the same twice, one program at a time, and little of it in all.

/** In this time, ms, … */
const WINDOW_MS = 5 * 60_000;
/** … programs run unasked for this long in all, ms, … */
const BUDGET_MS = 30_000;
/** … and for one failure with so many different texts: who goes on typing is not waiting for a proof. */
const MAX_TEXTS = 4;
/** Answers kept; the oldest go. */
const MAX_KNOWN = 32;

interface Known<T> {
  readonly failure: string;
  readonly at: number;
  readonly answer: Promise<T | undefined>;
  readonly signal: AbortSignal;
  /** It said nothing. */
  empty: boolean;
}

export class BackgroundRuns<T> {
  private turn: Promise<unknown> = Promise.resolve();
  private readonly known = new Map<string, Known<T>>();
  private spent: { readonly at: number; readonly ms: number }[] = [];

  constructor(private readonly now: () => number) {}

  /**
   * What `work` answers, or answered for the same texts a while ago. undefined where it was cancelled, or where enough was run. Rejects as `work` does.
   * `failure`: what is to be proved; `texts`: all that it is run on.
   */
  async answer(failure: string, texts: string, signal: AbortSignal, work: () => Promise<T | undefined>): Promise<T | undefined> {
    this.forget();
    const key = `${failure}\0${texts}`;
    const known = this.known.get(key);
    if (known && !known.empty && !known.signal.aborted) return known.answer;
    if (!known && [...this.known.values()].filter((one) => one.failure === failure).length >= MAX_TEXTS) return undefined;
    const answer = this.turn.then(() => this.run(signal, work));
    this.turn = answer.catch(() => undefined);
    const entry: Known<T> = { failure, at: this.now(), answer, signal, empty: false };
    this.known.set(key, entry);
    const forget = (): void => void (entry.empty = true);
    // What was broken off says nothing either, and its program has ended early by then; it still counts as a text that was tried.
    void answer.then((value) => value === undefined && forget(), forget);
    return answer;
  }

  private async run(signal: AbortSignal, work: () => Promise<T | undefined>): Promise<T | undefined> {
    if (signal.aborted || this.spent.reduce((sum, { ms }) => sum + ms, 0) >= BUDGET_MS) return undefined;
    const from = this.now();
    try {
      return await work();
    } finally {
      this.spent.push({ at: this.now(), ms: this.now() - from });
    }
  }

  private forget(): void {
    const since = this.now() - WINDOW_MS;
    this.spent = this.spent.filter(({ at }) => at > since);
    for (const [key, { at }] of this.known) if (at <= since || this.known.size > MAX_KNOWN) this.known.delete(key);
  }
}
