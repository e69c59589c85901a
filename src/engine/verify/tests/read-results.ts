// What a test runner reported, in whichever form: JUnit XML, the JSON of jest, vitest and mocha, our own lines for unittest.

export interface TestCase {
  /** The same in every run of the same test. */
  readonly id: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message?: string;
  readonly path?: string;
  /** One-based, as the runners print it. */
  readonly line?: number;
}

const MAX_CASES = 20_000;
const MAX_MESSAGE = 2000;

/** undefined where the text is none of the forms. Never throws. */
export function readResults(report: string): TestCase[] | undefined {
  const text = report.trim();
  const cases = text.startsWith('<') ? readJunit(text) : readJson(text);
  return cases && numbered(cases.slice(0, MAX_CASES));
}

/** Tests of one name are told apart by their order. */
function numbered(cases: readonly TestCase[]): TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.id) ?? 0) + 1;
    seen.set(one.id, count);
    return count === 1 ? one : { ...one, id: `${one.id} #${String(count)}` };
  });
}

/** As pytest, node and most others write it; a report that was cut off counts as far as it goes. */
function readJunit(text: string): TestCase[] | undefined {
  if (!/<testsuites?\b/.test(text)) return undefined;
  const cases: TestCase[] = [];
  const element = /<testcase\b((?:[^>"']|"[^"]*"|'[^']*')*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g;
  for (const match of text.matchAll(element)) {
    const attributes = attributesOf(match[1] ?? '');
    const body = (match[2] ?? '').replace(/<system-(?:out|err)>[\s\S]*?<\/system-(?:out|err)>/g, '');
    const bad = /<(?:failure|error)\b((?:[^>"']|"[^"]*"|'[^']*')*)\/?>([^<]*)/.exec(body);
    const id = [attributes.get('file'), attributes.get('classname'), attributes.get('name')]
      .filter((part) => part !== undefined && part !== '')
      .join(' › ');
    const place = bad ? placeIn(decoded(bad[2] ?? ''), attributes.get('file')) : undefined;
    const message = bad ? (attributesOf(bad[1] ?? '').get('message') ?? decoded(bad[2] ?? '').trim()).slice(0, MAX_MESSAGE) : undefined;
    cases.push({
      id,
      outcome: bad ? 'failed' : /<skipped\b/.test(body) ? 'skipped' : 'passed',
      ...(message === undefined ? {} : { message }),
      ...place,
    });
  }
  return cases;
}

/** pytest ends a failure with `path:line: Error`; others have a stack. */
function placeIn(text: string, file: string | undefined): { path?: string; line?: number } {
  const pytest = [...text.matchAll(/^(\S[^\n:]*\.py):(\d+): /gm)].at(-1);
  const stack = /\(?((?:file:\/\/)?\/[^\s():]+):(\d+):\d+\)?/.exec(text);
  const found = pytest ?? stack;
  if (found) return { path: (found[1] ?? '').replace(/^file:\/\//, ''), line: Number(found[2]) };
  return file === undefined ? {} : { path: file };
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((match): [string, string] => [
      match[1] ?? '',
      decoded(match[2] ?? match[3] ?? ''),
    ]),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decoded(text: string): string {
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(
      /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
      (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
        if (name !== undefined) return ENTITIES[name] ?? whole;
        const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      },
    );
}

function readJson(text: string): TestCase[] | undefined {
  const whole = parsed(text);
  if (whole) {
    const files = list(whole['testResults']);
    if (files) return files.flatMap(jestFile);
    const mocha = (['passes', 'failures', 'pending'] as const).flatMap((kind) =>
      (list(whole[kind]) ?? []).map((test) => mochaCase(test, kind)),
    );
    if (list(whole['passes'])) return mocha;
  }
  const lines = text
    .split('\n')
    .map(parsed)
    .filter((line) => line !== undefined);
  const cases = lines.flatMap((line): TestCase[] => {
    const outcome = line['outcome'];
    if (typeof line['id'] !== 'string' || (outcome !== 'passed' && outcome !== 'failed' && outcome !== 'skipped')) return [];
    return [
      {
        id: line['id'],
        outcome,
        ...(typeof line['message'] === 'string' ? { message: line['message'] } : {}),
        ...(typeof line['path'] === 'string' ? { path: line['path'] } : {}),
        ...(typeof line['line'] === 'number' ? { line: line['line'] } : {}),
      },
    ];
  });
  return cases.length > 0 ? cases : undefined;
}

/** The form of jest, which vitest writes too. A file that could not be loaded is a failed test of its own. */
function jestFile(file: Record<string, unknown>): TestCase[] {
  const path = typeof file['name'] === 'string' ? file['name'] : '';
  const tests = list(file['assertionResults']) ?? [];
  if (tests.length === 0) return file['status'] === 'failed' ? [{ id: path, outcome: 'failed', path, message: text(file['message']) }] : [];
  return tests.map((test) => {
    const status = test['status'];
    const message = Array.isArray(test['failureMessages']) ? test['failureMessages'].map(text).join('\n').slice(0, MAX_MESSAGE) : '';
    const outcome = status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped';
    const at =
      outcome === 'failed' ? /:(\d+):\d+\)?\s*$/m.exec(message.split('\n').find((line) => line.includes(path)) ?? '')?.[1] : undefined;
    return {
      id: `${path} › ${text(test['fullName'])}`,
      outcome,
      ...(outcome === 'failed' ? { message, path } : {}),
      ...(at === undefined ? {} : { line: Number(at) }),
    };
  });
}

function mochaCase(test: Record<string, unknown>, kind: 'passes' | 'failures' | 'pending'): TestCase {
  const error = test['err'];
  const message = typeof error === 'object' && error !== null && 'message' in error ? text(error.message) : '';
  const path = text(test['file']);
  return {
    id: `${path} › ${text(test['fullTitle'])}`,
    outcome: kind === 'passes' ? 'passed' : kind === 'failures' ? 'failed' : 'skipped',
    ...(kind === 'failures' ? { message: message.slice(0, MAX_MESSAGE), path } : {}),
  };
}

function parsed(json: string): Record<string, unknown> | undefined {
  if (!json.startsWith('{')) return undefined;
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function list(value: unknown): Record<string, unknown>[] | undefined {
  return Array.isArray(value) ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
