// The log as the extension writes it: what it quotes of others is made visible before it stands there.

import type { LogOutputChannel } from 'vscode';
import { visibleText } from '../../engine/visible-text';
import type { LogTail } from './log-tail';

/** @param tail gets what is no detail. */
export function visibleLog(channel: LogOutputChannel, tail: LogTail): LogOutputChannel {
  const shown = (message: string): string => visibleText(message);
  const kept = (level: string, message: string, args: readonly unknown[]): string => {
    const text = shown(message);
    tail.add(level, [text, ...args.map((arg) => (typeof arg === 'string' ? visibleText(arg) : ''))].filter(Boolean).join(' '));
    return text;
  };
  return {
    name: channel.name,
    get logLevel() {
      return channel.logLevel;
    },
    onDidChangeLogLevel: channel.onDidChangeLogLevel,
    append: (text) => channel.append(shown(text)),
    appendLine: (text) => channel.appendLine(shown(text)),
    replace: (text) => channel.replace(shown(text)),
    clear: () => channel.clear(),
    show: (first?: unknown, second?: boolean) => channel.show(typeof first === 'boolean' ? first : second),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
    trace: (message, ...args: unknown[]) => channel.trace(shown(message), ...args.map(argument)),
    debug: (message, ...args: unknown[]) => channel.debug(shown(message), ...args.map(argument)),
    info: (message, ...args: unknown[]) => channel.info(kept('info', message, args), ...args.map(argument)),
    warn: (message, ...args: unknown[]) => channel.warn(kept('warning', message, args), ...args.map(argument)),
    error: (error, ...args: unknown[]) =>
      channel.error(kept('error', typeof error === 'string' ? error : (error.stack ?? error.message), args), ...args.map(argument)),
  };
}

const argument = (value: unknown): unknown => (typeof value === 'string' ? visibleText(value) : value);
