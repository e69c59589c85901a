// The scan as a whole: texts that are no programs, are very large, or are made to be slow.

import { expect, it } from 'vitest';
import { SourceText } from '../../syntax/source-text';
import { scanSecurity } from './scan';

const found = async (text: string, language: 'python' | 'typescript' = 'python'): Promise<readonly string[]> =>
  (await scanSecurity(language === 'python' ? '/w/a.py' : '/w/a.ts', language, new SourceText(text))).map(({ code }) => code);

it('names that are made of each other are looked at once', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `    a = a + b + "${i}"\n    b = b + a\n    self.c = self.c + self.d\n    self.d = self.d + self.c + a\n`,
  );
  const text = `class A:\n  def f(self, cur):\n    a = b = "x"\n${lines.join('')}    cur.execute(f"SELECT * FROM t WHERE x = '{a}{b}{self.c}'")\n    eval(a)\n`;
  const start = performance.now();
  await found(text);
  const script = `function f(db) {\n  let a = 'x', b = 'y';\n${'  a = a + b; b = b + a;\n'.repeat(60)}  db.query(\`SELECT * FROM t WHERE x = '\${a}\${b}'\`);\n  eval(a);\n}\n`;
  await found(script, 'typescript');
  expect(performance.now() - start).toBeLessThan(20_000);
});

it('very long and very deep expressions are no statements', async () => {
  const long = `cur.execute("SELECT * FROM t WHERE x = '" + ${Array.from({ length: 5_000 }, (_, i) => `a${i}`).join(' + ')})\n`;
  const deep = `cur.execute(${'('.repeat(3_000)}"SELECT * FROM t"${')'.repeat(3_000)})\n`;
  const start = performance.now();
  expect(await found(long)).toEqual([]);
  expect(await found(deep)).toEqual([]);
  expect(
    await found(
      `db.query('SELECT * FROM t WHERE x = ' + ${Array.from({ length: 5_000 }, (_, i) => `a${i}`).join(' + ')});\n`,
      'typescript',
    ),
  ).toEqual([]);
  expect(performance.now() - start).toBeLessThan(10_000);
});

it('what does not parse is told of without a fix', async () => {
  const source = new SourceText(`import sqlite3\ncur.execute(f"SELECT * FROM t WHERE x = '{name}'")\nif x\n    pass\n`);
  const [one] = await scanSecurity('/w/a.py', 'python', source);
  expect(one).toMatchObject({ code: 'security/sql-injection' });
  expect(one?.fix).toBeUndefined();
});

it('any half of a text is looked through without a fault', async () => {
  const python = `import sqlite3, os, subprocess, yaml, pickle\ndef f(cur, n):\n    cur.execute("SELECT * FROM t WHERE a = '%s' AND b = {}" % n, "x".format(n))\n    os.system("ls {0} %(a)s" % {"a": n})\n    yaml.load(n, Loader=\n    eval(input(f"{n!r:>{n}}"))\n`;
  const script =
    "import { exec } from 'child_process';\nconst f = (db, n) => { db.query(`SELECT * FROM t WHERE a = '${n}`); exec(`ls ${n`); eval(req.body.\n";
  for (let i = 0; i <= python.length; i++) await found(python.slice(0, i));
  for (let i = 0; i <= script.length; i++) await found(script.slice(i), 'typescript');
});
