// All words of the terminal's face go through here: what they quote of others (names, messages, code) is shown, not obeyed. Only the output of a
// program that the user runs, and JSON, which escapes by itself, are written as they are.

import { visibleLine, visibleText } from '../../engine';
import { coloured, wantsColour } from './diff-view';

/** To standard output: what was asked for. */
export function print(text: string): void {
  process.stdout.write(visibleText(text));
}

/** To standard error: what is said about it. */
export function note(text: string): void {
  process.stderr.write(visibleText(text));
}

/** A whole sentence of ours, on standard error. */
export function say(sentence: string): void {
  note(`self-heal: ${visibleLine(sentence)}\n`);
}

/** Our own colours are the only ones. */
export function showDiff(diff: string, stream: NodeJS.WriteStream): void {
  const visible = visibleText(diff);
  stream.write(wantsColour(stream) ? coloured(visible) : visible);
}

/** For scripts, which get what is there. It may be looked at all the same: what JSON leaves as it is and a terminal does not, is escaped the way of JSON. */
export function printJson(value: unknown): void {
  process.stdout.write(`${escapedJson(JSON.stringify(value, null, 2))}\n`);
}

/** On a line of its own, for a reader that takes one after the other. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${escapedJson(JSON.stringify(value))}\n`);
}

const escapedJson = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** For scripts: what can't stand in XML was left out where it was made. */
export function printXml(xml: string): void {
  process.stdout.write(xml);
}
