// What a heal did, as a page: healed and how that is known, left and why. Messages and titles are data of others, so they are
// escaped: they can't become headings, links or pictures.

import { commands } from 'vscode';
import type { OfferedPatch } from '../../protocol';
import type { ClientContext } from '../session/context';

const MAX_TEXT = 300;

export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .slice(0, MAX_TEXT)
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}

/** A list item: the problem, what was changed, how it is known. @param place `line 3` */
export function healedItem(patch: OfferedPatch, place: string): string {
  return `- ${place}: ${plain(patch.problem)}\n  - **${plain(patch.title)}.** ${plain(patch.explanation)}\n  - ${plain(patch.evidence)}`;
}

export function leftItem(place: string, problem: string, why: string): string {
  return `- ${place}: ${plain(problem)}\n  - ${plain(why)}`;
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
export async function showReport({ documents, log }: ClientContext, name: string, markdown: string): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', documents.add(`${name}.md`, markdown));
  } catch (error) {
    // The built-in Markdown extension can be switched off.
    log.debug(`No Markdown preview: ${String(error)}`);
    await documents.show(`${name}.md`, markdown);
  }
}
