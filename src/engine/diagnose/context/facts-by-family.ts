// Which facts are told for which family of mistakes, the most telling first: data, so that a record of what helped can choose one day.

import type { Family } from '../../detect/family';

export const FACTS = [
  /** The function around the problem; where there is none, the lines around it. */
  'function',
  /** The rest of a small file. */
  'file',
  'imports',
  /** The failing test. */
  'test',
  /** The places that the traceback names, in the problem's own file. */
  'frames',
  /** The same in other files of the workspace. */
  'other-files',
  /** The head of the class around the problem, its fields and the names of its methods. */
  'class',
  /** Heads of what the lines around the problem call. */
  'signatures',
  /** Names that the module defines that the problem names. */
  'exports',
  /** Places that the checker points to. */
  'related',
  /** Titles of fixes that other providers offer. */
  'titles',
  /** Like mistakes of this workspace, and how they were fixed. */
  'examples',
  /** Whole functions and classes that the lines around the problem call. */
  'definitions',
  /** The last commit that changed the line. */
  'last-commit',
] as const;

export type FactName = (typeof FACTS)[number];

const USUAL: readonly FactName[] = [
  'function',
  'imports',
  'frames',
  'other-files',
  'test',
  'signatures',
  'related',
  'exports',
  'class',
  'titles',
  'examples',
  'file',
];

/** A family that is not here has the usual order. Too many facts hurt as much as too few: what no such mistake needs is left out. */
const BY_FAMILY: Partial<Record<Family, readonly FactName[]>> = {
  syntax: ['function', 'titles', 'examples', 'file'],
  indentation: ['function', 'titles', 'examples', 'file'],
  assertion: ['function', 'test', 'imports', 'signatures', 'class', 'frames', 'other-files', 'examples', 'file'],
  'undefined-name': [
    'function',
    'imports',
    'class',
    'exports',
    'titles',
    'examples',
    'signatures',
    'frames',
    'other-files',
    'test',
    'file',
  ],
  'missing-module': ['function', 'imports', 'titles', 'examples', 'file'],
  'missing-export': ['function', 'imports', 'exports', 'titles', 'examples', 'file'],
  'missing-attribute': [
    'function',
    'class',
    'exports',
    'imports',
    'frames',
    'other-files',
    'signatures',
    'related',
    'test',
    'titles',
    'examples',
    'file',
  ],
  'missing-argument': ['function', 'signatures', 'related', 'imports', 'frames', 'other-files', 'test', 'titles', 'examples', 'file'],
  'argument-count': ['function', 'signatures', 'related', 'imports', 'frames', 'other-files', 'test', 'titles', 'examples', 'file'],
  'unexpected-argument': ['function', 'signatures', 'related', 'imports', 'frames', 'other-files', 'test', 'titles', 'examples', 'file'],
};

/** What a later call adds, one of them and never both: too much new at once helps less than either. */
const LATER: readonly FactName[] = ['definitions', 'last-commit'];

/** `attempt`: from 1. */
export function factsFor(family: Family, attempt: number): { readonly order: readonly FactName[]; readonly added: readonly FactName[] } {
  const order = BY_FAMILY[family] ?? USUAL;
  if (attempt < 2) return { order, added: [] };
  return { order, added: attempt % 2 === 0 ? LATER : [...LATER].reverse() };
}
