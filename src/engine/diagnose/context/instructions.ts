// Text that speaks to a model instead of to a person. No list is ever complete: such text is only quoted, whether it is seen here or not, and nothing
// that a model says raises a confidence; what is seen here makes a patch one that a person has to look at.

const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|guidelines|constraints|above|previous|prior|earlier)\b/i,
  /\b(?:new|updated|real|actual|following) (?:instructions?|task|system (?:message|prompt))\b[^.\n]{0,20}:/i,
  /\byou are (?:now )?(?:a|an|the|in)\b[^.\n]{0,40}\b(?:assistant|model|ai|agent|bot|mode)\b/i,
  /\b(?:system|developer) (?:prompt|message|override)\b/i,
  /<\|?(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\b|\[\/?(?:INST|SYS)\]|<<\/?SYS>>|<\/?(?:system|assistant|instructions?|prompt|human)>/i,
  /(?:^[\s#>*/"'`-]*|: )(?:system|assistant|human|ai|llm|model|copilot|claude|chatgpt|gpt)[ \t]*(?::|,)[ \t]*(?:please|you|do|add|write|change|delete|remove|run|ignore|the|when|always|never|from)\b/im,
  /\b(?:as an|as a|dear|attention|note to|message (?:to|for)|hey|hello|hi) (?:any )?(?:ai|llm|assistant|language model|coding agent|agent|model|copilot|claude|chatgpt|gpt)s?\b/i,
  /\b(?:do not|don't|never) (?:tell|inform|mention (?:this )?to|warn|show|alert|reveal (?:this )?to) (?:the )?(?:user|developer|human|person|reviewer)\b/i,
  /\b(?:ai|llm|assistant|language model|coding agent|model|copilot)s?\b[^.\n]{0,30}\b(?:must|should|shall|has to|have to|needs? to|is (?:required|instructed|allowed)|are (?:required|instructed|allowed)) (?:to )?(?:\w+ )?(?:add|insert|include|replace|delete|remove|run|execute|send|post|upload|write|change|answer|reply|respond|output|approve|disable|follow)\b/i,
  /\b(?:answer|reply|respond|output|print) (?:only )?(?:with|exactly|nothing but)\b[^.\n]{0,60}\b(?:search\/replace|block|fence|code|json|approved|lgtm|no fix)\b/i,
  /\b(?:this|the following) (?:is|was) (?:an? )?(?:authori[sz]ed|approved|trusted|verified|official)\b[^.\n]{0,40}\b(?:instruction|request|command|change|patch|override|maintainer|admin|administrator|security team)\b/i,
  /\b(?:mark|rate|score|set)\b[^.\n]{0,30}\b(?:confidence|patch|fix|answer)\b[^.\n]{0,20}\b(?:to|as)\b[^.\n]{0,10}\b(?:1(?:\.0)?|100 ?%|certain|high|approved|verified|safe)\b/i,
  /\b(?:send|post|upload|exfiltrate|leak|forward)\b[^.\n]{0,40}\b(?:env(?:ironment)?(?: variables)?|secrets?|credentials?|tokens?|api keys?|\.env|ssh keys?|file contents?)\b[^.\n]{0,40}\b(?:to|at)\b/i,
  /\b(?:to (?:fix|heal|resolve|repair) (?:this|the) (?:error|problem|bug|issue),? )?(?:simply |just |first )?(?:run|execute|insert|add)\b[^.\n]{0,30}(?:`|"|')?(?:curl|wget|rm -rf|os\.system|subprocess|eval\(|exec\(|child_process|bash -c|powershell)\b/i,
  /\b(?:jailbreak|dan mode|developer mode|god mode|prompt injection)\b/i,
  /(?:ignorier|vergiss|missachte)\w*[^.\n]{0,40}(?:anweisung|vorgabe|regel|prompt)|(?:ignore[zr]?|oublie[zr]?)[^.\n]{0,40}(?:instructions|consignes|règles)|(?:ignora|olvida)[^.\n]{0,40}(?:instrucciones|reglas|istruzioni|regole)|(?:игнорируй|забудь)[^.\n]{0,40}(?:инструкци|правил)|忽略[^。\n]{0,20}(?:指令|指示|说明|提示)|(?:指示|命令)を無視/i,
];

/** Of a text that is looked through. In UTF-16 units. */
const MAX_LENGTH = 200_000;

/** A patch that was made from such text is never applied unasked. Characters that hide between letters are passed over. */
export function readsLikeInstructions(text: string): boolean {
  const plain = text
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|[\u{e0000}-\u{e007f}]/gu, '');
  return INSTRUCTIONS.some((pattern) => pattern.test(plain));
}
