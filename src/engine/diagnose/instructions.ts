// Text that speaks to a model instead of to a person.

const INSTRUCTIONS =
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b|\byou are (?:now )?(?:a|an|the)\b[^.\n]{0,30}\b(?:assistant|model|ai|agent|bot)\b|\b(?:system|developer) prompt\b|<\|(?:im_start|system|user|assistant)|\[\/?INST\]|\b(?:as an|dear|attention) (?:ai|llm|assistant)\b|\bdo not (?:tell|inform|mention to) the user\b/i;

/** A patch that was made from such text is never applied unasked. */
export function readsLikeInstructions(text: string): boolean {
  return INSTRUCTIONS.test(text);
}
