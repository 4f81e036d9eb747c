// Choosing several rows: one by one, and from here to there.
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { conversation } from '~test/builders';
import { between, useSelection } from './conversation-selection';

it('takes the rows between two, whichever stands first', () => {
  const list = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
  expect(between(list, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(between(list, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(between(list, 'gone', 'c')).toEqual(['c']);
});

it('forgets rows that left the list, and keeps the order of the list', () => {
  const [one, two, three] = [conversation(), conversation(), conversation()];
  const view = renderHook(({ list }) => useSelection(list), { initialProps: { list: [one, two, three] } });
  act(() => view.result.current.toggle(three.id));
  act(() => view.result.current.extendTo(one.id));
  expect(view.result.current.rows).toEqual([one, two, three]);
  view.rerender({ list: [one, three] });
  expect(view.result.current.rows).toEqual([one, three]);
  act(() => view.result.current.toggle(one.id));
  expect(view.result.current.rows).toEqual([three]);
});
