// Recomputes the contrast of every text and border pair of the design, in both themes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];
const css = readFileSync('src/tokens.css', 'utf8');

/** Colours of one theme, by name, in linear sRGB. */
function theme(name: 'light' | 'dark'): Map<string, Rgb> {
  const start = css.indexOf(`[data-theme="${name}"]`);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('\n}', start));
  const found = new Map<string, Rgb>();
  for (const [, token, l, c, h] of block.matchAll(/--([\w-]+):\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)) {
    if (token) found.set(token, linear(Number(l), Number(c), Number(h)));
  }
  return found;
}

function linear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamp(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clamp(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clamp(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

const surfaces = ['canvas', 'surface', 'sunken', 'hover', 'selected'];
const bubbles = ['bubble-in', 'bubble-agent', 'bubble-bot', 'bubble-note'];
const text: [string, string][] = [
  ...surfaces.flatMap((surface): [string, string][] => [
    ['fg', surface],
    ['fg-2', surface],
  ]),
  ...['canvas', 'surface', 'sunken', 'selected'].map((surface): [string, string] => ['fg-3', surface]),
  ...bubbles.flatMap((bubble): [string, string][] => [
    ['fg', bubble],
    ['fg-2', bubble],
    ['accent-text', bubble],
  ]),
  ['accent-fg', 'accent'],
  ['accent-fg', 'accent-hover'],
  ['accent-text', 'surface'],
  ['accent-text', 'accent-soft'],
  ['accent-text', 'selected'],
  ['danger-fg', 'danger'],
  ...['success', 'warning', 'danger'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    [tone, 'surface'],
  ]),
];
const controls: [string, string][] = [
  ['line-strong', 'surface'],
  ['line-strong', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'canvas'],
  ['tick-read', 'bubble-agent'],
  ['tick-read', 'surface'],
  ['info', 'surface'],
];

describe.each(['light', 'dark'] as const)('%s theme', (name) => {
  const colours = theme(name);
  const pair = (a: string, b: string) => {
    const [front, back] = [colours.get(a), colours.get(b)];
    if (!front || !back) throw new Error(`tokens.css has no ${front ? b : a} in ${name}`);
    return contrast(front, back);
  };

  it.each(text)('%s on %s can be read', (a, b) => expect(pair(a, b)).toBeGreaterThanOrEqual(4.5));
  it.each(controls)('%s on %s can be seen', (a, b) => expect(pair(a, b)).toBeGreaterThanOrEqual(3));
});
