// Vite's server: `[vite] Internal server error: Failed to resolve import …`, then the plugin, then `File: /a/src/a.ts:1:24`.

import { checkerDialect } from './checker-report';
import { kindOf } from './esbuild';

const HEAD = /\[vite\] (?:\(\w+\) )?(?:Internal server error|Pre-transform error): (\S.*)$/;
/** Columns count from 0. */
const PLACE = /^ {2}File: (\S.{0,1000}?\.\w{1,8}):(\d{1,7}):(\d{1,7})$/;

export const viteDev = checkerDialect('vite-dev', ['Internal server error: ', 'Pre-transform error: '], () => ({
  begin(line) {
    const message = HEAD.exec(line)?.[1];
    if (message === undefined) return undefined;
    return {
      source: 'vite',
      errorType: kindOf(message),
      message: message.replace(/ Does the file exist\?$/, ''),
      severity: 'error',
      file: '',
      line: 0,
      start: undefined,
    };
  },
  add(report, line) {
    const place = report.file === '' ? PLACE.exec(line) : null;
    if (place) return { ...report, file: place[1] ?? '', line: Number(place[2]), start: Number(place[3]) };
    return report.file === '' && (line === '' || line.startsWith('  ')) ? report : undefined;
  },
  accepts: ({ file }) => file !== '',
}));
