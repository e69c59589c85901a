// The losses of a training as a picture: what was learned, and what was held out, over the steps.

import type { TrainingPoint } from './training';

const SIZE = { width: 640, height: 320 } as const;
const FRAME = { left: 56, right: 16, top: 28, bottom: 40 } as const;
/** Both can be told apart without colours: one is dashed. They stand on light and dark pages. */
const LEARNED = '#3b82f6';
const HELD_OUT = '#f97316';

/** An SVG; of a history without losses one that says so. */
export function lossPlot(history: readonly TrainingPoint[]): string {
  const learned = history.flatMap(({ step, loss }) => (loss === undefined ? [] : [[step, loss] as const]));
  const heldOut = history.flatMap(({ step, eval_loss }) => (eval_loss === undefined ? [] : [[step, eval_loss] as const]));
  const all = [...learned, ...heldOut];
  const steps = Math.max(1, ...all.map(([step]) => step));
  const [low, high] = range(all.map(([, loss]) => loss));
  const x = (step: number): number => FRAME.left + (step / steps) * (SIZE.width - FRAME.left - FRAME.right);
  const y = (loss: number): number => FRAME.top + ((high - loss) / (high - low)) * (SIZE.height - FRAME.top - FRAME.bottom);
  const line = (points: readonly (readonly [number, number])[], colour: string, more: string): string =>
    points.length === 0
      ? ''
      : `<polyline fill="none" stroke="${colour}" stroke-width="2"${more} points="${points.map(([step, loss]) => `${round(x(step))},${round(y(loss))}`).join(' ')}"/>` +
        points.map(([step, loss]) => `<circle cx="${round(x(step))}" cy="${round(y(loss))}" r="2.5" fill="${colour}"/>`).join('');
  const grid = [0, 0.25, 0.5, 0.75, 1]
    .map((share) => low + share * (high - low))
    .map(
      (loss) =>
        `<line x1="${FRAME.left}" x2="${SIZE.width - FRAME.right}" y1="${round(y(loss))}" y2="${round(y(loss))}" stroke="#888" stroke-opacity=".3"/>` +
        `<text x="${FRAME.left - 6}" y="${round(y(loss) + 4)}" text-anchor="end">${loss.toFixed(2)}</text>`,
    )
    .join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img">`,
    '<title>Loss over the steps of the training</title>',
    '<g font-family="sans-serif" font-size="11" fill="#888">',
    grid,
    `<text x="${x(0)}" y="${SIZE.height - 22}" text-anchor="middle">0</text>`,
    `<text x="${x(steps)}" y="${SIZE.height - 22}" text-anchor="end">${steps}</text>`,
    `<text x="${SIZE.width / 2}" y="${SIZE.height - 8}" text-anchor="middle">${all.length === 0 ? 'no losses were told' : 'steps'}</text>`,
    `<text x="${FRAME.left}" y="16" fill="${LEARNED}">● loss on what was learned</text>`,
    `<text x="${FRAME.left + 200}" y="16" fill="${HELD_OUT}">● loss on held-out pairs (dashed)</text>`,
    '</g>',
    line(learned, LEARNED, ''),
    line(heldOut, HELD_OUT, ' stroke-dasharray="6 4"'),
    '</svg>',
    '',
  ].join('\n');
}

function range(losses: readonly number[]): readonly [number, number] {
  const low = Math.min(...losses, Infinity);
  const high = Math.max(...losses, -Infinity);
  if (!Number.isFinite(low)) return [0, 1];
  const room = Math.max(0.05, (high - low) * 0.08);
  return [Math.max(0, low - room), high + room];
}

const round = (value: number): number => Math.round(value * 10) / 10;
