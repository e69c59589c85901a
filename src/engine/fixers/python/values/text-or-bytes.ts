/**
 * Mistake: text where bytes are wanted, or bytes where text is. What the bytes came from decides: a program's output is asked for as text,
 * what came over a wire is decoded, what is hashed or sent is encoded.
 *
 * Before:  `check_output(cmd)` … `out.split("\n")`        After:  `check_output(cmd, text=True)`
 * Before:  `base64.b64encode("a")`                       After:  `base64.b64encode("a".encode())`
 * Before:  `"got: " + sock.recv(9)`                       After:  `"got: " + sock.recv(9).decode()`
 * Before:  `name.decode("utf-8")`, name being text        After:  `name`
 *
 * When not: a file's mode is the mistake (open-mode, bytes-and-text); the line shows no side to convert.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { grouped, originOf, sourceOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { short } from './operation';

/** Bytes are needed, text is there. */
const NEEDS_BYTES =
  /bytes-like object is required, not '?str|^(?:Strings|Unicode-objects) must be encoded before hashing|can't concat str to bytes|must be bytes or a tuple of bytes, not str|expected a bytes-like object, str found|^string argument without an encoding|expected bytes or bytearray, but got '?str/;
/** Text is needed, bytes are there. */
const NEEDS_TEXT =
  /concatenate str \(not "bytes"\) to str|expected str instance, bytes found|requires string as left operand, not bytes|argument(?: \d)? must be str(?: or None)?, not bytes|must be str or a tuple of str, not bytes|^initial_value must be str or None, not bytes|cannot use a string pattern on a bytes-like object/;
const HAS_ALREADY = /^'(bytes|str)' object has no attribute '(encode|decode)'$/;

/** Functions and methods that take bytes. */
const TAKES_BYTES =
  /(?:^|\.)(?:b(?:16|32|64|85)encode|standard_b64encode|urlsafe_b64encode|encodebytes|a85encode|hexlify|b2a_\w+|md5|sha\d+|sha3_\d+|blake2[bs]|new|pbkdf2_hmac|compress|decompress|crc32|adler32|send|sendall|sendto|update|encrypt|decrypt|write|frombytes|hashpw|checkpw|feed_data)$/;
/** The name of how it is hashed stays a name. */
const ALGORITHM = /^["'](?:md5|sha\d+|sha3_\d+|blake2[bs]|ripemd160)["']$/i;
const BYTES_METHODS = /^(?:split|rsplit|startswith|endswith|replace|find|rfind|index|strip|lstrip|rstrip|join|count|partition|rpartition)$/;
const PROGRAM = /^(?:subprocess\.)?(?:check_output|run|Popen|getoutput)$/;

export const textOrBytes: Fixer = {
  id: 'python/text-or-bytes',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NEEDS_BYTES, NEEDS_TEXT, HAS_ALREADY] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const already = HAS_ALREADY.exec(message);
    if (already) return (already[1] === 'bytes') === (already[2] === 'encode') ? convertedTwice(file, already[2] ?? '') : [];
    return NEEDS_TEXT.test(message) ? textNeeded(file) : bytesNeeded(file);
  },
};

/** The program that gave the bytes, where it was not asked for text. */
export function programOf(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  return sourceOf(
    file,
    node,
    (call) =>
      isProgram(file, call) &&
      !argumentsOf(call).some((it) => it.name && /^(?:text|universal_newlines|encoding|errors)$/.test(textOf(file, it.name))),
  );
}

const isProgram = (file: PythonFile, call: SyntaxNode): boolean => call.firstChild !== null && PROGRAM.test(textOf(file, call.firstChild));

function asText(file: PythonFile, call: SyntaxNode): Proposal | undefined {
  const last = argumentsOf(call).at(-1);
  return (
    last && {
      title: `Ask '${textOf(file, call.firstChild ?? call)}' for text: 'text=True'`,
      explanation: "A program's output is bytes unless it is asked for as text.",
      edits: [insert(last.to, ', text=True')],
      variant: 'output-as-text',
    }
  );
}

const decoded = (file: PythonFile, node: SyntaxNode): Proposal => ({
  title: `Decode it: '${short(grouped(node, textOf(file, node)))}.decode()'`,
  explanation: 'These are bytes; text and bytes do not mix.',
  edits: grouped(node, '') === '' ? [insert(node.to, '.decode()')] : [insert(node.from, '('), insert(node.to, ').decode()')],
  variant: 'decoded',
});

