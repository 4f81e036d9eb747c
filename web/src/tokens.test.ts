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

/** `front` laid over `back`, as the browser mixes them: in encoded sRGB. */
function over(front: Rgb, back: Rgb, share: number): Rgb {
  const encode = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
  const decode = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const mix = (a: number, b: number) => decode(encode(a) * share + encode(b) * (1 - share));
  return [mix(front[0], back[0]), mix(front[1], back[1]), mix(front[2], back[2])];
}

function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

const surfaces = ['canvas', 'surface', 'sunken', 'hover', 'selected'];
const bubbles = ['bubble-in', 'bubble-agent', 'bubble-bot', 'bubble-note'];
const softs = ['accent-soft', 'success-soft', 'warning-soft', 'danger-soft'];
const words = ['fg', 'fg-2', 'fg-3', 'accent-text', 'success', 'warning', 'danger', 'info'];
const text: [string, string][] = [
  // Any text may come to stand on any ground: a time on a bubble, a failure on a chosen row.
  ...[...surfaces, ...bubbles, ...softs].flatMap((ground) => words.map((word): [string, string] => [word, ground])),
  // A quotation, and one under the pointer.
  ...['bubble-in', 'bubble-agent', 'bubble-bot'].flatMap((bubble) =>
    ['fg', 'fg-2', 'accent-text'].flatMap((word): [string, string][] => [
      [word, `${bubble} + fg 5 %`],
      [word, `${bubble} + fg 10 %`],
    ]),
  ),
  ['accent-fg', 'accent'],
  ['accent-fg', 'accent-hover'],
  ['danger-fg', 'danger'],
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
  const colour = (token: string) => {
    const found = colours.get(token);
    if (!found) throw new Error(`tokens.css has no ${token} in ${name}`);
    return found;
  };
  /** A token, or one with a veil over it: `bubble-in + fg 5 %`. */
  const ground = (text: string) => {
    const [, under, veil, percent] = /^(\S+) \+ (\S+) (\d+) %$/.exec(text) ?? [];
    return under && veil ? over(colour(veil), colour(under), Number(percent) / 100) : colour(text);
  };
  const pair = (a: string, b: string) => contrast(colour(a), ground(b));

  it.each(text)('%s on %s can be read', (a, b) => expect(pair(a, b)).toBeGreaterThanOrEqual(4.5));
  it.each(controls)('%s on %s can be seen', (a, b) => expect(pair(a, b)).toBeGreaterThanOrEqual(3));
});
