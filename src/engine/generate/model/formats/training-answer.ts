// The form in which adapters are trained to answer: all of the text that was shown, mended, in one fence. The question has words of its own (`training-prompt.ts`).

import type { ModelContext } from '../../../diagnose/model-context';
import { editsOfReplacements } from './line-edits';
import type { ReadReply, ReplyFormat } from './format';
import { explanationOf, fencesIn, MAX_REPLY, TOO_LONG, withoutCode, withoutThinking } from './reply-text';

export const trainingAnswer: ReplyFormat = {
  id: 'training',
  // The words that it was trained with say it all.
  instructions: '',
  reminder: () => '',
  read: (reply, shown) => Promise.resolve(read(reply, shown)),
};

function read(reply: string, shown: ModelContext): ReadReply {
  if (reply.length > MAX_REPLY) return { kind: 'malformed', faults: [TOO_LONG] };
  const text = withoutThinking(reply);
  const fence = fencesIn(text)
    .filter(({ lines }) => lines.some(isText))
    .at(-1);
  if (!fence) return withoutCode(text) ?? { kind: 'malformed', faults: ['The answer holds no code in a fence.'] };
  const { file, first, last } = shown.target;
  const olds = Array.from({ length: last - first + 1 }, (_, i) => file.lines.get(first + i)?.text ?? '');
  // Blank lines at the edges are no part of what is wrong, and easily lost.
  const [before, now] = [edges(olds), edges(fence.lines)];
  const news = fence.lines.slice(now.top, fence.lines.length - now.bottom);
  const wanted = new Set(olds.filter((line) => /\w/.test(line)).map((line) => line.trim()));
  const given = new Set(news.map((line) => line.trim()));
  const kept = [...wanted].filter((line) => given.has(line)).length;
  if (wanted.size > 3 && kept * 2 < wanted.size)
    return { kind: 'misplaced', faults: ['Too few of the lines that were shown are in the answer: it must hold all of them.'] };
  const made = editsOfReplacements(
    [{ file, first: first + before.top, last: last - before.bottom, lines: news, called: 'The code' }],
    shown,
  );
  const prose = text
    .split('\n')
    .filter((_, at) => at < fence.first || at >= fence.end)
    .join('\n');
  return made.kind === 'edits' ? { ...made, explanation: explanationOf(prose) } : made;
}

const isText = (line: string): boolean => line.trim() !== '';

/** Blank lines at the beginning and the end; all of them at the beginning where there is nothing else. */
function edges(lines: readonly string[]): { readonly top: number; readonly bottom: number } {
  const top = lines.findIndex(isText);
  return top < 0 ? { top: lines.length, bottom: 0 } : { top, bottom: lines.length - 1 - lines.findLastIndex(isText) };
}
