// README.md as the extension's page shows it. That page loads pictures and links by https alone: with a `repository` in package.json vsce makes such addresses of
// them; as long as none is known they are left out, for a broken picture and a link that leads nowhere help nobody.

/** @param text of README.md. */
export function readmeOfPackage(text, repository) {
  if (repository !== undefined) return text;
  return text.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n?/gm, '').replace(/(?<!!)\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
}
