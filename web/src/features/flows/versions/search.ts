// Which two versions are compared; `draft` is one too.

export type VersionName = number | 'draft';

export interface VersionsSearch {
  from?: VersionName;
  to?: VersionName;
}

export function parseVersionsSearch(raw: Record<string, unknown>): VersionsSearch {
  const from = versionName(raw.from);
  const to = versionName(raw.to);
  return { ...(from !== null && { from }), ...(to !== null && { to }) };
}

function versionName(value: unknown): VersionName | null {
  if (value === 'draft') return 'draft';
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : null;
}
