// What sounds and films share: one plays at a time on the whole page, and how their times are written.

let playing: HTMLMediaElement | null = null;

/** Stops what plays, because this one is about to. */
export function takeTurn(element: HTMLMediaElement): void {
  if (playing && playing !== element) playing.pause();
  playing = element;
}

/** The element goes away. */
export function leave(element: HTMLMediaElement | null): void {
  element?.pause();
  if (playing === element) playing = null;
}

/** 1:05 */
export function clockOf(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
