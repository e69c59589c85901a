/** The lines of a text with their line ends; their texts put together are the text. */
export const toLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
