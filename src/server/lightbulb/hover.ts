// Explanations at a line, as a hover and as a page: what happened, where it came from, what the fix does and what proves it.

import * as path from 'node:path';
import { MarkupKind, type Hover, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  briefFor,
  card,
  type CardParts,
  causeAmong,
  escapeMarkdown,
  explain,
  inlineCode,
  isHealed,
  isInside,
  ownModuleFile,
  SourceText,
  summary,
  visibleLine,
  visibleText,
} from '../../engine';
import { COMMAND, type BriefAt, type ExplainAt, type Refusal } from '../../protocol';
import { isHealableText } from '../session/healable-text';
import { isAt, isWrong, problemAt, type KnownProblem } from '../session/known-problems';
import { fileOf, toPath } from '../session/paths';
import { DISABLED } from '../session/refusals';
import type { ShownFinding } from '../session/security-findings';
import type { Session } from '../session/session';
import type { PreparedFixes } from './prepared-fixes';
import { inMenu } from '../session/tiers';

export class Explanations {
  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'findings' | 'folders' | 'known' | 'memory' | 'notebooks'>,
    private readonly fixes: PreparedFixes,
  ) {}

  /** A few lines under the message itself; null where there is nothing to add to it. */
  hover(uri: string, at: Position): Hover | null {
    const { settings } = this.session.client;
    if (!settings.enabled || !settings.hover) return null;
    const document = this.open(uri);
    const known = document && this.problems(uri).find(({ diagnostic }) => isAt(diagnostic.range, { start: at, end: at }));
    if (!known) return document ? this.danger(uri, at) : null;
    const parts = this.parts(uri, document, known, false);
    const also = this.also(uri, known);
    if (!parts.explanation && parts.patches.length === 0 && also.length === 0) return null;
    const value = [summary(parts), ...also, ...this.links(uri, known)].filter((text) => text !== '').join('\n\n');
    return {
      range: known.diagnostic.range,
      contents: { kind: MarkupKind.Markdown, value },
    };
  }

  page(uri: string, line: number): ExplainAt.Answer | Refusal {
    const { enabled, model } = this.session.client.settings;
    if (!enabled) return DISABLED;
    const document = this.open(uri);
    if (!document)
      return {
        reason: 'not-open',
        message: 'Self-Heal explains problems of Python, TypeScript and JavaScript files that are open in an editor.',
      };
    const known = problemAt(this.problems(uri), line);
    const danger = known
      ? undefined
      : this.session.findings.of(uri).find(({ diagnostic: { range } }) => range.start.line <= line && line <= range.end.line);
    if (danger)
      return {
        title: `${path.basename(toPath(uri))}, line ${danger.diagnostic.range.start.line + 1}`,
        markdown: `# ${escapeMarkdown(danger.finding.code)}\n\n${dangerWords(danger).join('\n\n')}\n`,
      };
    if (!known) return { reason: 'nothing-to-heal', message: 'There is no problem on this line. Put the caret on a line with a squiggle.' };
    const ask = model
      ? `\n---\n\nThe command “Self-Heal: Heal With Model” asks ${inlineCode(model.name)} for a fix. Nothing is sent before you run it.\n`
      : '';
    const also = this.also(uri, known).map((text) => `\n${text}\n`);
    return {
      title: `${path.basename(fileOf(toPath(uri)))}, line ${known.problem.location.range.start.line + 1}`,
      markdown: [card(this.parts(uri, document, known, true)), ...also, ask].join(''),
    };
  }

  /** For a person who takes the problem over; for any problem, however simple. */
  async brief(uri: string, line: number): Promise<BriefAt.Answer | Refusal> {
    if (!this.session.client.settings.enabled) return DISABLED;
    const document = this.open(uri);
    const known = document && problemAt(this.problems(uri), line);
    if (!known) return { reason: 'nothing-to-heal', message: 'There is no problem on this line. Put the caret on a line with a squiggle.' };
    const { memory } = this.session;
    const brief = await briefFor({ problem: known.problem, source: new SourceText(document.getText()), memory }, (file) =>
      this.shown(uri, file),
    );
    return brief.ok ? { brief: brief.value } : { reason: 'read-failed', message: `No brief was made: ${brief.message}` };
  }

  /** What it follows from, and who has seen it, where there is more to say than the message does. */
  private also(uri: string, known: KnownProblem): string[] {
    const { documents, known: all, notebooks } = this.session;
    const cells = notebooks.around(uri).map((cell) => cell.path);
    const places = cells.length > 0 ? cells : [uri];
    const others = places.flatMap((place) => {
      const source = new SourceText(documents.get(place)?.getText() ?? '');
      return all.of(place).map(({ problem }) => ({ problem, line: source.line(problem.location.range.start.line), place }));
    });
    const cause = causeAmong(known.problem, others);
    const { seenBy = [] } = known;
    const escalated = this.fixes.escalatedIn(uri).find((one) => JSON.stringify(one.known.diagnostic) === JSON.stringify(known.diagnostic));
    return [
      ...(escalated ? [`**Self-Heal offers no fix:** it ${escapeMarkdown(visibleLine(escalated.words))}.`] : []),
      ...(cause
        ? [
            `**Follows from** line ${cause.problem.location.range.start.line + 1}${cause.place === uri ? '' : ` of cell ${cells.indexOf(cause.place) + 1}`}: ${escapeMarkdown(visibleLine(`${cause.problem.errorType}: ${cause.problem.message}`))}. Heal that first.`,
          ]
        : []),
      ...(seenBy.length > 1 ? [`**Seen by** ${seenBy.map((name) => escapeMarkdown(name)).join(', ')}.`] : []),
    ];
  }

  /** What the security scan found at a place. The message itself is already in the hover. */
  private danger(uri: string, at: Position): Hover | null {
    const found = this.session.findings.of(uri).find(({ diagnostic }) => isAt(diagnostic.range, { start: at, end: at }));
    if (!found) return null;
    return { range: found.diagnostic.range, contents: { kind: MarkupKind.Markdown, value: dangerWords(found).slice(1).join('\n\n') } };
  }

  private links(uri: string, { problem }: KnownProblem): string[] {
    if (!this.session.client.hasCommands) return [];
    const given = encodeURIComponent(JSON.stringify([uri, problem.location.range.start.line]));
    const links = [`[Explain](command:${COMMAND.explain}?${given})`];
    if (this.session.client.settings.model) links.push(`[Ask the model](command:${COMMAND.healWithModel}?${given})`);
    return [`${links.join(' · ')} — Self-Heal`];
  }

  /** Relative to the folder of the document, so that it means the same to somebody else. */
  private shown(uri: string, file: string): string {
    const root = this.session.folders.rootOf(toPath(uri));
    if (!root || !path.isAbsolute(file) || !isInside(root, file)) return path.basename(fileOf(file));
    return path.relative(root, file).split(path.sep).join('/') || '.';
  }

  private open(uri: string): TextDocument | undefined {
    const document = this.session.documents.get(uri);
    return document && isHealed(document.languageId) && isHealableText(document.getText()) ? document : undefined;
  }

  private problems(uri: string): readonly KnownProblem[] {
    return this.session.known.of(uri).filter(({ problem }) => isWrong(problem));
  }

  /** `all`: unlikely fixes too. */
  private parts(uri: string, document: TextDocument, known: KnownProblem, all: boolean): CardParts {
    const source = new SourceText(document.getText());
    const said = JSON.stringify(known.diagnostic);
    const { shown, hidden } = inMenu(
      this.fixes.of(uri).filter((offer) => JSON.stringify(offer.known.diagnostic) === said),
      this.session.client.settings,
    );
    const root = this.session.folders.rootOf(toPath(uri));
    return {
      problem: known.problem,
      source,
      explanation: explain(known.problem, source, (module) => (root === undefined ? undefined : ownModuleFile(root, toPath(uri), module))),
      patches: [...shown, ...(all ? hidden : [])].map(({ patch }) => patch),
      unsure: all ? 0 : hidden.length,
      shown: (file) => this.shown(uri, file),
    };
  }
}

/** What could happen, what the fix does, and what to do where there is none. */
function dangerWords({ finding: { message, needed, fix } }: ShownFinding): string[] {
  return [
    escapeMarkdown(visibleText(message)),
    ...(fix
      ? [
          `**Fix:** ${escapeMarkdown(visibleText(`${fix.title}. ${fix.explanation}`))} ${escapeMarkdown('It parses; not verified by running.')}`,
        ]
      : []),
    `**${fix ? 'By hand' : 'Needed'}:** ${escapeMarkdown(visibleText(needed))}`,
  ];
}
