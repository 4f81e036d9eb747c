// Every kind of bubble, from both sides (`/dev/gallery`, development builds): what a change looks like, at a glance.
import { useState } from 'react';
import { useTitle } from '~/lib/use-title';
import { Button } from '~/ui/button';
import { type MessageView, type Perspective, placeOf } from './message';
import { MessageBubble } from './message-bubble';
import { PhoneFrame } from './phone-frame';
import { examples } from './samples';
import type { TemplateView } from './template';
import { Typing } from './typing';

const all = examples();
const actions = {
  onQuote: () => undefined,
  onRetry: () => undefined,
  onResolve: () => undefined,
  onDownloadAgain: () => undefined,
  onRemoveReaction: () => undefined,
  onStartConversation: () => undefined,
  onSaveContact: () => undefined,
  onTap: () => undefined,
  onOpenForm: () => undefined,
  onShareLocation: () => undefined,
  showRaw: true,
};
const console_ = { ...actions, onTap: undefined, onOpenForm: undefined, onShareLocation: undefined };
const definition: TemplateView = {
  id: '1',
  name: 'order_shipped',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  quality_score: null,
  components: [
    { type: 'BODY', text: 'Hello *{{1}}*, your order {{2}} has shipped.' },
    { type: 'FOOTER', text: 'Reply STOP to opt out' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }] },
  ],
};

export function Gallery() {
  const [perspective, setPerspective] = useState<Perspective>('business');
  useTitle('Message gallery');
  const drawn = all.map((example) => (
    <section key={example.title} className="pb-8">
      <h2 className="px-4 py-2 text-12 font-semibold tracking-wide text-fg-3 uppercase">{example.title}</h2>
      <Thread messages={example.messages} perspective={perspective} />
    </section>
  ));
  return (
    <main className="scroller h-full bg-sunken">
      <h1 className="px-4 pt-4 text-20 font-semibold">Message gallery</h1>
      <div className="flex gap-2 p-4">
        {(['business', 'customer'] as const).map((side) => (
          <Button
            key={side}
            aria-pressed={side === perspective}
            variant={side === perspective ? 'primary' : 'secondary'}
            onClick={() => setPerspective(side)}
          >
            {side}
          </Button>
        ))}
      </div>
      {perspective === 'business' ? (
        <div className="grid gap-x-6 md:grid-cols-2">{drawn}</div>
      ) : (
        <div className="mx-auto h-[844px] w-fit pb-8">
          <PhoneFrame>
            <div className="scroller h-full bg-sunken">
              {drawn}
              <Typing />
            </div>
          </PhoneFrame>
        </div>
      )}
    </main>
  );
}

function Thread({ messages, perspective }: { messages: MessageView[]; perspective: Perspective }) {
  return messages.map((message, index) => (
    <MessageBubble
      key={message.id}
      message={message}
      perspective={perspective}
      place={placeOf(messages[index - 1], message, messages[index + 1])}
      actions={perspective === 'business' ? console_ : actions}
      contactName={perspective === 'business' ? 'Elif Nair' : 'Lumen Home'}
      template={message.kind === 'template' ? definition : null}
      chosen={message.kind === 'interactive' ? ['yes', 'r1'] : []}
    />
  ));
}

export default Gallery;
