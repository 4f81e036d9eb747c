// QR codes drawn here, so that what they say never leaves the browser: bytes, error correction M, versions 1 to 10 (213 bytes).
// After ISO/IEC 18004.

/** Rows of modules; true is dark. The quiet zone of four modules is for whoever draws it. */
export type Modules = boolean[][];

interface Version {
  /** Error correction bytes of each block. */
  ecc: number;
  /** Data bytes of each block. */
  blocks: number[];
  /** Centres of alignment patterns. */
  centres: number[];
}

const times = (count: number, size: number): number[] => Array.from({ length: count }, () => size);

const versions: Version[] = [
  { ecc: 10, blocks: [16], centres: [] },
  { ecc: 16, blocks: [28], centres: [6, 18] },
  { ecc: 26, blocks: [44], centres: [6, 22] },
  { ecc: 18, blocks: times(2, 32), centres: [6, 26] },
  { ecc: 24, blocks: times(2, 43), centres: [6, 30] },
  { ecc: 16, blocks: times(4, 27), centres: [6, 34] },
  { ecc: 18, blocks: times(4, 31), centres: [6, 22, 38] },
  { ecc: 22, blocks: [...times(2, 38), ...times(2, 39)], centres: [6, 24, 42] },
  { ecc: 22, blocks: [...times(3, 36), ...times(2, 37)], centres: [6, 26, 46] },
  { ecc: 26, blocks: [...times(4, 43), 44], centres: [6, 28, 50] },
];

const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);

/** The code of a text; null when it is longer than version 10 holds. */
export function qrCode(text: string): Modules | null {
  const bytes = [...new TextEncoder().encode(text)];
  const number = versions.findIndex(({ blocks }, at) => 4 + (at < 9 ? 8 : 16) + bytes.length * 8 <= sum(blocks) * 8);
  const version = versions[number];
  if (!version) return null;
  const data = interleaved(codewords(bytes, number, sum(version.blocks)), version);
  let best: { modules: Modules; penalty: number } | null = null;
  for (let mask = 0; mask < 8; mask += 1) {
    const modules = drawn(number, version, data, mask);
    const penalty = penaltyOf(modules);
    if (!best || penalty < best.penalty) best = { modules, penalty };
  }
  return best?.modules ?? null;
}

/** Mode, length, bytes, end, and padding up to the capacity. */
function codewords(bytes: readonly number[], number: number, capacity: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >> at) & 1);
  };
  push(4, 4);
  push(bytes.length, number < 9 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, capacity * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8) words.push(bits.slice(at, at + 8).reduce((all, bit) => all * 2 + bit, 0));
  for (let pad = 0xec; words.length < capacity; pad ^= 0xfd) words.push(pad);
  return words;
}

const exponents: number[] = [];
const logarithms: number[] = [];
for (let at = 0, value = 1; at < 255; at += 1) {
  exponents[at] = value;
  logarithms[value] = at;
  value = value & 128 ? (value << 1) ^ 0x11d : value << 1;
}

/** Product in the field of 256 elements. */
export function multiply(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return exponents[((logarithms[one] ?? 0) + (logarithms[other] ?? 0)) % 255] ?? 0;
}

function remainder(data: readonly number[], count: number): number[] {
  let generator = [1];
  for (let at = 0; at < count; at += 1) {
    const next = [...generator, 0];
    generator.forEach((factor, place) => {
      next[place + 1] = (next[place + 1] ?? 0) ^ multiply(factor, exponents[at] ?? 1);
    });
    generator = next;
  }
  const rest: number[] = times(count, 0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let at = 0; at < count; at += 1) rest[at] = (rest[at] ?? 0) ^ multiply(generator[at + 1] ?? 0, factor);
  }
  return rest;
}

/** Data of all blocks by turns, then their error correction by turns. */
function interleaved(data: readonly number[], { ecc, blocks }: Version): number[] {
  let from = 0;
  const parts = blocks.map((size) => {
    const part = data.slice(from, from + size);
    from += size;
    return { part, check: remainder(part, ecc) };
  });
  const longest = Math.max(...blocks);
  const all: number[] = [];
  for (let at = 0; at < longest; at += 1) for (const { part } of parts) if (at < part.length) all.push(part[at] ?? 0);
  for (let at = 0; at < ecc; at += 1) for (const { check } of parts) all.push(check[at] ?? 0);
  return all;
}

