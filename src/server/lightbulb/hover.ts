// Explanations at a line, as a hover and as a page: what happened, where it came from, what the fix does and what proves it.

import * as path from 'node:path';
import { MarkupKind, type Hover, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { card, summary, type CardParts } from '../../engine/explain/card';
import { explain } from '../../engine/explain/explain';
import { SourceText, touches } from '../../engine/syntax/source-text';
import { COMMAND, type ExplainAt, type Refusal, type Settings } from '../../protocol';
import { isHealable, isOurs, type KnownProblem, type Offers } from './prepared-fixes';
import { toPath } from '../session/paths';
import { inMenu } from './tiers';

export interface ExplainingOptions {
  readonly document: (uri: string) => TextDocument | undefined;
  readonly rootOf: (path: string) => string | undefined;
  readonly settings: () => Settings;
  readonly offers: Offers;
  /** The client has the commands that a link may run. */
  readonly hasCommands: () => boolean;
}

export class Explaining {
  constructor(private readonly options: ExplainingOptions) {}

  /** A few lines under the message itself; null where there is nothing to add to it. */
  hover(uri: string, at: Position): Hover | null {
    if (!this.options.settings().enabled || !this.options.settings().hover) return null;
    const document = this.open(uri);
    const known = document && this.problems(uri).find(({ diagnostic }) => touches(diagnostic.range, { start: at, end: at }));
    if (!known) return null;
    const parts = this.parts(uri, document, known, false);
    if (!parts.explanation && parts.patches.length === 0) return null;
    return {
      range: known.diagnostic.range,
      contents: { kind: MarkupKind.Markdown, value: [summary(parts), ...this.links(uri, known)].join('\n\n') },
    };
  }

  page(uri: string, line: number): ExplainAt.Answer | Refusal {
    if (!this.options.settings().enabled) return { reason: 'disabled', message: 'Self-Heal is switched off (“selfHeal.enabled”).' };
    const document = this.open(uri);
    if (!document)
      return {
        reason: 'not-open',
        message: 'Self-Heal explains problems of Python, TypeScript and JavaScript files that are open in an editor.',
      };
    const problems = this.problems(uri);
    const known =
      problems.find(({ diagnostic: { range } }) => range.start.line <= line && line <= range.end.line) ??
      problems.find(({ diagnostic: { range } }) => Math.abs(range.start.line - line) <= 1);
    if (!known) return { reason: 'nothing-to-heal', message: 'There is no problem on this line. Put the caret on a line with a squiggle.' };
    const model = this.options.settings().model;
    const ask = model
      ? `\n---\n\nThe command “Self-Heal: Heal With Model” asks ${code(model.name)} for a fix. Nothing is sent before you run it.\n`
      : '';
    return {
      title: `${path.basename(toPath(uri))}, line ${known.problem.location.range.start.line + 1}`,
      markdown: card(this.parts(uri, document, known, true)) + ask,
    };
  }

  private links(uri: string, { problem }: KnownProblem): string[] {
    if (!this.options.hasCommands()) return [];
    const given = encodeURIComponent(JSON.stringify([uri, problem.location.range.start.line]));
    const links = [`[Explain](command:${COMMAND.explain}?${given})`];
    if (this.options.settings().model) links.push(`[Ask the model](command:${COMMAND.healWithModel}?${given})`);
    return [`${links.join(' · ')} — Self-Heal`];
  }

  private open(uri: string): TextDocument | undefined {
    const document = this.options.document(uri);
    return document && isOurs(document.languageId) && isHealable(document.getText()) ? document : undefined;
  }

  private problems(uri: string): readonly KnownProblem[] {
    return this.options.offers.problems(uri).filter(({ problem }) => problem.severity === 'error' || problem.severity === 'warning');
  }

  /** `all`: unlikely fixes too. */
  private parts(uri: string, document: TextDocument, known: KnownProblem, all: boolean): CardParts {
    const source = new SourceText(document.getText());
    const said = JSON.stringify(known.diagnostic);
    const { shown, hidden } = inMenu(
      this.options.offers.of(uri).filter((offer) => JSON.stringify(offer.known.diagnostic) === said),
      this.options.settings(),
    );
    const root = this.options.rootOf(toPath(uri));
    return {
      problem: known.problem,
      source,
      explanation: explain(known.problem, source),
      patches: [...shown, ...(all ? hidden : [])].map(({ patch }) => patch),
      shown: (file) =>
        root && path.isAbsolute(file) && !path.relative(root, file).startsWith('..')
          ? path.relative(root, file).split(path.sep).join('/')
          : path.basename(file),
    };
  }
}

const code = (text: string): string => `\`${text.replaceAll('`', '')}\``;
