// What an icon is in the built console: its shapes in a square of 24, in the colour of the text. Made by scripts/lean-icons.ts.
import { createElement, type SVGProps } from 'react';

type Shape = string | readonly [tag: string, attributes: Record<string, string>];
type IconProps = SVGProps<SVGSVGElement> & { size?: number | string };

/** A component that draws these shapes; a bare string is a path. Hidden from readers unless it is given a name or a role. */
export function drawnIcon(shapes: readonly Shape[]) {
  return function Icon({ size = 24, ...props }: IconProps) {
    const isNamed = 'aria-label' in props || 'aria-labelledby' in props || 'role' in props;
    return createElement(
      'svg',
      {
        'aria-hidden': isNamed ? undefined : true,
        width: size,
        height: size,
        viewBox: '0 0 24 24',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 2,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
        ...props,
      },
      ...shapes.map((shape) =>
        typeof shape === 'string' ? createElement('path', { d: shape }) : createElement(...shape),
      ),
    );
  };
}
