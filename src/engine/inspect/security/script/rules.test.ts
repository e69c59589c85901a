// The rules for TypeScript and JavaScript, each by shapes that it tells of and shapes that it does not.

import { describe, it } from 'vitest';
import { holds, type Shape } from '../shapes';

const SQL = ['sql-injection'];
const pg = (body: string): string =>
  `import { Pool } from 'pg';\nconst db = new Pool();\nasync function f(name, age, ids, table) {\n  ${body}\n}\n`;
const my = (body: string): string => `const mysql = require('mysql2');\nfunction f(db, name, age, cb) {\n  ${body}\n}\n`;
const better = (body: string): string =>
  `import Database from 'better-sqlite3';\nconst db = new Database('a.db');\nfunction f(name, age) {\n  ${body}\n}\n`;
const cp = (body: string): string => `import { exec } from 'node:child_process';\nfunction f(x, args, cb) {\n  ${body}\n}\n`;

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  'sql-injection': [
    [
      'pg, quotes round the hole',
      pg("return db.query(`SELECT * FROM users WHERE name = '${name}'`);"),
      SQL,
      pg('return db.query(`SELECT * FROM users WHERE name = $1`, [name]);'),
    ],
    [
      'pg, two values',
      pg("return db.query(`UPDATE users SET age = ${age} WHERE name = '${name}'`);"),
      SQL,
      pg('return db.query(`UPDATE users SET age = $1 WHERE name = $2`, [age, name]);'),
    ],
    [
      'mysql2 with a callback',
      my('db.query(`SELECT * FROM users WHERE name = "${name}"`, (e, rows) => cb(e, rows));'),
      SQL,
      my('db.query(`SELECT * FROM users WHERE name = ?`, [name], (e, rows) => cb(e, rows));'),
    ],
    [
      'plus',
      my(`db.query("SELECT * FROM users WHERE name = '" + name + "' AND age = " + age, cb);`),
      SQL,
      my(`db.query("SELECT * FROM users WHERE name = ? AND age = ?", [name, age], cb);`),
    ],
    [
      'plus with quotes that are escaped',
      my(`db.query('SELECT * FROM users WHERE name = \\'' + name + '\\'', cb);`),
      SQL,
      my(`db.query('SELECT * FROM users WHERE name = ?', [name], cb);`),
    ],
    [
      'better-sqlite3',
      better("return db.prepare(`SELECT * FROM users WHERE name = '${name}' AND age > ${age}`).all();"),
      SQL,
      better('return db.prepare(`SELECT * FROM users WHERE name = ? AND age > ?`).all(name, age);'),
    ],
    [
      'a name in between',
      pg("const sql = `SELECT * FROM users WHERE name = '${name}'`;\n  return db.query(sql);"),
      SQL,
      pg('const sql = `SELECT * FROM users WHERE name = $1`;\n  return db.query(sql, [name]);'),
    ],
    [
      'LIKE',
      pg("return db.query(`SELECT * FROM users WHERE name LIKE '%${name}%'`);"),
      SQL,
      pg('return db.query(`SELECT * FROM users WHERE name LIKE $1`, [`%${name}%`]);'),
    ],
    [
      'sequelize',
      "const { Sequelize } = require('sequelize');\nconst s = new Sequelize('x');\nfunction f(name) {\n  return s.query(`SELECT * FROM users WHERE name = '${name}'`);\n}\n",
      SQL,
      "const { Sequelize } = require('sequelize');\nconst s = new Sequelize('x');\nfunction f(name) {\n  return s.query(`SELECT * FROM users WHERE name = ?`, { replacements: [name] });\n}\n",
    ],
    ['a table: explained only', pg('return db.query(`SELECT * FROM ${table}`);'), SQL, null],
    ['a list: explained only', pg('return db.query(`SELECT * FROM users WHERE id IN (${ids})`);'), SQL, null],
    ['no driver is known', "function f(db, name) {\n  return db.query(`SELECT * FROM users WHERE name = '${name}'`);\n}\n", SQL, null],
    ['values are given already', pg("return db.query(`SELECT * FROM users WHERE name = '${name}' AND id = $1`, [age]);"), SQL, null],
    ['an object', pg("return db.query({ text: `SELECT * FROM users WHERE name = '${name}'` });"), SQL, null],
    [
      'a statement that grows',
      pg("let sql = 'SELECT * FROM users';\n  sql += ` WHERE name = '${name}'`;\n  return db.query(sql);"),
      SQL,
      null,
    ],
    [
      'Prisma',
      "async function f(prisma, name) {\n  return prisma.$queryRawUnsafe(`SELECT * FROM users WHERE name = '${name}'`);\n}\n",
      SQL,
      null,
    ],
    ['a literal', pg('return db.query(`SELECT * FROM users`);'), []],
    ['parameters', pg('return db.query(`SELECT * FROM users WHERE name = $1`, [name]);'), []],
    ['a constant', "const TABLE = 'users';\nfunction f(db) {\n  return db.query(`SELECT * FROM ${TABLE}`);\n}\n", []],
    [
      'a constant of lower case',
      pg("const order = age ? 'ASC' : 'DESC';\n  return db.query(`SELECT * FROM users ORDER BY id ${order}`);"),
      [],
    ],
    ['a safe tag', pg('return db.query(sql`SELECT * FROM users WHERE name = ${name}`);'), []],
    ['placeholders for a list', pg("return db.query(`SELECT * FROM users WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);"), []],
    [
      'placeholders by their numbers',
      pg('return db.query(`SELECT * FROM users WHERE id IN (${ids.map((_, i) => `$${i + 1}`).join()})`, ids);'),
      [],
    ],
    ['a number', pg('return db.query(`SELECT * FROM users LIMIT ${Number(age)}`);'), []],
    ['escaped', my('db.query(`SELECT * FROM users WHERE name = ${db.escape(name)}`, cb);'), []],
    ['no SQL', 'function f(page, name) {\n  page.query(`select ${name}`);\n  client.execute(`run ${name}`);\n}\n', []],
  ],
  'shell-injection': [
    [
      'exec with a template',
      cp('exec(`git show ${x}`, cb);'),
      ['shell-injection'],
      "import { exec, execFile } from 'node:child_process';\nfunction f(x, args, cb) {\n  execFile('git', ['show', x], cb);\n}\n",
    ],
    [
      'execSync of the module',
      "const cp = require('child_process');\nfunction f(x) {\n  return cp.execSync(`tar -xf ${x} --dir=${x}/out`, { stdio: 'inherit' });\n}\n",
      ['shell-injection'],
      "const cp = require('child_process');\nfunction f(x) {\n  return cp.execFileSync('tar', ['-xf', x, `--dir=${x}/out`], { stdio: 'inherit' });\n}\n",
    ],
    [
      'plus and require',
      "const { execSync } = require('child_process');\nfunction f(x) {\n  execSync('ls -l ' + x);\n}\n",
      ['shell-injection'],
      "const { execSync, execFileSync } = require('child_process');\nfunction f(x) {\n  execFileSync('ls', ['-l', x]);\n}\n",
    ],
    ['a pipe', cp('exec(`cat ${x} | wc -l`, cb);'), ['shell-injection'], null],
    ['several words', cp('exec(`ls ${args}`, cb);'), ['shell-injection'], null],
    [
      'promisified',
      "import { exec } from 'child_process';\nimport { promisify } from 'util';\nconst run = promisify(exec);\nasync function f(x) {\n  await run(`ls ${x}`);\n}\n",
      ['shell-injection'],
      null,
    ],
    [
      'spawn with a shell',
      "import { spawn } from 'child_process';\nfunction f(x) {\n  spawn(`ls ${x}`, { shell: true });\n}\n",
      ['shell-injection'],
      null,
    ],
    ['a literal', cp('exec(`ls -l`, cb);'), []],
    ['execFile', "import { execFile } from 'child_process';\nfunction f(x) {\n  execFile('ls', [`${x}`]);\n}\n", []],
    ['spawn', "import { spawn } from 'child_process';\nfunction f(x) {\n  spawn('ls', [`-${x}`]);\n}\n", []],
    ['a regular expression', "import 'child_process';\nfunction f(x) {\n  return /a/.exec(`b ${x}`);\n}\n", []],
    ['a constant', "import { exec } from 'child_process';\nconst dir = 'dist';\nexec(`ls ${dir}`);\n", []],
    ['a number', cp('exec(`kill ${Number(x)}`, cb);'), []],
  ],
  'code-injection': [
    ['a request', 'function f(req, res) {\n  res.send(eval(req.query.x));\n}\n', ['code-injection'], null],
    ['through a part', 'function f(req, res) {\n  const { code } = req.body;\n  res.send(eval(code));\n}\n', ['code-injection']],
    ['the address bar', 'eval(location.hash.slice(1));\n', ['code-injection']],
    ['new Function', 'function f(req) {\n  return new Function("a", `return ${req.body.rule}`);\n}\n', ['code-injection']],
    ['what was typed', 'const x = prompt("?");\nconsole.log(eval(x));\n', ['code-injection']],
    ['an argument', 'eval(process.argv[2]);\n', ['code-injection']],
    ['a literal', 'eval("1 + 1");\n', []],
    ['a value of the program', 'function f(source) {\n  return new Function("x", source);\n}\n', []],
    ['a number', 'function f(req) {\n  return eval(`2 * ${Number(req.query.x)}`);\n}\n', []],
    ['JSON', 'function f(req) {\n  return JSON.parse(req.body);\n}\n', []],
    ['a timer', 'function f(req) {\n  setTimeout(() => console.log(req.query.x), 5);\n}\n', []],
    ['a method', 'function f(redis, req) {\n  return redis.eval(req.body.x);\n}\n', []],
  ],
  'weak-password-hash': [
    [
      'md5',
      "import crypto from 'crypto';\nfunction f(password) {\n  return crypto.createHash('md5').update(password).digest('hex');\n}\n",
      ['weak-password-hash'],
      null,
    ],
    [
      'by name',
      "import { createHash } from 'node:crypto';\nfunction f(user) {\n  return createHash('sha1').update(user.password).digest('hex');\n}\n",
      ['weak-password-hash'],
    ],
    [
      'require',
      "const crypto = require('crypto');\nfunction hashPassword(s) {\n  return crypto.createHash('md5').update(s).digest('hex');\n}\n",
      ['weak-password-hash'],
    ],
    [
      'what it goes to',
      "const crypto = require('crypto');\nfunction f(s) {\n  const passwordHash = crypto.createHash('md5').update(s).digest('hex');\n  return passwordHash;\n}\n",
      ['weak-password-hash'],
    ],
    ['a file', "const crypto = require('crypto');\nfunction f(s) {\n  return crypto.createHash('md5').update(s).digest('hex');\n}\n", []],
    [
      'sha256',
      "const crypto = require('crypto');\nfunction f(password) {\n  return crypto.createHash('sha256').update(password).digest('hex');\n}\n",
      [],
    ],
    [
      'an etag',
      "const crypto = require('crypto');\nfunction f(body) {\n  const etag = crypto.createHash('sha1').update(body).digest('base64');\n  return etag;\n}\n",
      [],
    ],
    [
      'another createHash',
      "import { createHash } from './hash';\nfunction f(password) {\n  return createHash('md5').update(password);\n}\n",
      [],
    ],
  ],
  'no-certificate-check': [
    ['an agent', "import https from 'https';\nconst a = new https.Agent({ rejectUnauthorized: false });\n", ['no-certificate-check'], null],
    ['a connection', "const tls = require('tls');\ntls.connect({ host: 'x', rejectUnauthorized: false });\n", ['no-certificate-check']],
    ['for all', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\n", ['no-certificate-check']],
    ['for all, in brackets', "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;\n", ['no-certificate-check']],
    ['a database', "import { Pool } from 'pg';\nnew Pool({ ssl: { rejectUnauthorized: false } });\n", ['no-certificate-check']],
    ['checked', "import https from 'https';\nconst a = new https.Agent({ rejectUnauthorized: true });\n", []],
    ['by a setting', 'const a = { rejectUnauthorized: settings.strict };\n', []],
    ['switched on', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';\n", []],
    ['asked for', 'if (options.rejectUnauthorized === false) warn();\n', []],
  ],
  'predictable-token': [
    ['a token', 'const token = Math.random().toString(36).slice(2);\n', ['predictable-token'], null],
    ['in a function', 'function generateToken() {\n  return Math.random().toString(36);\n}\n', ['predictable-token']],
    [
      'a password',
      "let password = '';\nfor (let i = 0; i < 8; i++) password += chars[Math.floor(Math.random() * chars.length)];\n",
      ['predictable-token'],
    ],
    ['a property', 'const user = { apiKey: Math.random().toString(16) };\n', ['predictable-token']],
    ['a code', 'const verificationCode = Math.floor(Math.random() * 1000000);\n', ['predictable-token']],
    ['a session', 'class A {\n  start() {\n    this.sessionId = `s${Math.random()}`;\n  }\n}\n', ['predictable-token']],
    ['dice', 'const roll = Math.ceil(Math.random() * 6);\n', []],
    ['a word', 'const token = tokens[Math.floor(Math.random() * tokens.length)];\n', []],
    ['a key of a list', 'const key = Math.random();\n', []],
    ['a safe source', 'const token = crypto.randomUUID();\n', []],
    ['a delay', 'function wait() {\n  return base + Math.random() * 100;\n}\n', []],
  ],
};

for (const [rule, shapes] of Object.entries(SHAPES)) {
  describe(rule, () => {
    it.each(shapes.map((shape) => ({ name: shape[0], shape })))('$name', async ({ shape }) => holds(shape, 'typescript'));
  });
}
