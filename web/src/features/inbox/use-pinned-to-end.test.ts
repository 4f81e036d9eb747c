// Where a thread stands while things in it grow: at its end for whoever is there, still for everybody else.
import { describe, expect, it } from 'vitest';
import { EndPin } from './use-pinned-to-end';

/** As a browser does it: no further than the end. */
function box(scrollHeight: number, clientHeight: number, scrollTop: number) {
  let top = scrollTop;
  return {
    scrollHeight,
    clientHeight,
    get scrollTop() {
      return top;
    },
    set scrollTop(wanted: number) {
      top = Math.max(0, Math.min(wanted, this.scrollHeight - this.clientHeight));
    },
  };
}

describe('the end of a thread', () => {
  it('stays in view when a note is put in above it', () => {
    const thread = box(1000, 600, 400);
    const pin = new EndPin(thread, 80);
    thread.scrollHeight = 1072;
    pin.resized();
    expect(thread.scrollTop).toBe(472);
  });

  it('stays in view when the list moved along by less than it grew', () => {
    const thread = box(1000, 600, 400);
    const pin = new EndPin(thread, 80);
    thread.scrollHeight = 1300;
    thread.scrollTop = 450;
    pin.scrolled();
    pin.resized();
    expect(thread.scrollTop).toBe(700);
  });

  it('does not pull a reader who has left it, nor when older messages are put before', () => {
    const thread = box(3000, 600, 2400);
    const pin = new EndPin(thread, 80);
    thread.scrollTop = 2340;
    pin.scrolled();
    thread.scrollHeight = 3100;
    pin.resized();
    expect(thread.scrollTop).toBe(2340);

    thread.scrollTop = 100;
    pin.scrolled();
    thread.scrollHeight = 6000;
    thread.scrollTop = 3000;
    pin.scrolled();
    pin.resized();
    expect(thread.scrollTop).toBe(3000);
  });

  it('comes back into view for a reader near it when the composer takes room', () => {
    const thread = box(1000, 600, 340);
    const pin = new EndPin(thread, 80);
    thread.clientHeight = 500;
    pin.resized();
    expect(thread.scrollTop).toBe(500);

    thread.scrollTop = 300;
    pin.scrolled();
    thread.clientHeight = 400;
    pin.resized();
    expect(thread.scrollTop).toBe(300);
  });
});
