// The message as the contact's phone will show it, while it is written.
import { useLingui } from '@lingui/react/macro';
import type { Media } from '~/api/schema';
import { useMediaSource } from '~/layouts/use-media-source';
import type { BubbleActions } from '~/whatsapp/actions';
import { MediaSourceProvider } from '~/whatsapp/media-source';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { fields } from '~/whatsapp/read';
import { draftMessage } from '../draft-message';
import type { Content } from './form';
import { read, write } from './pointer';

/** Rows look pressable, and do nothing. */
const pretend: BubbleActions = {
  onTap: () => undefined,
  onOpenForm: () => undefined,
  onShareLocation: () => undefined,
  onShareContact: () => undefined,
  onCallPermission: () => undefined,
};

export function Preview({ content, files }: { content: Content; files: ReadonlyMap<string, Media> }) {
  const { t } = useLingui();
  const source = useMediaSource();
  const named = fileOf(content);
  return (
    <section
      aria-label={t`Preview`}
      className="wallpaper scroller max-md:max-h-44 @container rounded-card border border-line py-4"
    >
      <MediaSourceProvider source={source}>
        <MessageBubble
          message={draftMessage(withWords(content), named === null ? null : (files.get(named) ?? null))}
          perspective="customer"
          actions={pretend}
        />
      </MediaSourceProvider>
    </section>
  );
}

/** Before the first word, an ellipsis stands where the words will be. */
function withWords(content: Content): Content {
  const body = read(content, '/interactive/body/text');
  const next = body === '' ? write(content, '/interactive/body/text', '…') : content;
  return { ...content, ...fields(next) };
}

/** The file that is the message itself. */
function fileOf(content: Content): string | null {
  const own = content[content.type];
  const id = typeof own === 'object' && own !== null ? Reflect.get(own, 'media_id') : null;
  return typeof id === 'string' ? id : null;
}
