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
  /** Which versions of the imported packages are installed. */
  'versions',
  /** Fields and names of methods of the types that the message and the function's head name. */
  'types',
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

const order = (names: string): readonly FactName[] => names.split(' ').flatMap((name) => FACTS.filter((fact) => fact === name));

const USUAL = order('function imports frames other-files test signatures types related exports class titles examples file');
const CALLS = order('function signatures versions related imports types frames other-files test titles examples file');
const TYPES = order('function types signatures related imports class frames other-files test titles examples file');
const MEMBERS = order('function types signatures versions related imports class frames other-files test titles examples file');
const SYNTAX = order('function related titles examples file');

/** A family that is not here has the usual order. Too many facts hurt as much as too few: what no such mistake needs is left out. */
const BY_FAMILY: Partial<Record<Family, readonly FactName[]>> = {
  syntax: SYNTAX,
  indentation: SYNTAX,
  assertion: order('function test imports signatures class frames other-files examples file'),
  'undefined-name': order('function imports class exports related titles examples signatures frames other-files test file'),
  'missing-module': order('function imports versions titles examples file'),
  'missing-export': order('function imports exports versions related titles examples file'),
  'missing-attribute': order(
    'function class types exports versions imports frames other-files signatures related test titles examples file',
  ),
  'missing-argument': CALLS,
  'argument-count': CALLS,
  'unexpected-argument': CALLS,
  'argument-type': TYPES,
  'operand-types': TYPES,
  'type-mismatch': TYPES,
  'missing-member': MEMBERS,
  'unknown-member': MEMBERS,
};

/** What a later call adds, one of them and never both: too much new at once helps less than either. */
const LATER: readonly FactName[] = ['definitions', 'last-commit'];

/** `attempt`: from 1. */
export function factsFor(family: Family, attempt: number): { readonly order: readonly FactName[]; readonly added: readonly FactName[] } {
  const order = BY_FAMILY[family] ?? USUAL;
  if (attempt < 2) return { order, added: [] };
  return { order, added: attempt % 2 === 0 ? LATER : [...LATER].reverse() };
}