const encoded = (file: PythonFile, node: SyntaxNode): Proposal => ({
  title: `Encode it: '${short(grouped(node, textOf(file, node)))}.encode()'`,
  explanation: 'Bytes are wanted here; a text becomes bytes when it is encoded.',
  edits: grouped(node, '') === '' ? [insert(node.to, '.encode()')] : [insert(node.from, '('), insert(node.to, ').encode()')],
  variant: 'encoded',
});

const typeOf = (file: PythonFile, node: SyntaxNode): string | undefined => {
  const origin = originOf(file, node);
  return plainType(file, origin, file.scopes.scopeAt(origin.from)) ?? (isBytes(file, node) ? 'bytes' : undefined);
};

/** What plainly gives bytes. */
const GIVES_BYTES =
  /(?:^|\.)(?:b(?:16|32|64|85)encode|urlsafe_b64encode|b64decode|urlsafe_b64decode|digest|read_bytes|recv|urandom|token_bytes|to_bytes|unhexlify|fromhex|compress|decompress|encode|pack|getbuffer|urlopen)$|^(?:pickle|marshal)\.dumps$/;

function isBytes(file: PythonFile, node: SyntaxNode): boolean {
  if (programOf(file, node)) return true;
  return (
    sourceOf(
      file,
      node,
      (call) =>
        call.firstChild !== null &&
        (GIVES_BYTES.test(textOf(file, call.firstChild)) || (/(?:^|\.)open$/.test(textOf(file, call.firstChild)) && isBinary(file, call))),
    ) !== undefined
  );
}

const isBinary = (file: PythonFile, call: SyntaxNode): boolean =>
  argumentsOf(call).some((it) => it.value?.name === 'String' && /^["'][rwax+]*b[+]?["']$/.test(textOf(file, it.value)));

function bytesNeeded(file: PythonFile): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    if (!callee) continue;
    const member = memberOf(callee);
    const method = textOf(file, member ? member.property : callee);
    const all = argumentsOf(call);
    // `run(cmd, input="…")`: the program is talked to in bytes.
    if (isProgram(file, call) || method === 'communicate') {
      const program = programOf(file, call);
      const given = all.find((it) => (it.name ? textOf(file, it.name) === 'input' : method === 'communicate'));
      const proposal = program && given ? asText(file, program) : undefined;
      if (proposal) return [proposal];
    }
    if (member && BYTES_METHODS.test(method)) {
      const program = programOf(file, method === 'join' ? (all[0]?.value ?? call) : member.object);
      const proposal = program && asText(file, program);
      if (proposal) return [proposal];
      if (method !== 'join' && member.object.name !== 'String' && isWire(file, member.object)) return [decoded(file, member.object)];
    }
    if (member && method === 'write') {
      const program = programOf(file, member.object);
      const proposal = program && asText(file, program);
      if (proposal) return [proposal];
      // Of a file the mode is the mistake.
      if (!/\.(?:stdin|wfile|buffer)$|^(?:ser|serial|sock|writer|tn|conn)\w*$/.test(textOf(file, member.object))) continue;
    }
    if (textOf(file, callee) === 'bytes' && all.length === 1 && all[0]?.value && typeOf(file, all[0].value) !== 'bytes')
      return [
        {
          title: `Encode it: '${short(textOf(file, all[0].value))}.encode()'`,
          explanation: 'A text becomes bytes when it is encoded.',
          edits: [replace(call.from, call.to, `${grouped(all[0].value, textOf(file, all[0].value))}.encode()`)],
          variant: 'encoded',
        },
      ];
    if (!TAKES_BYTES.test(textOf(file, callee)) || (method === 'new' && !/^hmac\./.test(textOf(file, callee)))) continue;
    const texts = all
      .filter((it) => !it.name && it.value && typeOf(file, it.value) === 'str' && !ALGORITHM.test(textOf(file, it.value)))
      .map((it) => it.value);
    const unknown = all.filter((it) => !it.name && it.value && typeOf(file, it.value) === undefined).map((it) => it.value);
    const chosen = texts[0] ?? (unknown.length === 1 ? unknown[0] : all.length === 1 ? all[0]?.value : unknown[0]);
    if (chosen && typeOf(file, chosen) !== 'bytes')
      return [
        { ...encoded(file, chosen), edits: (texts.length > 1 ? texts : [chosen]).flatMap((it) => (it ? encoded(file, it).edits : [])) },
      ];
  }
  for (const node of nodesAt(file, 'BinaryExpression')) {
    const [left, op, right] = children(node);
    if (!left || !op || !right || !/^(?:\+|in)$/.test(textOf(file, op))) continue;
    const program = programOf(file, textOf(file, op) === 'in' ? right : left);
    const proposal = program && asText(file, program);
    if (proposal) return [proposal];
    const text = textOf(file, op) === 'in' ? left : typeOf(file, right) === 'bytes' ? left : right;
    if (typeOf(file, text) === 'bytes') continue;
    if (text.name === 'String' && isAscii(textOf(file, text))) return [prefixed(file, text)];
    return [encoded(file, text)];
  }
  return [];
}

