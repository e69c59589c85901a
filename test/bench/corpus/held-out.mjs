// Which files of the machine slips are injected into, and the language model is not trained on. By their names below the folder they were found in.

/** A third of all names, the same on every machine. */
export function isHeldOut(name) {
  let h = 2166136261;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ (name.charCodeAt(i) & 255), 16777619);
  h ^= h >>> 15;
  return Math.abs(h) % 3 === 0;
}
