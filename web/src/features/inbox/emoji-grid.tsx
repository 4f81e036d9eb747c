// The emoji to choose from (fetched when the picker first opens), found by typing a word.
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useRef, useState } from 'react';
import { focusAtOnce } from '~/lib/focus-at-once';

/** Emoji with the words they are found by. */
const emoji: readonly (readonly [string, string])[] = `
😀 smile happy|😃 happy joy|😄 laugh happy|😁 grin|😆 laugh|😅 sweat relief|😂 tears laugh joy|🤣 rolling laugh|🙂 slight smile|🙃 upside|😉 wink|😊 blush smile|😇 angel|🥰 love hearts|😍 love eyes|🤩 star wow|😘 kiss|😋 yum|😎 cool sunglasses|🤗 hug|🤔 think|🤫 quiet|😐 neutral|😑 expressionless|😶 silent|🙄 roll eyes|😬 grimace|😌 relieved|😔 sad pensive|😴 sleep|😷 mask ill|🤒 fever ill|🥳 party celebrate|😕 confused|🙁 sad frown|😮 wow surprise|😲 astonished|😳 flushed|🥺 please plead|😢 cry sad|😭 sob cry|😱 scream|😞 disappointed|😩 weary|😤 huff|😠 angry|🤯 mind blown|💀 skull|🤖 robot bot|👋 wave hello hi bye|🤚 hand stop|✋ hand stop|👌 ok perfect|🤏 small|✌️ peace victory|🤞 luck fingers crossed|👍 thumbs up yes good ok|👎 thumbs down no bad|👏 clap applause|🙌 hooray hands|🤝 handshake deal agree|🙏 thanks please pray|💪 strong muscle|👀 eyes look|🫶 heart hands|👉 point right|👈 point left|☝️ point up|👇 point down
❤️ heart love red|🧡 heart orange|💛 heart yellow|💚 heart green|💙 heart blue|💜 heart purple|🖤 heart black|🤍 heart white|💔 broken heart|💯 hundred perfect|✨ sparkles new|🔥 fire hot|⭐ star|🌟 star glow|💥 boom|🎉 party tada celebrate|🎊 confetti|🎁 gift present|🎂 birthday cake|🥂 cheers toast|🏆 trophy win|🥇 gold medal first|✅ check done yes|☑️ check|✔️ check|❌ cross no|❗ exclamation important|❓ question|⚠️ warning|⛔ no entry|🚫 forbidden|ℹ️ info|🆕 new|🔔 bell notify|🔒 lock secure|🔑 key|🔗 link|📌 pin|📍 location place|📎 paperclip attach|📝 note write|📄 document page|📋 clipboard|📊 chart|📈 growth up|📉 down|📅 calendar date|⏰ alarm time|⏳ wait hourglass|⌛ time up|🕐 clock
📦 package parcel box|🚚 delivery truck|✈️ plane flight travel|🚗 car|🛵 scooter courier|🏠 house home|🏢 office building|🏪 shop store|🛒 cart order|🛍️ shopping bags|💳 card payment|💰 money|💵 cash|🧾 receipt invoice|🏷️ label price tag|📞 phone call|📱 mobile phone|💬 message chat|📧 email mail|💻 laptop computer|🖨️ printer|📷 camera photo|🎥 video film|🎧 headphones support|🔧 repair wrench|🛠️ tools fix|⚙️ settings gear|💡 idea light|🔋 battery|🌍 world|☀️ sun weather|🌧️ rain|❄️ snow cold|🌈 rainbow|🌸 flower|🌹 rose|🍀 luck clover|🌳 tree|🐶 dog|🐱 cat|☕ coffee|🍕 pizza|🍔 burger|🍎 apple|🍰 cake|🍽️ dinner restaurant|👶 baby|👩 woman|👨 man|👪 family|⚽ football|🎵 music|🎮 game|🏥 hospital|💊 medicine pill|🩺 doctor
`
  .split(/[|\n]/)
  .flatMap((line) => {
    const [face, ...words] = line.trim().split(' ');
    return face ? [[face, words.join(' ')] as const] : [];
  });

const COLUMNS = 8;

export default function EmojiGrid({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const grid = useRef<HTMLDivElement>(null);
  const needle = query.trim().toLowerCase();
  const found = emoji.filter(([, words]) => words.includes(needle));

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons: Element[] = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const step = { ArrowRight: rtl, ArrowLeft: -rtl, ArrowDown: at < 0 ? 1 : COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + step))];
    if (next instanceof HTMLElement) next.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div onKeyDown={onKeyDown} className="flex flex-col">
      <input
        ref={focusAtOnce}
        type="search"
        aria-label={t`Find an emoji`}
        placeholder={t`Find an emoji`}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const first = found[0];
          if (event.key !== 'Enter' || !first) return;
          event.preventDefault();
          onPick(first[0]);
        }}
        className="h-10 border-line border-b bg-transparent px-3 text-13 outline-none"
      />
      <div ref={grid} className="scroller grid h-64 grid-cols-8 content-start gap-0.5 p-2">
        {found.map(([face, words]) => (
          <button
            key={face}
            type="button"
            aria-label={words}
            onClick={() => onPick(face)}
            className="flex size-9 items-center justify-center rounded-control text-20 leading-none hover:bg-hover"
          >
            {face}
          </button>
        ))}
        {found.length === 0 && (
          <p className="col-span-8 py-4 text-center text-13 text-fg-3">
            <Trans>Nothing found</Trans>
          </p>
        )}
      </div>
    </div>
  );
}
