// The keys of a command as caps: `g i` is two, one after the other.
import { Kbd } from '~/ui/kbd';

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(' ').map((chord) => (
        <Kbd key={chord} keys={readable(chord)} />
      ))}
    </span>
  );
}

/** `Shift+?` is what the key press is called; people see `?` on the key. */
function readable(chord: string): string {
  const shown = chord.replace('$mod', 'Mod').replace('Shift+?', '?');
  return shown.length === 1
    ? shown.toUpperCase()
    : shown.replace(/\+([a-z])$/, (_all, letter: string) => `+${letter.toUpperCase()}`);
}