export const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

function drawn(number: number, version: Version, data: readonly number[], mask: number): Modules {
  const size = 21 + number * 4;
  const modules: (boolean | null)[][] = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  const set = (row: number, column: number, dark: boolean) => {
    const line = modules[row];
    if (line && column >= 0 && column < size) line[column] = dark;
  };
  // Finders with their white frames.
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    for (let row = -1; row <= 7; row += 1)
      for (let column = -1; column <= 7; column += 1) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
        set(top + row, left + column, ring !== 2 && ring !== 4);
      }
  }
  for (const row of version.centres)
    for (const column of version.centres) {
      if (modules[row]?.[column] !== null) continue;
      for (let down = -2; down <= 2; down += 1)
        for (let right = -2; right <= 2; right += 1)
          set(row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1);
    }
  for (let at = 8; at < size - 8; at += 1) {
    if (modules[6]?.[at] === null) set(6, at, at % 2 === 0);
    if (modules[at]?.[6] === null) set(at, 6, at % 2 === 0);
  }
  format(set, size, mask);
  if (number >= 6) versionBits(set, size, number + 1);
  fill(modules, data, mask);
  return modules.map((line) => line.map((dark) => dark === true));
}

/** Level M and the mask, twice, with their own error correction. */
function format(set: (row: number, column: number, dark: boolean) => void, size: number, mask: number): void {
  let rest = mask;
  for (let at = 0; at < 10; at += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (at: number) => ((bits >> at) & 1) === 1;
  for (let at = 0; at <= 5; at += 1) set(at, 8, bit(at));
  set(7, 8, bit(6));
  set(8, 8, bit(7));
  set(8, 7, bit(8));
  for (let at = 9; at < 15; at += 1) set(8, 14 - at, bit(at));
  for (let at = 0; at < 8; at += 1) set(8, size - 1 - at, bit(at));
  for (let at = 8; at < 15; at += 1) set(size - 15 + at, 8, bit(at));
  set(size - 8, 8, true);
}

function versionBits(set: (row: number, column: number, dark: boolean) => void, size: number, version: number): void {
  let rest = version;
  for (let at = 0; at < 12; at += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >> at) & 1) === 1;
    const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
    set(near, far, dark);
    set(far, near, dark);
  }
}

/** Two columns at a time, up and down, from the right; what is drawn already is left out. */
function fill(modules: (boolean | null)[][], data: readonly number[], mask: number): void {
  const size = modules.length;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const upwards = ((right + 1) & 2) === 0;
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = modules[row];
        if (!line || line[column] !== null) continue;
        const dark = at < data.length * 8 && (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) === 1;
        line[column] = dark !== (masks[mask]?.(row, column) ?? false);
        at += 1;
      }
    }
  }
}

/** How hard a picture is to read: long runs, blocks, and far from half dark. */
function penaltyOf(modules: Modules): number {
  const size = modules.length;
  const at = (row: number, column: number) => modules[row]?.[column] ?? false;
  let penalty = 0;
  let dark = 0;
  for (let row = 0; row < size; row += 1) {
    let [across, down] = [0, 0];
    for (let column = 0; column < size; column += 1) {
      if (at(row, column)) dark += 1;
      across = column > 0 && at(row, column) === at(row, column - 1) ? across + 1 : 1;
      down = column > 0 && at(column, row) === at(column - 1, row) ? down + 1 : 1;
      for (const run of [across, down]) penalty += run === 5 ? 3 : run > 5 ? 1 : 0;
      const same = (other: boolean) => other === at(row, column);
      if (
        row > 0 &&
        column > 0 &&
        same(at(row - 1, column)) &&
        same(at(row, column - 1)) &&
        same(at(row - 1, column - 1))
      )
        penalty += 3;
    }
  }
  return penalty + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}
