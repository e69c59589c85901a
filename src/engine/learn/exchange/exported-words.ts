// What an export came to, in sentences: the same for the terminal and the editor.

import type { Exported } from './export-pairs';

const LEFT_OUT: Readonly<Record<keyof Exported['leftOut'], string>> = {
  'little-evidence': 'with too little evidence',
  'no-change': 'that change nothing',
  duplicate: 'that are there already',
  'too-long': 'too long',
  'no-rejected': 'without a fix of the same text that was not wanted',
  'after-test': 'recorded after what it is tested on',
};

/** One line for each reason why something was left out, with its number: `Left out: 3 too long.` Empty where nothing was. */
export function leftOutLines({ leftOut, withheld, unreadable }: Pick<Exported, 'leftOut' | 'withheld' | 'unreadable'>): string[] {
  return [
    ...Object.entries(LEFT_OUT).flatMap(([why, words]) => {
      const count = Object.entries(leftOut).find(([each]) => each === why)?.[1] ?? 0;
      return count > 0 ? [`Left out: ${count} ${words}.`] : [];
    }),
    ...(withheld > 0 ? [`Left out: ${withheld}, because the search for secrets failed on ${withheld === 1 ? 'it' : 'them'}.`] : []),
    ...(unreadable > 0 ? [`Left out: ${unreadable} whose row in the store is damaged.`] : []),
  ];
}
