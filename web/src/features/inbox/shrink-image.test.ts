// What is tried to make a picture fit.
import { expect, it } from 'vitest';
import { jpegName, sidesFor } from './shrink-image';

it('keeps every pixel first and never makes a picture larger', () => {
  expect(sidesFor(2000)).toEqual([2000, 1600, 1280]);
  expect(sidesFor(9000)).toEqual([4096, 3072, 2560, 2048, 1600, 1280]);
  expect(sidesFor(800)).toEqual([800]);
});

it('names the result for what it is', () => {
  expect(['IMG_1.HEIC', 'a.b.png', 'photo', '.png'].map(jpegName)).toEqual([
    'IMG_1.jpg',
    'a.b.jpg',
    'photo.jpg',
    'photo.jpg',
  ]);
});
