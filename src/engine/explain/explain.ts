// A problem in plain words, offline: what happened, where the values came from, and what would mend it where no patch can be known.

import type { Problem } from '../problem';
import { familyOf, type Family } from '../detect/family';
import type { SourceText } from '../syntax/source-text';
import { CALLS } from './templates/calls';
import { NAMES } from './templates/names';
import { originsOf, type Origin } from './origin';
import { nodeWords } from './templates/node-messages';
import { SYNTAX } from './templates/syntax';
import { VALUES } from './templates/values';
import type { Template, PlainWords } from './templates/template';
import { ENVIRONMENT } from './templates/environment';

export interface Explanation extends PlainWords {
  /** Nearest first. */
  readonly origins: readonly Origin[];
}

const TEMPLATES: Readonly<Partial<Record<Family, Template>>> = { ...NAMES, ...CALLS, ...VALUES, ...SYNTAX, ...ENVIRONMENT };
const MAX_HOLE = 80;

/** undefined where nothing is known of this kind of mistake: its own message is then the best there is. `source` is the text of the problem's file. */
export function explain(problem: Problem, source: SourceText | undefined): Explanation | undefined {
  const { holes } = problem.signature;
  const family = ofNothing(familyOf(problem), holes['type']);
  const known = nodeWords(problem);
  if (known) return { ...known, origins: originsOf(problem, family, source) };
  const template = TEMPLATES[family];
  if (!template) return undefined;
  const hole = (name: string): string | undefined => (Object.hasOwn(holes, name) ? holes[name] : undefined);
  const line = problem.location.range.start.line;
  const words = template({
    problem,
    python: problem.language === 'python',
    hole,
    quoted: (name, fallback) => {
      const value = hole(name);
      return value === undefined || value === '' ? fallback : `'${value.length > MAX_HOLE ? `${value.slice(0, MAX_HOLE)}…` : value}'`;
    },
    code: source && line < source.lineCount ? source.line(line).trim() : '',
  });
  return { ...words, what: capital(words.what), needed: capital(words.needed), origins: originsOf(problem, family, source) };
}

/** Some checkers say that the type `None` has no such attribute: it is the same mistake as a value that is missing. */
function ofNothing(family: Family, type: string | undefined): Family {
  return family === 'missing-attribute' && type !== undefined && /^(?:None|NoneType|null|undefined)$/.test(type) ? 'none-access' : family;
}

const capital = (sentence: string): string => `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}`;
