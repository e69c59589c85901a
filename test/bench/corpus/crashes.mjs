// Crashes injected into the small programs of programs.mjs: one slip in one place, kept where the program then ends with an error.
import { python } from './python.mjs';
import { PROGRAMS } from './programs.mjs';

/** Cases of each class and program, in an order that mixes them: `{ id, program, name, kind, text }`. */
export async function crashes({ seed, perClass, random }) {
  const own = PROGRAMS.filter(({ name }) => name.endsWith('.py'));
  const found = await python(
    'python_crashes.py',
    [],
    JSON.stringify({ seed, per_class: perClass, programs: own.map(({ name, text }) => ({ name, text })) }),
  );
  for (const program of PROGRAMS.filter(({ name }) => !name.endsWith('.py'))) found.push(...scriptCrashes(program, perClass, random));
  return shuffled(found, random).map((one, i) => ({
    ...one,
    id: `${one.name}-${one.kind}-${i}`,
    program: PROGRAMS.find(({ name }) => name === one.name),
  }));
}

/** Texts and comments are left alone: a slip in them is no crash. */
const code = (text) =>
  text.replace(/'(?:\\.|[^'\\\n])*'|\/(?:\\.|\[[^\]\n]*\]|[^/\\\n*])+\/[gimsuy]*|\/\/[^\n]*/g, (whole) => ' '.repeat(whole.length));

const SCRIPT = {
  name_typo: (text) =>
    [...text.matchAll(/(?<![.\w#'])([A-Za-z]\w{3,})(?![\w:])/g)]
      .filter(([, word]) => !RESERVED.test(word))
      .map((match) => ({ at: match.index, length: match[1].length, word: match[1] })),
  member_typo: (text) =>
    [...text.matchAll(/\.([a-z]\w{3,})/g)].map((match) => ({ at: match.index + 1, length: match[1].length, word: match[1] })),
  drop_this: (text) => [...text.matchAll(/\bthis\.(?=\w)/g)].map((match) => ({ at: match.index, length: 5, text: '' })),
  drop_import: (text) =>
    [...text.matchAll(/^(?:const .* = require\(.*|import .*)\n/gm)].map((match) => ({
      at: match.index,
      length: match[0].length,
      text: '',
    })),
  drop_new: (text) => [...text.matchAll(/\bnew (?=[A-Z])/g)].map((match) => ({ at: match.index, length: 4, text: '' })),
};
const RESERVED =
  /^(?:const|return|class|constructor|function|while|continue|break|else|async|await|export|import|from|this|undefined|null|true|false|require|module|typeof)$/;

export function scriptCrashes({ name, text }, perClass, random) {
  const blank = code(text);
  return Object.entries(SCRIPT).flatMap(([kind, places]) => {
    const from = kind === 'drop_import' ? text : blank;
    const edits = places(from)
      .map((place) => ({ ...place, text: place.text ?? typo(place.word, random) }))
      .filter((place) => place.text !== undefined && place.text !== place.word);
    return shuffled(edits, random)
      .slice(0, perClass)
      .map((edit) => ({ name, kind, text: text.slice(0, edit.at) + edit.text + text.slice(edit.at + edit.length) }));
  });
}

/** What fingers do: two letters swapped, or one lost. */
function typo(word, random) {
  const i = 1 + Math.floor(random() * (word.length - 2));
  return random() < 0.5 ? word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2) : word.slice(0, i) + word.slice(i + 1);
}

function shuffled(list, random) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
