// The pieces of an answer that somebody else's code gives, put together within a time: that code may stop, or not hear that it is to end.

export interface CollectLimits {
  /** Until the first piece, in ms. */
  readonly firstMs: number;
  /** Between two pieces, in ms. */
  readonly idleMs: number;
  /** In all, in ms. */
  readonly totalMs: number;
  /** UTF-16 units of the answer. */
  readonly maxLength: number;
}

export type Collected =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'late'; readonly when: 'first' | 'idle' | 'total' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'cancelled' };

/**
 * @param open begins the answer; its signal is aborted when nobody waits any more, whatever the reason.
 * @param cancelled the person's own no.
 * Rejects with what `open` or the pieces reject with. Never waits for them after its end.
 */
export async function collectText(
  open: (signal: AbortSignal) => Promise<AsyncIterable<string>>,
  { firstMs, idleMs, totalMs, maxLength }: CollectLimits,
  cancelled: AbortSignal,
  onLength: (length: number) => void,
): Promise<Collected> {
  const own = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let end: (why: Collected) => void = () => undefined;
  const ended = new Promise<Collected>((resolve) => (end = resolve));
  const late = (when: 'first' | 'idle' | 'total') => (): void => end({ kind: 'late', when });
  const cancel = (): void => end({ kind: 'cancelled' });
  const total = setTimeout(late('total'), totalMs);
  timer = setTimeout(late('first'), firstMs);
  cancelled.addEventListener('abort', cancel);
  if (cancelled.aborted) cancel();

  const read = async (): Promise<Collected> => {
    let text = '';
    for await (const piece of await open(own.signal)) {
      if (own.signal.aborted) break;
      clearTimeout(timer);
      timer = setTimeout(late('idle'), idleMs);
      text += piece;
      if (text.length > maxLength) return { kind: 'too-long' };
      onLength(text.length);
    }
    return { kind: 'text', text };
  };
  try {
    // An abort that came first is the answer, even where the pieces come at once.
    const reading = cancelled.aborted ? ended : read();
    return await Promise.race([ended, reading]);
  } finally {
    clearTimeout(timer);
    clearTimeout(total);
    cancelled.removeEventListener('abort', cancel);
    own.abort();
  }
}
