// The program of the process that holds a folder's ESLint: reads requests in JSON-RPC with Content-Length headers, as language servers do, and
// answers each with the messages about one text. What the folder's configuration prints is kept out of the answers.

/** Arguments: the folder of the package, and the folder that its configuration is in. */
export const ESLINT_HOST = String.raw`
const [folder, cwd] = process.argv.slice(1);
const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const send = (message) => {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }), 'utf8');
  answer(Buffer.concat([Buffer.from('Content-Length: ' + body.length + '\r\n\r\n'), body]));
};
let ready;
const start = async () => {
  const api = require(folder);
  const Class = api.loadESLint ? await api.loadESLint({ cwd }) : api.ESLint;
  return new Class({ cwd });
};
const lint = async ({ path, text }) => {
  const eslint = await (ready ??= start());
  if (await eslint.isPathIgnored(path)) return [];
  const [result] = await eslint.lintText(text, { filePath: path });
  return result ? result.messages : [];
};
let tail = Promise.resolve();
const receive = ({ id, method, params }) => {
  if (id === undefined || method !== 'lint') return;
  // One at a time: it works in one thread anyway, and rules about types keep one program.
  tail = tail.then(() => lint(params)).then(
    (result) => send({ id, result }),
    (error) => send({ id, error: { code: 1, message: String(error).slice(0, 500) } }),
  );
};
let buffer = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const head = buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: *(\d+)/i.exec(buffer.toString('ascii', 0, head))?.[1] ?? NaN);
    if (!(length >= 0)) process.exit(1);
    if (buffer.length < head + 4 + length) return;
    const body = buffer.toString('utf8', head + 4, head + 4 + length);
    buffer = buffer.subarray(head + 4 + length);
    receive(JSON.parse(body));
  }
});
process.stdin.on('end', () => process.exit(0));
`;
