// What comes from outside of a Python program: requests, what was typed, arguments, the network.

import type { Node } from 'web-tree-sitter';
import { outsideIn } from '../outside';
import { dotted, type PythonProgram } from './program';

const REQUEST =
  /^(?:self\.)?(?:flask\.)?request\.(?:args|form|json|data|values|files|cookies|headers|get_json|get_data|GET|POST|FILES|COOKIES|META|body|query_params|query|params|stream|query_string|read|post|text|match_info|rel_url)\b/;
const CALLED = /^(?:input|raw_input)$|\.(?:recv|recvfrom|recv_bytes|recvmsg|get_argument|get_query_argument|get_body_argument)$/;
const FETCHED = /^(?:requests|httpx|urllib3)\.(?:get|post|put|patch|delete|request)$|^(?:urllib\.request\.)?urlopen$/;
const NAMED = /^sys\.(?:argv|stdin)\b|^self\.rfile\b/;
/** A file that a person names is theirs. */
const HARMLESS =
  /^(?:int|float|bool|len|hash|ast\.literal_eval|literal_eval|str\.isdigit|hmac\.compare_digest|isinstance|(?:io\.|codecs\.|tokenize\.)?open|(?:pathlib\.)?Path)$/;

/** In words, where the value comes from; undefined where nothing says that it comes from outside. */
export function fromOutside(program: PythonProgram, node: Node): string | undefined {
  const source = outsideIn(
    node,
    ['call', 'attribute'],
    (one) => isSource(program, one),
    (name, from) => program.bindingsOf(name, from),
    (one) => one.type === 'call' && HARMLESS.test(program.callOf(one).written),
  );
  return source?.text.replace(/\s+/g, ' ').slice(0, 40);
}

function isSource(program: PythonProgram, node: Node): boolean {
  if (node.type === 'identifier') return false;
  if (node.type === 'call') {
    const { written, qualified, name } = program.callOf(node);
    return CALLED.test(written) || FETCHED.test(qualified ?? written) || (/^(?:recv|recvfrom)$/.test(name) && written === '');
  }
  const chain = dotted(node);
  return REQUEST.test(chain) || NAMED.test(program.qualified(node) ?? chain);
}
