// What the browser remembers for us: JSON under our own prefix, and silence where storage is refused.
const PREFIX = 'prismwa.';

export function load(key: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function save(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined || value === '') localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows refuse storage; the page works without.
  }
}

export function loadString(key: string, fallback: string): string {
  const value = load(key);
  return typeof value === 'string' ? value : fallback;
}

export function loadNumber(key: string, fallback: number): number {
  const value = load(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}
