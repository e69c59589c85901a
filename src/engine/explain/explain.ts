// A problem in plain words, offline: what happened, where the values came from, and what would mend it where no patch can be known.

import { isHealed } from '../language';
import type { Problem } from '../problem';
import { familyOf, ruleOf, type Family } from '../detect/family';
import type { SourceText } from '../syntax/source-text';
import { CALLS } from './templates/calls';
import { NAMES } from './templates/names';
import { originsOf, type Origin } from './origin';
import { listedWords } from './templates/listed';
import { nodeWords } from './templates/node-messages';
import { SYNTAX } from './templates/syntax';
import { VALUES } from './templates/values';
import { exceptionOf } from './templates/exceptions';
import { ruleWords } from './templates/rules';
import { saidBy } from './templates/said';
import { SAID_LIBRARY } from './templates/said-library';
import { SAID_PYTHON } from './templates/said-python';
import { SAID_SCRIPT } from './templates/said-script';
import { syntaxWords } from './templates/said-syntax';
import { SAID_TEST } from './templates/said-test';
import type { Template, TemplateContext, PlainWords } from './templates/template';
import { ENVIRONMENT } from './templates/environment';
import { environmentWords, SAID_ENVIRONMENT } from './templates/said-environment';

export interface Explanation extends PlainWords {
  /** Nearest first. */
  readonly origins: readonly Origin[];
}

/** Every family has its words: the compiler sees to it. */
const TEMPLATES: Readonly<Record<Exclude<Family, 'other'>, Template>> = { ...NAMES, ...CALLS, ...VALUES, ...SYNTAX, ...ENVIRONMENT };
/** In order: a library's own words before those of the language. */
const SAID = [...SAID_TEST, ...SAID_ENVIRONMENT, ...SAID_LIBRARY, ...SAID_PYTHON, ...SAID_SCRIPT];
const MAX_HOLE = 80;

/**
 * undefined where nothing is known of this kind of mistake: its own message is then the best there is. `source` is the text of the problem's file;
 * `ownModule` tells where the workspace has a module itself, so that nobody is told to install a stranger's package of that name.
 */
export function explain(
  problem: Problem,
  source: SourceText | undefined,
  ownModule: (module: string) => string | undefined = () => undefined,
): Explanation | undefined {
  if (!isHealed(problem.language)) return { ...listedWords(problem), origins: originsOf(problem, 'other', source) };
  const { holes } = problem.signature;
  const family = ofNothing(familyOf(problem), holes['type']);
  const template = (family === 'other' ? undefined : TEMPLATES[family]) ?? exceptionOf(problem.errorType, problem.message);
  const hole = (name: string): string | undefined => (Object.hasOwn(holes, name) ? holes[name] : undefined);
  const line = problem.location.range.start.line;
  const context: TemplateContext = {
    problem,
    python: problem.language === 'python',
    hole,
    ownModule,
    quoted: (name, fallback) => {
      const value = hole(name);
      return value === undefined || value === '' ? fallback : `'${value.length > MAX_HOLE ? `${value.slice(0, MAX_HOLE)}…` : value}'`;
    },
    code: source && line < source.lineCount ? source.line(line).trim() : '',
    defines: (name) => source !== undefined && new RegExp(`\\b(?:def|class|function)\\s+${name.replace(/\W/g, '')}\\b`).test(source.text),
  };
  // The line of code tells more than the message where it asks for a variable of the environment.
  const origins = originsOf(problem, family, source);
  const known = environmentWords(context, origins);
  if (known) return { ...known, origins };
  const words =
    saidBy(SAID, context) ??
    nodeWords(problem) ??
    (family === 'syntax' || family === 'indentation' ? syntaxWords(context) : undefined) ??
    ruleWords(ruleOf(problem.errorType), problem.message, template !== undefined) ??
    template?.(context);
  if (!words) return undefined;
  return { ...words, what: capital(words.what), needed: capital(words.needed), origins };
}

/** Some checkers say that the type `None` has no such attribute: it is the same mistake as a value that is missing. */
function ofNothing(family: Family, type: string | undefined): Family {
  return family === 'missing-attribute' && type !== undefined && /^(?:None|NoneType|null|undefined)$/.test(type) ? 'none-access' : family;
}

/** A sentence begins with a capital letter, but what stands for code is written as it is: `encoding=…`, `useEffect`. */
const capital = (sentence: string): string => sentence.replace(/^[a-z](?=[a-z]*(?:[\s,.;]\B|\s|'))/, (letter) => letter.toUpperCase());
