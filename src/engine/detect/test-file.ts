// Which files hold tests, told from their names alone.

export function isTestFile(file: string): boolean {
  return /(?:^|[\\/])(?:tests?|__tests__|spec)[\\/]|(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test)\.py$|[._-](?:test|spec)\.[cm]?[jt]sx?$|(?:^|[\\/])test[^\\/]*\.[cm]?js$/.test(
    file,
  );
}
