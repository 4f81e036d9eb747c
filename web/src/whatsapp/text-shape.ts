// The shape of a text: is it only a few emoji (drawn large), and which way does it run?

const LARGE_UP_TO = 3;
const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[#*0-9]\uFE0F?\u20E3)/u;
const notShownAsEmoji = /^[\p{L}\p{N}©®™‼⁉ℹ↔-↪〰〽㊗㊙]$/u;

/** True for one to three emoji and nothing else. */
export function isLargeEmoji(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 60) return false;
  const letters = [...new Intl.Segmenter().segment(trimmed)]
    .map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '');
  return (
    letters.length <= LARGE_UP_TO && letters.every((letter) => emoji.test(letter) && !notShownAsEmoji.test(letter))
  );
}

/** Which way a text runs: the first letter that has a direction decides. */
export function isRtl(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0];
  return first !== undefined && /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(first);
}
