// Checkers that print a line each, `main.py:3:7: F821 undefined name 'x'`: flake8, pyflakes, ruff's concise form; pylint, whose columns count from 0;
// `main.py:3: [E0602(undefined-variable), f] Undefined variable 'x'`, as pylint prints for other tools, and ruff as pylint does.

import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const FLAKE8 = /^(.{1,1000}?\.pyi?):(\d{1,7}):(\d{1,7}): (?:([A-Z]{1,6}\d{3,4})|(invalid-syntax|SyntaxError):) (?:(\[\*\]) )?(.+)$/;
const PYFLAKES = /^(.{1,1000}?\.pyi?):(\d{1,7}):(\d{1,7}):? (undefined name '.+'|'.+' imported but unused|local variable '.+)$/;
const PYLINT = /^(.{1,1000}?\.pyi?):(\d{1,7}):(\d{1,7}): ([EFW]\d{4}): (.+) \(([a-z][a-z0-9-]*)\)$/;
const PARSEABLE = /^(.{1,1000}?\.pyi?)(?::(\d{1,7})|\((\d{1,7})\)): \[([A-Z]{1,6}\d{3,4})(?:\(([a-z][a-z0-9-]*)\)[^\]]{0,200})?\] (\S.*)$/;
/** How the text is laid out; nothing that is wrong with it. */
const LAYOUT = /^(?:E[1-7]|W[1-6]|C9)\d*$/;

export const codeLines = checkerDialect('code-lines', ['.py:', '.pyi:', '): ['], () => ({
  // `::error file=main.py,…::main.py:1:8: F401 …` is for a build server, which shows it elsewhere.
  begin: (line) =>
    /\.pyi?[:(]\d/.test(line) && !line.startsWith('::') ? (pylint(line) ?? flake8(line) ?? pyflakes(line) ?? parseable(line)) : undefined,
}));

/** Without a column. Pylint names what it found, ruff only its code. */
function parseable(line: string): CheckerReport | undefined {
  const found = PARSEABLE.exec(line);
  if (!found) return undefined;
  const [, file = '', row, rowInBrackets, code = '', name, message = ''] = found;
  const place = { message, file, line: Number(row ?? rowInBrackets), start: undefined } as const;
  if (name === undefined) return { ...place, source: 'Ruff', errorType: code, severity: /^(?:F|E9)/.test(code) ? 'error' : 'warning' };
  return /^[EFW]/.test(code)
    ? { ...place, source: 'Pylint', errorType: name, severity: code.startsWith('W') ? 'warning' : 'error' }
    : undefined;
}

function pylint(line: string): CheckerReport | undefined {
  const found = PYLINT.exec(line);
  if (!found) return undefined;
  const [, file = '', row, column, code = '', message = '', name = ''] = found;
  const severity = code.startsWith('W') ? 'warning' : 'error';
  return { source: 'Pylint', errorType: name, message, severity, file, line: Number(row), start: Number(column) };
}

function flake8(line: string): CheckerReport | undefined {
  const found = FLAKE8.exec(line);
  if (!found) return undefined;
  const [, file = '', row, column, code, syntax, fixable, text = ''] = found;
  if (code !== undefined && LAYOUT.test(code)) return undefined;
  const isSyntax = code === 'E999' || syntax !== undefined;
  return {
    // Only ruff says which it can fix, and quotes with `…`.
    source: fixable !== undefined || syntax === 'invalid-syntax' || text.includes('`') ? 'Ruff' : 'Flake8',
    errorType: isSyntax ? 'SyntaxError' : (code ?? ''),
    message: isSyntax ? text.replace(/^(?:SyntaxError|IndentationError|TabError): /, '') : text,
    severity: isSyntax || code?.startsWith('F') === true ? 'error' : 'warning',
    file,
    line: Number(row),
    start: columnOf(column),
  };
}

function pyflakes(line: string): CheckerReport | undefined {
  const found = PYFLAKES.exec(line);
  if (!found) return undefined;
  const [, file = '', row, column, message = ''] = found;
  const errorType = message.startsWith('undefined name') ? 'F821' : message.endsWith('unused') ? 'F401' : 'F841';
  return {
    source: 'Flake8',
    errorType,
    message,
    severity: errorType === 'F821' ? 'error' : 'warning',
    file,
    line: Number(row),
    start: columnOf(column),
  };
}
