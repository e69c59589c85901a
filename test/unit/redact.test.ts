// Secrets go, everything else stays. All keys here are made up.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { success } from '../../src/engine/result';
import { MAX_REDACTED_LENGTH, redact, redactGroups, redactTogether } from '../../src/engine/learn/redact/redact';

const upper = 'QWERTYUIOPASDFGHJKLZXCVBNM';
const mixed = (n: number): string => 'a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ'.repeat(8).slice(0, n);
const hex = (n: number): string => '0123456789abcdef'.repeat(8).slice(0, n);

/** Text with the secret between «», and the kind it is called by. */
const SECRETS: readonly (readonly [text: string, kind: string])[] = [
  [`key = "«AKIA${upper.slice(0, 16)}»"`, 'aws-key'],
  [`AWS_SECRET_ACCESS_KEY = '«${mixed(40)}»'`, 'secret'],
  [`client = OpenAI(api_key="«sk-proj-${mixed(60)}»")`, 'api-key'],
  [`client = OpenAI("«sk-${mixed(48)}»")`, 'api-key'],
  [`x = "«sk-ant-api03-${mixed(93)}AA»"`, 'api-key'],
  [`git clone with «ghp_${mixed(36)}»`, 'github-token'],
  [`t = '«github_pat_${mixed(22)}_${mixed(59)}»'`, 'github-token'],
  [`t = '«glpat-${mixed(20)}»'`, 'gitlab-token'],
  [`//registry.example/:_authToken=«npm_${mixed(36)}»`, 'npm-token'],
  [`slack("«xoxb-123456789012-${mixed(24)}»")`, 'slack-token'],
  [`stripe.api_key = "«sk_live_${mixed(24)}»"`, 'stripe-key'],
  [`const key = '«AIza${mixed(35)}»';`, 'google-key'],
  [`jwt.decode("«eyJ${mixed(20)}.eyJ${mixed(40)}.${mixed(43)}»")`, 'jwt'],
  [`login('«hf_${mixed(34)}»')`, 'huggingface-token'],
  [`"«pypi-AgEIcHlwaS5vcmc${mixed(60)}»"`, 'pypi-token'],
  [`"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=«${mixed(86)}==»;EndpointSuffix=x"`, 'azure-key'],
  [`send("«SG.${mixed(22)}.${mixed(43)}»")`, 'sendgrid-key'],
  [`sid = "«SK${hex(32)}»"`, 'twilio-key'],
  [`password = "«hunter2»"`, 'password'],
  [`password: str = '«s3cr3t!»'`, 'password'],
  [`const password: string = '«correct-horse»';`, 'password'],
  [`connect(user="me", passwd='«letmein»')`, 'password'],
  [`{"db_password": "«tr0ub4dor»"}`, 'password'],
  [`os.environ["DB_PASSWORD"] = "«tr0ub4dor&3»"`, 'password'],
  [`os.getenv("APP_SECRET_KEY", "«dev-7f3a9c1b»")`, 'secret'],
  [`if (password === '«opensesame1»') {`, 'password'],
  [`  secret: "«9f8e7d6c5b4a»",`, 'secret'],
  [`API_KEY = b"«${hex(32)}»"`, 'key'],
  [`accessToken: '«${mixed(30)}»'`, 'token'],
  [`SECRET_KEY = 'django-insecure-x'`.replace('django-insecure-x', `«django-insecure-${mixed(30)}»`), 'secret'],
  [`psycopg.connect("host=db user=app password=«hunter2» dbname=x")`, 'password'],
  [`DB_PASSWORD=«hunter22» python3 app.py`, 'password'],
  [`python3 app.py --api-key «${mixed(20)}» --verbose`, 'key'],
  [`python3 app.py --password=«hunter2»`, 'password'],
  [`headers = {"Authorization": "Bearer «${mixed(30)}»"}`, 'bearer'],
  [`"Authorization: Basic «dXNlcjpwYXNzd29yZDEyMw==»"`, 'basic-auth'],
  [`create_engine("postgresql://app:«hunter2»@db.internal:5432/app")`, 'password'],
  [`MongoClient('mongodb+srv://app:«p4ssw0rd»@cluster0.example.net/test?retryWrites=true')`, 'password'],
  [`redis.from_url("redis://:«hunter2»@cache:6379/0")`, 'password'],
  [`pip install git+https://«${mixed(30)}»@git.example.com/x`, 'token'],
];

/** Code that has the words but no secret; it must come out as it went in. */
const INNOCENT = [
  'password = getpass.getpass("Enter password: ")',
  'password: str | None = None',
  'def login(user, password="", token=None):',
  'token = tokens[0]',
  'login(password=password, token=token1)',
  'for token in tokenize("a = 12"):',
  'password = os.environ["PASSWORD"]',
  'url = f"https://{user}:{password}@{host}/"',
  'const password: string = process.env.PASSWORD ?? "";',
  'secret: string;',
  'token: Uint8Array',
  '<input type="password" placeholder="Password">',
  'TOKEN_TYPES = {"token": "identifier", "secret": "topic"}',
  'key = "sk-learn"',
  'print("Bearer authentication is required")',
  'tokenizer = "bert-base-uncased-2"',
  'api_key="${API_KEY}"',
  'password="%(password)s"',
  'sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
  'id = "550e8400-e29b-41d4-a716-446655440000"',
  'account = 123456789012',
  "name 'password' is not defined. Did you mean: 'passwd'?",
  'password = "********"',
  'get_token(token="<your token>")',
  "NameError: name 'token2' is not defined",
  'assert error == "invalid token: expected 3 parts"',
  'x = {"password_field": "password"}',
];

