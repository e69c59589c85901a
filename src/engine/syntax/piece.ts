// Whether a text is a piece that was cut out of a longer one: what its names mean and what its first lines belong to stands where nobody sees it.

/** Its first line of code is indented, which no line outside a block is. Of Python; comments may stand before it. */
export function isPiece(text: string): boolean {
  const [, indent = '', first = ''] = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)([^\s#]?)/.exec(text) ?? [];
  return indent !== '' && first !== '';
}
