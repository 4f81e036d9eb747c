// An icon of the built console behaves like lucide's own: hidden unless named, and its attributes can be given.
import { render, screen } from '@testing-library/react';
import { Check as Original } from 'lucide-react';
import { expect, it } from 'vitest';
import { drawnIcon } from './drawn-icon';

const Check = drawnIcon(['M20 6 9 17l-5-5']);

it('is hidden from readers, unless it has a name', () => {
  const { container } = render(<Check className="size-4" />);
  expect(container.firstElementChild?.getAttribute('aria-hidden')).toBe('true');
  render(<Check role="img" aria-label="Done" />);
  expect(screen.getByRole('img', { name: 'Done' })).toBeInstanceOf(SVGSVGElement);
});

it('draws what lucide draws', () => {
  const { container: ours } = render(<Check className="size-4" strokeWidth={1.75} />);
  const { container: theirs } = render(<Original className="size-4" strokeWidth={1.75} />);
  const [one, other] = [ours.firstElementChild, theirs.firstElementChild];
  for (const name of [
    'width',
    'height',
    'viewBox',
    'fill',
    'stroke',
    'stroke-width',
    'stroke-linecap',
    'stroke-linejoin',
  ])
    expect(one?.getAttribute(name)).toBe(other?.getAttribute(name));
  const path = (svg: Element | null) => svg?.querySelector('path')?.getAttribute('d');
  expect(path(one)).toBe(path(other));
});
