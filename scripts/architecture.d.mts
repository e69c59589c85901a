export const PAGE: string;
export function architecture(text: string): string;
