// Codes are read back as a phone reads them: by their format, in blocks whose error correction is right.
import { expect, it } from 'vitest';
import { type Modules, masks, multiply, qrCode } from './qr-code';

/** Level-M blocks by version: error correction bytes, and data bytes of each block. */
const blocks: Record<number, [number, number[]]> = {
  1: [10, [16]],
  2: [16, [28]],
  7: [18, [31, 31, 31, 31]],
  8: [22, [38, 38, 39, 39]],
  10: [26, [43, 43, 43, 43, 44]],
};

function read(modules: Modules): { version: number; text: string; syndromes: number[] } {
  const size = modules.length;
  const version = (size - 17) / 4;
  const at = (row: number, column: number): number => (modules[row]?.[column] ? 1 : 0);
  // Five bits of the upper left format: level and mask.
  const five = [0, 1, 2, 3, 4].map((column) => at(8, column)).reduce((all, bit) => all * 2 + bit, 0) ^ 0b10101;
  expect(five >> 3).toBe(0);
  const mask = masks[five & 7];
  const middle = version < 7 ? [] : [Math.round((size - 1) / 4) * 2];
  const centres: number[] = version === 1 ? [] : [6, ...middle, size - 7];
  const reserved = (row: number, column: number) =>
    (row < 9 && (column < 9 || column >= size - 8)) ||
    (row >= size - 8 && column < 9) ||
    row === 6 ||
    column === 6 ||
    (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) ||
    centres.some((down) =>
      centres.some(
        (right) =>
          !(down === 6 && right === 6) &&
          !(down === 6 && right === size - 7) &&
          !(down === size - 7 && right === 6) &&
          Math.abs(row - down) <= 2 &&
          Math.abs(column - right) <= 2,
      ),
    );
  const bits: number[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1])
        if (!reserved(row, column)) bits.push(at(row, column) ^ (mask?.(row, column) ? 1 : 0));
    }
    upwards = !upwards;
  }
  const words = Array.from({ length: bits.length >> 3 }, (_, word) =>
    bits.slice(word * 8, word * 8 + 8).reduce((all, bit) => all * 2 + bit, 0),
  );
  const [ecc, sizes] = blocks[version] ?? [0, [0]];
  const parts: number[][] = sizes.map(() => []);
  let next = 0;
  for (let place = 0; place < Math.max(...sizes); place += 1)
    sizes.forEach((length, block) => {
      if (place < length) parts[block]?.push(words[next++] ?? 0);
    });
  const data = parts.flatMap((part) => [...part]);
  for (let place = 0; place < ecc; place += 1) for (const part of parts) part.push(words[next++] ?? 0);
  const syndromes = parts.flatMap((part) => {
    let power = 1;
    return Array.from({ length: ecc }, () => {
      const value = part.reduce((all, word) => multiply(all, power) ^ word, 0);
      power = multiply(power, 2);
      return value;
    });
  });
  const flat = data.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (word >> bit) & 1));
  const take = (from: number, count: number) => flat.slice(from, from + count).reduce((all, bit) => all * 2 + bit, 0);
  expect(take(0, 4)).toBe(4);
  const width = version < 10 ? 8 : 16;
  const bytes = Array.from({ length: take(4, width) }, (_, byte) => take(4 + width + byte * 8, 8));
  return { version, text: new TextDecoder().decode(new Uint8Array(bytes)), syndromes };
}

it.each([
  ['hola', 1],
  ['https://lumen.example/12', 2],
  [`otpauth://totp/PrismWA:ana%40lumen.example?secret=${'A'.repeat(32)}&issuer=PrismWA&period=30`, 7],
  [
    `otpauth://totp/PrismWA:ana%40lumen.example?secret=${'A'.repeat(32)}&issuer=PrismWA&algorithm=SHA1&digits=6&period=30`,
    8,
  ],
  ['ñ'.repeat(100), 10],
])('is read back: %s', (text, version) => {
  const modules = qrCode(text);
  const found = read(modules ?? []);
  expect(found.text).toBe(text);
  expect(found.version).toBe(version);
  expect(found.syndromes.every((value) => value === 0)).toBe(true);
});

it('says when a text is too long', () => {
  expect(qrCode('x'.repeat(214))).toBeNull();
  expect(qrCode('x'.repeat(213))).not.toBeNull();
});
