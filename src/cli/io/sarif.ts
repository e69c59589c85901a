// The problems of `heal` as SARIF 2.1.0, for code scanning: each with the fix that was found, as a change of the files on the disk.

import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { evidenceLine, type Problem, type Range, SourceText, visibleLine, visibleText, wayDown } from '../../engine';
import type { ExitCode } from './exit-codes';
import { EXIT } from './exit-codes';
import { toldProblems, type HealedOutcome, type Outcome, type ToldProblem } from './heal-outcome';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = '%SRCROOT%';

/** `root`: the folder that places are relative to, absolute. Columns are UTF-16 code units, from 1. */
export async function sarifOf(outcomes: readonly Outcome[], root: string, exitCode: ExitCode): Promise<object> {
  const rules = new Rules();
  const results: object[] = [];
  for (const outcome of outcomes) if (outcome.kind === 'healed') results.push(...(await resultsOf(outcome, root, rules)));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Self-Heal', version, semanticVersion: version, rules: rules.all } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(root).href.replace(/\/$/, '')}/` } },
        invocations: [
          {
            executionSuccessful: exitCode === EXIT.ok || exitCode === EXIT.left,
            exitCode,
            toolExecutionNotifications: outcomes.flatMap((outcome) =>
              outcome.kind === 'healed'
                ? []
                : [
                    {
                      level: outcome.kind === 'excluded' ? 'note' : outcome.kind === 'unchecked' ? 'warning' : 'error',
                      message: { text: visibleText(outcome.why) },
                      locations: [{ physicalLocation: { artifactLocation: placeOf(path.resolve(outcome.file), root) } }],
                    },
                  ],
            ),
          },
        ],
        results,
      },
    ],
  };
}

async function resultsOf(outcome: HealedOutcome, root: string, rules: Rules): Promise<object[]> {
  const { file } = outcome.healed;
  const text = outcome.applied ? (outcome.healed.changes.find((change) => change.path === file.path)?.after ?? file.text) : file.text;
  const source = new SourceText(text);
  const seen = new Map<string, number>();
  return (await toldProblems(outcome)).map((told) => {
    const { problem, range, patch, why } = told;
    const print = createHash('sha256')
      .update(JSON.stringify([ruleId(problem), problem.signature.shape, source.line(range.start.line).trim()]))
      .digest('hex')
      .slice(0, 32);
    const nth = (seen.get(print) ?? 0) + 1;
    seen.set(print, nth);
    return {
      ...rules.of(problem),
      level: LEVELS[problem.severity],
      message: { text: messageOf(told) },
      locations: [{ physicalLocation: { artifactLocation: placeOf(file.path, root), region: regionOf(range) } }],
      partialFingerprints: { 'selfHeal/v1': `${print}:${nth}` },
      ...(patch && told.changes && told.changes.length > 0
        ? {
            fixes: [
              {
                description: { text: visibleText(`${patch.candidate.title}. ${evidenceLine(patch.evidence)}`) },
                artifactChanges: told.changes.map((change) => ({
                  artifactLocation: placeOf(change.path, root),
                  replacements: change.edits.map((edit) => ({
                    deletedRegion: regionOf(edit.range),
                    insertedContent: { text: edit.newText },
                  })),
                })),
              },
            ],
          }
        : {}),
      properties: {
        source: visibleLine(problem.source),
        ...(patch
          ? { confidence: patch.confidence, origin: `${patch.candidate.origin.kind} ${patch.candidate.origin.id}` }
          : { why: visibleText(why ?? '') }),
      },
    };
  });
}

const LEVELS: Readonly<Record<Problem['severity'], 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The message, and what is offered; a scanner shows it as one text. */
function messageOf({ problem, patch, why }: ToldProblem): string {
  const said = visibleText(problem.message).trim() || visibleLine(problem.errorType) || 'A problem without a message';
  return patch
    ? `${said}\nFix: ${visibleText(patch.candidate.title)}. ${visibleText(patch.candidate.explanation)}`
    : `${said}\nNo fix: ${why ?? ''}.`;
}

const ruleId = ({ errorType, source }: Problem): string => visibleLine(errorType || source || 'problem');

/** Each kind of problem once, in the order of their first result. */
class Rules {
  private readonly places = new Map<string, number>();
  private readonly list: object[] = [];

  get all(): readonly object[] {
    return this.list;
  }

  of(problem: Problem): { readonly ruleId: string; readonly ruleIndex: number } {
    const id = ruleId(problem);
    let ruleIndex = this.places.get(id);
    if (ruleIndex === undefined) {
      ruleIndex =
        this.list.push({ id, shortDescription: { text: `${id}, as ${visibleLine(problem.source) || 'a checker'} reports it` } }) - 1;
      this.places.set(id, ruleIndex);
    }
    return { ruleId: id, ruleIndex };
  }
}

/** From the root where the file lies below it, else as a file's own URI. */
function placeOf(file: string, root: string): { readonly uri: string; readonly uriBaseId?: string } {
  const way = wayDown(root, file);
  if (way === undefined) return { uri: pathToFileURL(file).href };
  return { uri: way.split(path.sep).map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

function regionOf({ start, end }: Range): object {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
