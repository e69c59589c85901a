// A time as a row of a view says it: short, in the words of the editor's language.

import { env } from 'vscode';

/** Of today the time, else the day. @param at ISO 8601. */
export function shortTime(at: string, now = new Date()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return date.toDateString() === now.toDateString()
    ? date.toLocaleTimeString(env.language, { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString(env.language, {
        day: 'numeric',
        month: 'short',
        ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
      });
}

/** The day and the time. */
export function longTime(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
