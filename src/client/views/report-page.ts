// What a heal did, as a page: healed and how that is known, left and why.

import { posix } from 'node:path';
import { Uri, commands, l10n, workspace } from 'vscode';
import type { OfferedPatch } from '../../protocol';
import type { ClientContext } from '../session/context';
import { showMessage, type Button } from '../session/show-message';
import { escaped } from './markdown';

/**
 * A place that a click opens: `src/app.py, line 3`, or only `line 3` where the page is about the one file. The page's links are read from the first workspace
 * folder on; what can't be named so is no link.
 */
export function placeLink(uri: string, line: number, short = false): string {
  const file = Uri.parse(uri, true);
  const words = short ? l10n.t('line {0}', line + 1) : l10n.t('{0}, line {1}', escaped(workspace.asRelativePath(file)), line + 1);
  const root = workspace.workspaceFolders?.[0]?.uri;
  if (root?.scheme !== file.scheme || root.authority !== file.authority) return words;
  const way = posix.relative(root.path, file.path).split('/').map(encodeURIComponent).join('/');
  return `[${words}](</${way}#L${line + 1}>)`;
}

/** A list item: the problem, what was changed, how it is known. @param place `line 3` */
export function healedItem(patch: OfferedPatch, place: string): string {
  return `- ${place}: ${escaped(patch.problem)}\n  - **${escaped(patch.title)}.** ${escaped(patch.explanation)}\n  - ${escaped(patch.evidence)}`;
}

export function leftItem(place: string, problem: string, why: string): string {
  return `- ${place}: ${escaped(problem)}\n  - ${escaped(why)}`;
}

/** Paragraphs and lists, those that are there. */
export function page(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n') + '\n';
}

/** @returns the section, or nothing where its list is empty. */
export function section(heading: string, items: readonly string[]): string | undefined {
  return items.length > 0 ? `## ${heading}\n\n${items.join('\n')}` : undefined;
}

/** Rendered; where Markdown can't be rendered, as its text. */
export async function showPage({ documents, log }: ClientContext, name: string, markdown: string): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', documents.add(`${name}.md`, markdown));
  } catch (error) {
    // The built-in Markdown extension can be switched off.
    log.debug(`No Markdown preview: ${String(error)}`);
    await documents.show(`${name}.md`, markdown);
  }
}

/** One message with the way to the whole report. @param action what else can be done now. */
export function tellWithReport(context: ClientContext, name: string, sentence: string, report: string, action?: Button): void {
  const show = { title: l10n.t('Show Report'), run: () => showPage(context, name, report) };
  showMessage(context.log, 'info', sentence, ...(action ? [action] : []), show);
}