const isAscii = (text: string): boolean => !/[^\n -~\t\r]/.test(text);

const prefixed = (file: PythonFile, node: SyntaxNode): Proposal => ({
  title: `Make it bytes: b${textOf(file, node)}`,
  explanation: 'The other side is bytes; text and bytes do not mix.',
  edits: [insert(node.from, 'b')],
  variant: 'literal-as-bytes',
});

/** What came from a page: text that was not decoded yet. What came over a socket may be no text at all. */
export const isWire = (file: PythonFile, node: SyntaxNode): boolean =>
  sourceOf(file, node, (call) => call.firstChild !== null && /(?:^|\.)urlopen$/.test(textOf(file, call.firstChild))) !== undefined;

function textNeeded(file: PythonFile): Proposal[] {
  const joined = /^sequence item/.test(file.context.problem.message) ? joinedBytes(file) : undefined;
  if (joined) return [joined];
  const blamed = bytesOnLine(file);
  if (!blamed) return [];
  const program = programOf(file, blamed);
  const proposal = program && asText(file, program);
  return proposal ? [proposal] : [decoded(file, blamed)];
}

/** `"".join(chunks)`, the chunks being bytes: they are joined as bytes, and the whole is decoded. */
function joinedBytes(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const items = argumentsOf(call)[0]?.value;
    if (
      !member ||
      !items ||
      textOf(file, member.property) !== 'join' ||
      member.object.name !== 'String' ||
      !isAscii(textOf(file, member.object))
    )
      continue;
    const program = programOf(file, items);
    if (program) return asText(file, program);
    return {
      title: `Join the bytes and decode them: 'b${textOf(file, member.object)}.join(…).decode()'`,
      explanation: 'The items are bytes: bytes join them, and the whole is decoded.',
      edits: [insert(member.object.from, 'b'), insert(call.to, '.decode()')],
      variant: 'joined-bytes',
    };
  }
  return undefined;
}

/** The operand or argument on the line that is bytes. */
function bytesOnLine(file: PythonFile): SyntaxNode | undefined {
  const { message } = file.context.problem;
  for (const node of nodesAt(file, 'BinaryExpression')) {
    const [left, op, right] = children(node);
    if (!left || !op || !right || !/^(?:\+|in)$/.test(textOf(file, op))) continue;
    if (textOf(file, op) === 'in') {
      if (/left operand/.test(message) && typeOf(file, left) !== 'str') return left;
      continue;
    }
    // The message says it: a text on the left, bytes on the right.
    if (/concatenate str/.test(message) && typeOf(file, right) !== 'str') return right;
  }
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const method = member ? textOf(file, member.property) : textOf(file, call.firstChild ?? call);
    const all = argumentsOf(call);
    if (/string pattern/.test(message)) {
      const value = member && textOf(file, member.object) === 're' ? all[method === 'sub' ? 2 : 1]?.value : all[0]?.value;
      if (value && /^(?:search|match|fullmatch|findall|finditer|split|sub)$/.test(method) && isBytes(file, value)) return value;
      continue;
    }
    const value = all.find((it) => it.value && typeOf(file, it.value) === 'bytes')?.value;
    if (value && !(/^(?:write|writelines)$/.test(method) && !isMade(file, value))) return value;
  }
  return undefined;
}

/** Bytes that were text a moment ago are written as text; others make the file one for bytes. */
const isMade = (file: PythonFile, node: SyntaxNode): boolean =>
  sourceOf(
    file,
    node,
    (call) =>
      call.firstChild !== null && (/(?:^|\.)(?:urlsafe_)?b\d\dencode$/.test(textOf(file, call.firstChild)) || isProgram(file, call)),
  ) !== undefined;

/** `.decode()` of a text, `.encode()` of bytes: it is that already. */
function convertedTwice(file: PythonFile, method: string): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    if (!member || textOf(file, member.property) !== method) continue;
    return [
      {
        title: `Take '.${method}(…)' off`,
        explanation:
          method === 'decode' ? 'This is text already: only bytes are decoded.' : 'These are bytes already: only a text is encoded.',
        edits: [replace(member.object.to, call.to, '')],
        variant: `${method}d-already`,
      },
    ];
  }
  return [];
}
