// Secretlint's recommended rules as a scan: which are on, what its findings are called, and where exactly in them the secret is.

import { groupFinding, keyLines, USERINFO, type Finding, type Scan } from './finding';

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
const RULE = '@secretlint/secretlint-rule-';
const KINDS: Readonly<Record<string, string>> = {
  aws: 'aws-key',
  github: 'github-token',
  gitlab: 'gitlab-token',
  slack: 'slack-token',
  privatekey: 'private-key',
  basicauth: 'password',
  'database-connection-string': 'password',
  openai: 'api-key',
  anthropic: 'api-key',
  stripe: 'stripe-key',
  npm: 'npm-token',
  huggingface: 'huggingface-token',
  sendgrid: 'sendgrid-key',
};

/** Loaded at the first scan: most sessions of the server never need it at their start. */
let linter: Promise<Scan> | undefined;

export const scanWithSecretlint: Scan = async (text) => (await (linter ??= loadSecretlint()))(text);

async function loadSecretlint(): Promise<Scan> {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It would leave a performance mark for every rule and text in a process that runs for days.
  secretLintProfiler.setEnabled(false);
  const rules = [
    { id: `${RULE}aws`, options: { enableIDScanRule: true } },
    // Otherwise a comment in the text could switch the scan off.
    { id: `${RULE}filter-comments`, disabled: true },
  ];
  return async (content) => {
    const result = await lintSource({
      // The name switches the rule for npm's `_authToken` on.
      source: { content, filePath: 'text.npmrc', contentType: 'text' },
      options: { config: { rules: [{ id: PRESET, rule: creator, rules }] }, noPhysicFilePath: true },
    });
    return result.messages.flatMap((message) => {
      // An account number is no secret, and a twelve-digit number is often none either.
      if (message.messageId === 'AWSAccountID') return [];
      const [start, end] = located(content, message.range, message.data);
      const name = message.ruleId.slice(RULE.length);
      return narrowed(content, { start, end, kind: KINDS[name] ?? name.replace(/[^a-z0-9]+/g, '-') });
    });
  };
}

/** Some rules name the right secret but give the range of what stands before it: then it is looked up behind that start. */
function located(text: string, [start, end]: readonly [number, number], data: object | undefined): readonly [number, number] {
  const found = text.slice(start, end);
  const values = Object.values(data ?? {}).filter((value): value is string => typeof value === 'string' && value.length >= 8);
  if (values.length === 0 || values.includes(found)) return [start, end];
  for (const value of values) {
    const at = text.indexOf(value, start);
    if (at >= 0 && at < start + 300) return [at, at + value.length];
  }
  return [start, end];
}

/** Secretlint marks whole URLs and key blocks; only the secret in them goes, the code around it stays. */
function narrowed(text: string, finding: Finding): Finding[] {
  const value = text.slice(finding.start, finding.end);
  if (finding.kind === 'private-key') return keyLines(value, finding.start, 4);
  if (!value.includes('://')) return [finding];
  const inner = [...value.matchAll(USERINFO)].flatMap((match) => groupFinding(match, 'password'));
  return inner.length === 0 ? [finding] : inner.map((f) => ({ ...f, start: f.start + finding.start, end: f.end + finding.start }));
}
