// Keeps the end of a thread in view for whoever is there, whatever grows: a note that loads later, a picture, the composer.
import { type RefObject, useEffect } from 'react';

type Box = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;

/** So far from the end one still sees the end, and pulling the view there is no jump. */
const AT_END = 8;

/** Remembers where the reader was before something grew; `near` counts when the room shrinks, as with a growing composer. */
export class EndPin {
  private readonly box: Box;
  private readonly near: number;
  private height: number;
  private room: number;
  private distance: number;

  constructor(box: Box, near: number) {
    this.box = box;
    this.near = near;
    this.height = box.scrollHeight;
    this.room = box.clientHeight;
    this.distance = this.toEnd();
  }

  /** The reader moved. A scroll that comes with growth is the list keeping its place, not the reader. */
  scrolled(): void {
    if (this.box.scrollHeight === this.height && this.box.clientHeight === this.room) this.distance = this.toEnd();
  }

  /** The contents or the room for them have another height. */
  resized(): void {
    const { box } = this;
    const shorter = box.clientHeight !== this.room;
    if (this.distance <= (shorter ? this.near : AT_END)) box.scrollTop = box.scrollHeight;
    this.height = box.scrollHeight;
    this.room = box.clientHeight;
    this.distance = this.toEnd();
  }

  private toEnd(): number {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight;
  }
}

export function usePinnedToEnd(scroller: RefObject<HTMLElement | null>, near: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const pin = new EndPin(element, near);
    const observer = new ResizeObserver(() => pin.resized());
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    const onScroll = () => pin.scrolled();
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, near]);
}
