// A light emoji picker: the ones support teams use, searchable by a word.
import { useLingui } from '@lingui/react/macro';
import { Smile } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { IconButton } from '~/ui/icon-button';
import { Popover } from '~/ui/popover';

const EmojiGrid = lazy(() => import('./emoji-grid'));

export function EmojiPopover({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useLingui();
  return (
    <Popover
      label={t`Emoji`}
      side="top"
      className="w-80"
      trigger={(props) => <IconButton icon={Smile} label={t`Emoji`} {...props} />}
    >
      {(close) => (
        <Suspense fallback={<div className="h-72" />}>
          <EmojiGrid
            onPick={(emoji) => {
              onPick(emoji);
              close();
            }}
          />
        </Suspense>
      )}
    </Popover>
  );
}
