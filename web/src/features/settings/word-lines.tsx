// Words edited as lines of text: one word or phrase a line.
import { useState } from 'react';
import { Textarea } from '~/ui/input';

interface Props {
  words: readonly string[];
  locked: boolean;
  onChange: (words: string[]) => void;
  id?: string;
}

/** Empty lines count only while they are being typed. */
export function WordLines({ words, locked, onChange, ...field }: Props) {
  const [text, setText] = useState(words.join('\n'));
  // Other words from outside (discarded, or changed by somebody else) replace what stands here.
  const shown = sameWords(read(text), words) ? text : words.join('\n');
  return (
    <Textarea
      {...field}
      dir="auto"
      rows={Math.min(6, Math.max(2, words.length))}
      disabled={locked}
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}

function read(text: string): string[] {
  return text
    .split('\n')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}
