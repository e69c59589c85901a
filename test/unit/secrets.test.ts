// What may not reach a disk or a network: tokens of many services, wherever they stand, and secrets that only their place tells. All are made up.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { redact } from '../../src/engine/learn/redact/redact';

/** The same letters on each run, that look thrown. */
function thrown(length: number, from: string, seed: number): string {
  let state = seed * 2654435761 + 12345;
  let out = '';
  while (out.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    out += from[(state >> 8) % from.length] ?? '';
  }
  return out;
}
const hex = (n: number, seed = 1): string => thrown(n, '0123456789abcdef', seed);
const UP = (n: number, seed = 1): string => thrown(n, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', seed);
const mix = (n: number, seed = 1): string => thrown(n, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', seed);

/** Tokens of a known format. */
const TOKENS: Readonly<Record<string, string>> = {
  'AWS id': `AKIA${thrown(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 3)}`,
  'GitHub classic': `ghp_${mix(36)}`,
  'GitHub fine-grained': `github_pat_${mix(22)}_${mix(59, 2)}`,
  'GitLab personal': `glpat-${mix(20)}`,
  'GitLab trigger': `glptt-${hex(40)}`,
  'GitLab runner': `glrt-${mix(20)}`,
  'GitLab runner registration': `GR1348941${mix(20)}`,
  'GitLab deploy': `gldt-${mix(20)}`,
  Mailgun: `key-${hex(32)}`,
  Mailchimp: `${hex(32)}-us12`,
  'Discord bot': `M${mix(23)}.${mix(6)}.${mix(38)}`,
  'Notion new': `ntn_${mix(46)}`,
  'Notion old': `secret_${mix(43)}`,
  'Sentry user': `sntryu_${hex(64)}`,
  'Sentry organisation': `sntrys_eyJ${mix(60)}=_${mix(43)}`,
  Postman: `PMAK-${hex(24)}-${hex(34, 2)}`,
  xAI: `xai-${mix(80)}`,
  Replicate: `r8_${mix(37)}`,
  Perplexity: `pplx-${mix(48)}`,
  Groq: `gsk_${mix(52)}`,
  age: `AGE-SECRET-KEY-1${thrown(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 5)}`,
  Facebook: `EAAC${mix(120)}`,
  'Square access': `EAAA${mix(60)}`,
  'Square OAuth': `sq0csp-${mix(43)}`,
  'New Relic user': `NRAK-${UP(27)}`,
  'New Relic browser': `NRJS-${hex(19)}`,
  RubyGems: `rubygems_${hex(48)}`,
  Atlassian: `ATATT3xFfGF0${mix(180)}`,
  Bitbucket: `ATBB${mix(32)}`,
  Contentful: `CFPAT-${mix(43)}`,
  Pulumi: `pul-${hex(40)}`,
  Supabase: `sbp_${hex(40)}`,
  'Supabase secret': `sb_secret_${mix(31)}`,
  OpenAI: `sk-proj-${mix(74)}`,
  Anthropic: `sk-ant-api03-${mix(93)}AA`,
  Stripe: `sk_live_${mix(24)}`,
  'Stripe webhook': `whsec_${mix(32)}`,
  'Slack bot': `xoxb-${thrown(12, '0123456789', 4)}-${thrown(12, '0123456789', 5)}-${mix(24)}`,
  'Slack app': `xapp-1-A${UP(10)}-${thrown(13, '0123456789', 6)}-${hex(64)}`,
  'Slack webhook': `https://hooks.slack.com/services/T${UP(10)}/B${UP(10)}/${mix(24)}`,
  npm: `npm_${mix(36)}`,
  PyPI: `pypi-AgEIcHlwaS5vcmc${mix(80)}`,
  'Hugging Face': `hf_${thrown(34, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 7)}`,
  Google: `AIza${mix(35)}`,
  'Google OAuth': `GOCSPX-${mix(28)}`,
  SendGrid: `SG.${mix(22)}.${mix(43)}`,
  DigitalOcean: `dop_v1_${hex(64)}`,
  Telegram: `${thrown(10, '123456789', 8)}:AA${mix(33)}`,
  JWT: `eyJhbGciOiJIUzI1NiJ9.eyJ${mix(60)}.${mix(43)}`,
  Shopify: `shpat_${hex(32)}`,
  Linear: `lin_api_${mix(40)}`,
  Doppler: `dp.pt.${mix(43)}`,
  Grafana: `glsa_${mix(32)}_${hex(8)}`,
  Vault: `hvs.${mix(95)}`,
  Terraform: `${mix(14)}.atlasv1.${mix(65)}`,
  PlanetScale: `pscale_tkn_${mix(43)}`,
  Databricks: `dapi${hex(32)}`,
  Figma: `figd_${mix(40)}`,
  'Azure AD': `${mix(3)}8Q~${mix(34)}`,
};

/** In a literal, in a sentence, in a command. */
const FRAMES: readonly ((token: string) => string)[] = [
  (token) => `client = Client("${token}")`,
  (token) => `ValueError: ${token} was refused.`,
  (token) => `deploy --with ${token} --quiet`,
];

it.each(Object.entries(TOKENS))('the token of %s', async (_, token) => {
  for (const frame of FRAMES) {
    const result = await redact(frame(token));
    if (!result.ok) throw new Error(result.message);
    expect(result.value.text).not.toContain(token.slice(-12));
  }
});

/** Text with the secret between «». */
const PLACED = [
  `aws_access_key_id = AKIA${UP(16, 2).replace(/[0189]/g, 'B')}\naws_secret_access_key = «${mix(38)}/+»`,
  `session = Session("AKIA${UP(16, 2).replace(/[0189]/g, 'B')}", "«${mix(20)}/${mix(18, 9)}+»")`,
  `client = Client("AC${hex(32)}", "«${hex(32, 6)}»")`,
  `server.login("admin", "«Winter2024»")`,
  `smtp.login('me@example.com', '«s3cr3t-mail»')`,
  `requests.get(url, auth=("admin", "«Tr0ub4dor»"))`,
  `axios.get(url, { auth: { username: 'admin', password: '«Tr0ub4dor»' } })`,
  `s.auth = HTTPBasicAuth("admin", "«Tr0ub4dor»")`,
  `user.set_password("«hunter2!»")`,
  `password = """«hunter2hunter»"""`,
  `PASSPHRASE = '''«correct horse battery staple»'''`,
  `password = "«correct horse battery staple»"`,
  `cfg["pw"] = "«hunter22»"`,
  `cfg['pass'] = '«hunter22»'`,
  `{"pw": "«hunter22»"}`,
  `passwort = "«Geheim123»"`,
  `const contraseña = '«secreto99»';`,
  `mdp = "«motus-et-bouche-cousue»"`,
  `password = b64decode("«aHVudGVyMmh1bnRlcjI=»")`,
  `const token = atob('«c2VjcmV0LXRva2VuLTQy»');`,
  `curl -u admin:«hunter22» https://example.com`,
  `curl -s --user 'admin:«hunter22»' https://example.com/a`,
  `subprocess.run(["curl", "-u", "admin:«hunter22»", url])`,
  `sshpass -p «hunter22» ssh root@host`,
  `sshpass -p '«hunter22»' scp a b:`,
  `mysql -u root -p«hunter22» shop`,
  `mysqldump -uroot -p'«hunter22»' shop`,
  `subprocess.run(["mysql", "-uroot", "-p«hunter22»"])`,
  `redis-cli -h cache -a «hunter22» ping`,
  `docker login -u me -p «hunter22» registry.example.com`,
  `openssl rsa -in key.pem -passin pass:«hunter22»`,
  `PGPASSWORD=«hunter22» psql -h db`,
  `create_engine("postgresql://app:«hun/ter2»@db.internal:5432/app")`,
  `create_engine("postgresql://app:«hun@ter22»@db.internal:5432/app")`,
  `mongodb://app:«p/w+1»@db/x`,
  `# the password is «hunter2!»`,
  `print("Your password is: «Xy7-blue»")`,
  `RuntimeError: the token is «${mix(20)}»`,
  `passphrase: «correcthorse99»`,
  `ftp = FTP("host"); ftp.login(user="u", passwd="«hunter22»")`,
  `DATABASE_URL=mysql://root:«hunter22»@localhost/shop`,
  `dsn = "https://«${hex(32)}»@o12345.ingest.sentry.io/42"`,
  `os.environ.setdefault("SECRET_KEY", "«${mix(50)}»")`,
  `const key = '«${mix(44)}»';`,
  `ldapsearch -D cn=admin -w «hunter22» -b dc=x`,
  `auth = ['admin', '«Tr0ub4dor»']`,
];

it.each(PLACED)('%s', async (marked) => {
  const secret = /«([^»]*)»/.exec(marked)?.[1] ?? '';
  const result = await redact(marked.replace(/[«»]/g, ''));
  if (!result.ok) throw new Error(result.message);
  expect(result.value.text).not.toContain(secret);
});

/** Code with the words of the above and no secret. */
const INNOCENT = [
  'def login(user, password): return self.login(user, password)',
  'the password is required and must be 8 characters long',
  'TypeError: token is undefined',
  'raise ValueError("password is too short: " + str(n))',
  'assert passwd is None',
  'by_pass = "through"',
  'compass = "north"',
  'auth = (user, password)',
  'requests.get("http://localhost:8080/a/b@c")',
  'label = "Enter your password"',
  '<label>Password: </label>',
  'const pass = 0; let pw = width;',
  'integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"',
  'import { AVeryLongNameOfAComponentThatIsExported1 } from "./AVeryLongNameOfAComponentThatIsExported1"',
  'docker run -p 8080:80 nginx',
  'ssh -p 2222 host',
  'mysql -u root -p shop',
  'curl -u "$USER:$PASSWORD" https://example.com',
  'login("admin", password)',
  'authenticate(request, username)',
];

it.each(INNOCENT)('leaves %s', async (text) => {
  const result = await redact(text);
  expect(result.ok && result.value.text).toBe(text);
});

it('of real code that holds no secret, hardly a line is touched', async () => {
  const library = execFileSync('python3', ['-c', "import sysconfig; print(sysconfig.get_path('stdlib'))"], { encoding: 'utf8' }).trim();
  const files = [
    'smtplib.py',
    'ftplib.py',
    'imaplib.py',
    'netrc.py',
    'getpass.py',
    'hashlib.py',
    'uuid.py',
    'tokenize.py',
    'urllib/request.py',
    'http/cookiejar.py',
  ];
  let lines = 0;
  const touched: string[] = [];
  for (const file of files) {
    const text = fs.readFileSync(path.join(library, file), 'utf8');
    const result = await redact(text);
    if (!result.ok) throw new Error(result.message);
    const now = result.value.text.split('\n');
    for (const [i, line] of text.split('\n').entries()) {
      lines++;
      if (now[i] !== line) touched.push(`${file}: ${line}`);
    }
  }
  expect(lines).toBeGreaterThan(5000);
  expect(touched.length, touched.join('\n')).toBeLessThanOrEqual(5);
});
