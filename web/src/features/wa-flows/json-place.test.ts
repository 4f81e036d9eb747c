// Places and changes in a text that keep everything else as its author wrote it.
import { expect, test } from 'vitest';
import { changed, inserted, placeOf, pointerAt, swapped } from './json-place';

const text = `{
  "version": "7.3",
  "screens": [
    { "id": "A",   "x/y": 1 },
    {
      "id": "B"
    }
  ]
}`;

const at = (pointer: string) => {
  const place = placeOf(text, pointer);
  return place && text.slice(place.from, place.to);
};

test('a pointer finds its value', () => {
  expect(at('/version')).toBe('"7.3"');
  expect(at('/screens/0/x~1y')).toBe('1');
  expect(at('/screens/1')).toBe('{\n      "id": "B"\n    }');
  expect(at('/screens/2')).toBe(null);
  expect(at('/nothing/here')).toBe(null);
});

test('a position knows its pointer', () => {
  expect(pointerAt(text, text.indexOf('"B"') + 2)).toBe('/screens/1/id');
  expect(pointerAt(text, text.indexOf('"x/y"') + 2)).toBe('/screens/0/x~1y');
});

test('changes leave the rest alone', () => {
  expect(changed(text, '/screens/0/id', 'AA')).toBe(text.replace('"A"', '"AA"'));
  expect(changed(text, '/screens/0/x~1y', undefined)).toBe(text.replace(',   "x/y": 1', ''));
  expect(changed(text, '/screens/0/id', undefined)).toBe(text.replace('"id": "A",   ', ''));
  expect(changed(text, '/screens/1/title', 'T')).toBe(text.replace('"B"', '"B",\n      "title": "T"'));
  expect(JSON.parse(changed('{}', '/a', { b: 1 }))).toEqual({ a: { b: 1 } });
  expect(JSON.parse(changed('{"a": []}', '/a/-', 1))).toEqual({ a: [1] });
});

test('items are put in, added and swapped', () => {
  expect(JSON.parse(inserted(text, '/screens', 1, { id: 'N' })).screens.map(({ id }: { id: string }) => id)).toEqual([
    'A',
    'N',
    'B',
  ]);
  expect(JSON.parse(inserted(text, '/screens', 2, { id: 'N' })).screens.map(({ id }: { id: string }) => id)).toEqual([
    'A',
    'B',
    'N',
  ]);
  expect(JSON.parse(swapped(text, '/screens', 0)).screens.map(({ id }: { id: string }) => id)).toEqual(['B', 'A']);
  expect(swapped(text, '/screens', 1)).toBe(text);
});
