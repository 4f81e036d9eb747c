// Short times between steps: "0 s", "1.2 s", "3 m", "2 h", "4 d".

export function since(from: string, to: string): string {
  return span(Date.parse(to) - Date.parse(from));
}

export function span(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return joined(Math.floor(seconds / 60), 'm', Math.floor(seconds % 60), 's');
  if (seconds < 86_400) return joined(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'm');
  return joined(Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3600), 'h');
}

export function millis(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : span(ms);
}

function joined(large: number, one: string, small: number, other: string): string {
  return small === 0 ? `${large} ${one}` : `${large} ${one} ${small} ${other}`;
}
