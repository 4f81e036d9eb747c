// A ref that takes the focus when its element appears, for what opens because somebody asked for it.
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
