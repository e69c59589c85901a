export function readmeOfPackage(text: string, repository: unknown): string;
