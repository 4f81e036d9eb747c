// Which browser on which system a User-Agent line stands for; a best guess, for people to recognise their own.

export function browserOf(agent: string | null): { name: string; mobile: boolean } {
  if (agent === null) return { name: '', mobile: false };
  const browser = first(agent, [
    ['Edge', /\bEdgA?\//],
    ['Opera', /\bOPR\//],
    ['Samsung Internet', /\bSamsungBrowser\//],
    ['Firefox', /\b(?:Firefox|FxiOS)\//],
    ['Chrome', /(?:Chrome|CriOS|Chromium)\//],
    ['Safari', /\bSafari\//],
  ]);
  const system = first(agent, [
    ['iPhone', /\biPhone\b/],
    ['iPad', /\biPad\b/],
    ['Android', /\bAndroid\b/],
    ['Windows', /\bWindows\b/],
    ['macOS', /\bMac OS X\b/],
    ['ChromeOS', /\bCrOS\b/],
    ['Linux', /\bLinux\b/],
  ]);
  const name = [browser, system].filter(Boolean).join(', ') || (agent.split(/[\s/]/)[0] ?? '').slice(0, 40);
  return { name, mobile: /\b(?:Mobile|iPhone|Android)\b/.test(agent) };
}

function first(agent: string, known: [string, RegExp][]): string | undefined {
  return known.find(([, pattern]) => pattern.test(agent))?.[0];
}
