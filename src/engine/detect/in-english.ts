// TypeScript and Pyright speak the editor's display language; fixers, explanations and signatures read English. The code says which message it is, and what
// stands in quotes is the same in all languages, so the English message is put together again from both.

/** English messages by code: TypeScript's own, and Pyright's for a rule. A rule with several is told by how much is quoted and by how many lines there are. */
export const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  TS1005: ["'{0}' expected."],
  TS1308: ["'await' expressions are only allowed within async functions and at the top levels of modules."],
  TS2300: ["Duplicate identifier '{0}'."],
  TS2304: ["Cannot find name '{0}'."],
  TS2305: ["Module '{0}' has no exported member '{1}'."],
  TS2307: ["Cannot find module '{0}' or its corresponding type declarations."],
  TS2322: ["Type '{0}' is not assignable to type '{1}'."],
  TS2339: ["Property '{0}' does not exist on type '{1}'."],
  TS2345: ["Argument of type '{0}' is not assignable to parameter of type '{1}'."],
  TS2353: ["Object literal may only specify known properties, and '{0}' does not exist in type '{1}'."],
  TS2365: ["Operator '{0}' cannot be applied to types '{1}' and '{2}'."],
  TS2420: ["Class '{0}' incorrectly implements interface '{1}'."],
  TS2448: ["Block-scoped variable '{0}' used before its declaration."],
  TS2451: ["Cannot redeclare block-scoped variable '{0}'."],
  TS2454: ["Variable '{0}' is used before being assigned."],
  TS2503: ["Cannot find namespace '{0}'."],
  TS2540: ["Cannot assign to '{0}' because it is a read-only property."],
  TS2551: ["Property '{0}' does not exist on type '{1}'. Did you mean '{2}'?"],
  TS2552: ["Cannot find name '{0}'. Did you mean '{1}'?"],
  TS2561: ["Object literal may only specify known properties, but '{0}' does not exist in type '{1}'. Did you mean to write '{2}'?"],
  TS2588: ["Cannot assign to '{0}' because it is a constant."],
  TS2663: ["Cannot find name '{0}'. Did you mean the instance member 'this.{0}'?"],
  TS2686: ["'{0}' refers to a UMD global, but the current file is a module. Consider adding an import instead."],
  TS2693: ["'{0}' only refers to a type, but is being used as a value here."],
  TS2724: ["'{0}' has no exported member named '{1}'. Did you mean '{2}'?"],
  TS2741: ["Property '{0}' is missing in type '{1}' but required in type '{2}'."],
  TS2749: ["'{0}' refers to a value, but is being used as a type here. Did you mean 'typeof {0}'?"],
  TS6133: ["'{0}' is declared but its value is never read."],
  TS7006: ["Parameter '{0}' implicitly has an '{1}' type."],
  TS7016: ["Could not find a declaration file for module '{0}'. '{1}' implicitly has an 'any' type."],
  TS7031: ["Binding element '{0}' implicitly has an '{1}' type."],
  TS18046: ["'{0}' is of type 'unknown'."],
  TS18047: ["'{0}' is possibly 'null'."],
  TS18048: ["'{0}' is possibly 'undefined'."],
  TS18049: ["'{0}' is possibly 'null' or 'undefined'."],
  reportUndefinedVariable: ['"{0}" is not defined'],
  reportUnboundVariable: ['"{0}" is unbound'],
  reportPossiblyUnbound: ['"{0}" is possibly unbound'],
  reportPossiblyUnboundVariable: ['"{0}" is possibly unbound'],
  reportMissingImports: ['Import "{0}" could not be resolved'],
  reportMissingModuleSource: ['Import "{0}" could not be resolved from source'],
  reportAttributeAccessIssue: [
    '"{0}" is unknown import symbol',
    '"{0}" is not a known attribute of module "{1}"',
    'Cannot access attribute "{0}" for class "{1}"\n  Attribute "{0}" is unknown',
  ],
  reportOptionalMemberAccess: ['"{0}" is not a known attribute of "None"'],
  reportOptionalSubscript: ['Object of type "None" is not subscriptable'],
  reportOptionalIterable: ['Object of type "None" cannot be used as iterable value'],
  reportOptionalCall: ['Object of type "None" cannot be called'],
  reportOptionalOperand: ['Operator "{0}" not supported for "None"'],
  reportOperatorIssue: ['Operator "{0}" not supported for types "{1}" and "{2}"'],
  reportReturnType: ['Type "{0}" is not assignable to return type "{1}"\n  "{2}" is not assignable to "{3}"'],
  reportAssignmentType: ['Type "{0}" is not assignable to declared type "{1}"\n  "{2}" is not assignable to "{3}"'],
  reportArgumentType: [
    'Argument of type "{0}" cannot be assigned to parameter "{1}" of type "{2}" in function "{3}"\n  "{4}" is not assignable to "{5}"',
  ],
};

/** All that these languages' messages quote with, each with its end. An apostrophe within a word is none. */
const QUOTED =
  /"([^"\n]+)"|(?<!\p{Script=Latin})'([^'\n]+)'(?!\p{Script=Latin})|“([^”\n]+)”|„([^”“\n]+)[”“]|«\s*([^»\n]+?)\s*»|「([^」\n]+)」/gu;
/** Their translations put what is quoted into another order now and then. */
const OTHER_ORDER = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** No other language of these has these words. */
const IS_ENGLISH = /\b(?:is|are|not|cannot|could|does|the|must|should|expected|refers|implicitly|incorrectly|used)\b/i;

/** @returns the message in English where it is a known one in another language; else as it stands. */
export function inEnglish(errorType: string, message: string): string {
  const known = Object.hasOwn(ENGLISH, errorType) ? ENGLISH[errorType] : undefined;
  if (!known || IS_ENGLISH.test(message.replace(QUOTED, ''))) return message;
  const lines = message.split('\n').length;
  const said = quoted(message);
  const fitting = known.filter(
    (english) => quoted(english).length === said.length && (known.length === 1 || english.split('\n').length === lines),
  );
  const [english] = fitting;
  if (english === undefined || fitting.length > 1) return message;
  const holes = new Map<string, string>();
  for (const [i, part] of quoted(english).entries()) {
    const hole = /\{\d\}/.exec(part)?.[0];
    if (hole === undefined) continue;
    const value = said[i] ?? '';
    if (part === hole && !holes.has(hole)) holes.set(hole, value);
    else if (part === hole && holes.get(hole) !== value) return message;
  }
  if (holes.size > 1 && OTHER_ORDER.test(message.replace(QUOTED, ''))) return message;
  return english.replace(/\{\d\}/g, (hole) => holes.get(hole) ?? hole);
}

const quoted = (text: string): readonly string[] =>
  [...text.matchAll(QUOTED)].map((parts) => parts.slice(1).find((part) => part !== undefined) ?? '');
