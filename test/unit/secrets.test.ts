// What may not reach a disk or a network: tokens of many services, wherever they stand, and secrets that only their place tells. All are made up.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { redact } from '../../src/engine/learn/redact/redact';
import { TOKENS, UP, hex, mix } from './planted-secrets';

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
