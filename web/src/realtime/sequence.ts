// Keeps the order of a workspace's events: what was seen is dropped, a hole is filled before going on.

export type Verdict = 'apply' | 'seen' | 'gap';

export class Sequence {
  private last: number;

  constructor(last: number) {
    this.last = last;
  }

  /** The number of the last event that was applied. */
  get position(): number {
    return this.last;
  }

  judge(seq: number): Verdict {
    if (seq <= this.last) return 'seen';
    return seq === this.last + 1 ? 'apply' : 'gap';
  }

  advance(seq: number): void {
    this.last = Math.max(this.last, seq);
  }
}
