// The problems of `heal` as JUnit XML, the form that CI systems read test results in: a suite for each file, a failed test case for each problem.

import { evidenceLine, visibleLine } from '../../engine';
import { shownPath } from './heal-files';
import { toldProblems, type Outcome, type ToldProblem } from './heal-outcome';
import { diffOf, problemLine } from './report';

/** `seconds`: how long all took. */
export async function junitOf(outcomes: readonly Outcome[], seconds: number): Promise<string> {
  const suites: Suite[] = [];
  for (const outcome of outcomes) suites.push(await suiteOf(outcome));
  const time = seconds.toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="self-heal" ${counts(suites.flatMap(({ cases }) => cases))} time="${time}">`,
    ...suites.map(({ name, cases, diff }) =>
      [
        `  <testsuite name="${attribute(name)}" ${counts(cases)} skipped="${skipped(cases)}">`,
        ...cases.map(written(name)),
        ...(diff ? [`    <system-out>${content(diff)}</system-out>`] : []),
        '  </testsuite>',
      ].join('\n'),
    ),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  /** All fixes together, not written. */
  readonly diff?: string;
}

interface Case {
  readonly name: string;
  readonly line?: number;
  /** Absent: passed. */
  readonly ended?: {
    readonly as: 'failure' | 'error' | 'skipped';
    readonly type?: string;
    readonly message: string;
    readonly text: string;
  };
}

async function suiteOf(outcome: Outcome): Promise<Suite> {
  if (outcome.kind !== 'healed') {
    const as = outcome.kind === 'excluded' ? 'skipped' : 'error';
    return {
      name: outcome.file,
      cases: [{ name: 'the file can be checked', ended: { as, type: outcome.kind, message: outcome.why, text: '' } }],
    };
  }
  const { healed, by, applied } = outcome;
  const name = shownPath(healed.file.path);
  const mended: Case[] = applied ? healed.steps.map(({ patch }) => ({ name: `healed: ${patch.candidate.title}` })) : [];
  const told = (await toldProblems(outcome)).map((one): Case => ({
    name: `line ${one.range.start.line + 1}: ${visibleLine(one.problem.message.split('\n')[0] ?? '')}`,
    line: one.range.start.line + 1,
    ended: {
      as: 'failure',
      type: one.problem.errorType || one.problem.source,
      message: one.problem.message,
      text: said(one),
    },
  }));
  const cases = [...mended, ...told];
  const diff = applied ? '' : diffOf(healed.changes);
  return { name, cases: cases.length > 0 ? cases : [{ name: `no problems (${by.join(', ')})` }], ...(diff ? { diff } : {}) };
}

function said({ problem, patch, why }: ToldProblem): string {
  return patch
    ? [problemLine(problem), `Fix: ${patch.candidate.title}`, patch.candidate.explanation, evidenceLine(patch.evidence)].join('\n')
    : [problemLine(problem), `No fix: ${why ?? ''}`].join('\n');
}

const written =
  (suite: string) =>
  ({ name, line, ended }: Case): string => {
    const head = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}" file="${attribute(suite)}"${line === undefined ? '' : ` line="${line}"`}`;
    if (!ended) return `${head}/>`;
    const type = ended.type ? ` type="${attribute(ended.type)}"` : '';
    return `${head}>\n      <${ended.as} message="${attribute(ended.message)}"${type}>${content(ended.text)}</${ended.as}>\n    </testcase>`;
  };

const number = (cases: readonly Case[], as: NonNullable<Case['ended']>['as']): number =>
  cases.filter(({ ended }) => ended?.as === as).length;
const skipped = (cases: readonly Case[]): number => number(cases, 'skipped');
const counts = (cases: readonly Case[]): string =>
  `tests="${cases.length}" failures="${number(cases, 'failure')}" errors="${number(cases, 'error')}"`;

/** What XML 1.0 can't hold, however it is written: control characters, halves of pairs, and two that are none. */
const IMPOSSIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const content = (text: string): string =>
  text.replace(IMPOSSIBLE, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
const attribute = (text: string): string => content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