const plain = (marked: string): string => marked.replace(/[«»]/g, '');

describe('redact', () => {
  it.each(SECRETS)('%s', async (marked, kind) => {
    const result = await redact(plain(marked));
    expect(result).toEqual(success({ text: marked.replace(/«[^»]*»/g, `‹redacted:${kind}›`), count: 1 }));
  });

  it.each(INNOCENT)('leaves %s', async (text) => {
    expect(await redact(text)).toEqual(success({ text, count: 0 }));
  });

  it.each(['\n', '\r\n', '\\\n'])('takes a secret on a line of its own between three quotes (%j)', async (begin) => {
    const secret = mixed(20);
    const result = await redact(`token = """${begin}${secret}\n"""\nprint(token)\n`);
    expect(result).toEqual(success({ text: `token = """${begin}‹redacted:token›\n"""\nprint(token)\n`, count: 1 }));
  });

  it.each([
    ['as it is', (lines: string[]) => `KEY = """${lines.join('\n')}"""\nprint(KEY)\n`],
    ['escaped', (lines: string[]) => `KEY = "${lines.join('\\n')}"\nprint(KEY)\n`],
    ['in quoted lines', (lines: string[]) => `KEY = (\n${lines.map((line) => `    "${line}\\n"`).join('\n')}\n)\nprint(KEY)\n`],
  ])('takes a private key %s, and keeps the lines and quotes around it', async (_, write) => {
    const body = ['MIIE' + mixed(60), mixed(64), mixed(64), 'Zm9v='];
    const text = write(['-----BEGIN RSA PRIVATE KEY-----', ...body, '-----END RSA PRIVATE KEY-----']);
    const result = await redact(text);
    if (!result.ok) throw new Error(result.message);
    for (const line of body) expect(result.value.text).not.toContain(line);
    expect(result.value.text).toBe(
      write(['-----BEGIN RSA PRIVATE KEY-----', ...body.map(() => '‹redacted:private-key›'), '-----END RSA PRIVATE KEY-----']),
    );
  });

  it('does not obey a comment that asks it to look away', async () => {
    const result = await redact(
      `# secretlint-disable\nkey = "AKIA${upper.slice(0, 16)}"\nurl = "xoxb-123456789012-${mixed(24)}" # secretlint-disable-line`,
    );
    expect(result.ok && result.value.text).toBe(
      '# secretlint-disable\nkey = "‹redacted:aws-key›"\nurl = "‹redacted:slack-token›" # secretlint-disable-line',
    );
  });

  it('takes the rest where somebody wrote a placeholder himself', async () => {
    const result = await redact('password = "‹redacted:password›hunter2"');
    expect(result.ok && result.value.text).toBe('password = "‹redacted:password›‹redacted:password›"');
  });

  it('redacting twice changes nothing, alone or among others', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...SECRETS.map(([text]) => plain(text)), ...INNOCENT),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n')),
          { minLength: 1, maxLength: 5 },
        ),
        async (texts) => {
          const together = await redactGroups(texts.map((text) => [text]));
          for (const [i, text] of texts.entries()) {
            const alone = await redact(text);
            const among = together[i];
            if (!alone.ok || !among?.ok) throw new Error('not redacted');
            expect(among.value.texts[0]).toBe(alone.value.text);
            expect(alone.value.text.split('\n').length).toBe(text.split('\n').length);
            const again = await redact(alone.value.text);
            expect(again.ok && again.value.text).toBe(alone.value.text);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes a secret known from one text out of the others', async () => {
    const result = await redactTogether(['password = "hunter2hunter"', "ValueError: login failed for 'hunter2hunter'", 'hunter2hunters']);
    expect(result).toEqual(
      success({
        texts: ['password = "‹redacted:password›"', "ValueError: login failed for '‹redacted:password›'", 'hunter2hunters'],
        count: 1,
      }),
    );
  });

  it('gives no text when the scan fails, and lets the neighbours through', async () => {
    const scan = (text: string): Promise<[]> => (text.includes('bad') ? Promise.reject(new Error('scan')) : Promise.resolve([]));
    const groups = await redactGroups([['good'], ['fine', 'bad'], ['too']], scan);
    expect(groups).toEqual([
      success({ texts: ['good'], count: 0 }),
      expect.objectContaining({ ok: false, reason: 'scan-failed' }),
      success({ texts: ['too'], count: 0 }),
    ]);
    expect(JSON.stringify(groups)).not.toContain('bad');
    expect(await redact('x'.repeat(MAX_REDACTED_LENGTH + 1))).toMatchObject({ ok: false, reason: 'too-long' });
  });

  it('scans a text by itself where a finding would reach into its neighbour', async () => {
    const seen: string[] = [];
    const scan = (text: string): Promise<{ start: number; end: number; kind: string }[]> => {
      seen.push(text);
      return Promise.resolve(text.includes('\0') ? [{ start: 0, end: text.length, kind: 'all' }] : []);
    };
    expect(await redactGroups([['one'], ['two']], scan)).toEqual([
      success({ texts: ['one'], count: 0 }),
      success({ texts: ['two'], count: 0 }),
    ]);
    expect(seen).toEqual(['one\n\0\ntwo', 'one', 'two']);
  });
});
