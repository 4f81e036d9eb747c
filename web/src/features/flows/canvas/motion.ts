// How long a movement of the canvas takes, in milliseconds; none for who asked for none.
export function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 240;
}
