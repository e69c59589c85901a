// What comes from outside of a script: requests, the address bar, messages of other pages, what was typed.

import type { Node } from 'web-tree-sitter';
import { outsideIn } from '../outside';
import { chainOf, type ScriptProgram } from './program';

const CHAINS =
  /^(?:(?:req|request|ctx\.request|ctx|context\.request|event)\.(?:query|body|params|headers|cookies|rawBody|queryStringParameters)|(?:window\.|document\.|self\.|globalThis\.)?location\.(?:hash|search|href)|document\.(?:cookie|referrer|URL)|process\.argv|window\.name)\b/;
const CALLED = /^(?:window\.)?prompt$|\.searchParams\.get$|^(?:await\s+)?readline(?:Sync)?\.question$/;
const HARMLESS = /^(?:Number|parseInt|parseFloat|Boolean|BigInt)$/;

export function fromOutside(program: ScriptProgram, node: Node): string | undefined {
  const source = outsideIn(
    node,
    ['call_expression', 'member_expression'],
    (one) => {
      if (one.type === 'identifier') return false;
      if (one.type === 'call_expression') return CALLED.test(program.callOf(one).written);
      const chain = chainOf(one);
      return (
        CHAINS.test(chain) ||
        (/^(?:e|event|evt|msg|message)\.data$/.test(chain) && /addEventListener\(\s*['"]message['"]|onmessage/.test(program.text))
      );
    },
    (name, from) => program.bindingsOf(name, from),
    (one) => one.type === 'call_expression' && HARMLESS.test(program.callOf(one).written),
  );
  return source?.text.replace(/\s+/g, ' ').slice(0, 40);
}
