// The screen of one customer's phone: who they talk to, the chat, what they write, and the sheets that slide over it.
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useRef, useState } from 'react';
import { ListRows } from '~/whatsapp/bubbles/list-rows';
import type { Action } from '~/whatsapp/interactive';
import { MediaSourceProvider } from '~/whatsapp/media-source';
import type { MessageView } from '~/whatsapp/message';
import { fields } from '~/whatsapp/read';
import { CallPermissionSheet } from './call-permission-sheet';
import { FormSheet } from './form-sheet';
import { PhoneComposer } from './phone-composer';
import { PhoneHeader } from './phone-header';
import { phoneMedia } from './phone-media';
import { PhoneSheet } from './phone-sheet';
import { PhoneThread } from './phone-thread';
import type { Chat, Phone } from './types';
import { usePhone } from './use-phone';

const AnyKindSheet = lazy(() => import('./any-kind-sheet'));
const WaFlowSheet = lazy(() => import('./wa-flow-sheet'));
const ShopSheet = lazy(() => import('./shop-sheet'));

export type Sheet =
  | { kind: 'none' }
  | { kind: 'list'; message: MessageView; list: Extract<Action, { kind: 'list' }> }
  | { kind: 'form'; message: MessageView }
  | { kind: 'call'; message: MessageView }
  | { kind: 'shop'; message: MessageView; ids: readonly string[] }
  | { kind: 'any' };

export interface Draft {
  /** The message that is answered or changed. */
  about: MessageView;
  kind: 'reply' | 'edit';
}

export function PhoneScreen({ phone, chat }: { phone: Phone; chat: Chat }) {
  const { t } = useLingui();
  const doings = usePhone(phone.id, chat.number);
  const [sheet, setSheet] = useState<Sheet>({ kind: 'none' });
  const [draft, setDraft] = useState<Draft | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const close = () => setSheet({ kind: 'none' });
  // The button that was pressed goes away; a keyboard goes on where it would answer.
  const read = () => {
    if (!matchMedia('(pointer: coarse)').matches) box.current?.focus();
    void doings.read();
  };
  const start = (next: Draft) => {
    setDraft(next);
    box.current?.focus();
  };

  return (
    <MediaSourceProvider source={phoneMedia}>
      <section aria-label={t`Phone of ${phone.name}`} className="relative flex h-full min-h-0 flex-col bg-sunken">
        <div className="contents" inert={sheet.kind !== 'none'}>
          <PhoneHeader phone={phone} chat={chat} doings={doings} />
          <PhoneThread phone={phone} chat={chat} doings={doings} onDraft={start} onSheet={setSheet} onRead={read} />
          <PhoneComposer
            key={draft ? `${draft.kind} ${draft.about.id}` : 'new'}
            box={box}
            phone={phone}
            chat={chat}
            doings={doings}
            draft={draft}
            onDone={() => setDraft(null)}
            onAny={() => setSheet({ kind: 'any' })}
          />
        </div>
        {sheet.kind === 'list' && (
          <PhoneSheet title={sheet.list.label || t`Choose`} onClose={close}>
            <ListRows
              sections={sheet.list.sections}
              chosen={[]}
              onChoose={(row) => {
                close();
                void doings.choose(sheet.message.id, row.id);
              }}
            />
          </PhoneSheet>
        )}
        {sheet.kind === 'form' && !isWaFlow(sheet.message) && (
          <FormSheet
            message={sheet.message}
            onClose={close}
            onSubmit={(response) => doings.submit(sheet.message.id, response)}
          />
        )}
        {sheet.kind === 'call' && (
          <CallPermissionSheet
            business={chat.name}
            onClose={close}
            onAnswer={(answer) => {
              close();
              void doings.tap(sheet.message.id, answer, undefined);
            }}
          />
        )}
        <Suspense fallback={null}>
          {sheet.kind === 'shop' && (
            <ShopSheet
              message={sheet.message}
              ids={sheet.ids}
              onClose={close}
              onSend={(order) => doings.say({ ...order, reply_to: sheet.message.id })}
            />
          )}
          {sheet.kind === 'form' && isWaFlow(sheet.message) && (
            <WaFlowSheet
              phone={phone.id}
              message={sheet.message}
              business={chat.name}
              onClose={close}
              onSubmit={(response) => doings.submit(sheet.message.id, response)}
            />
          )}
          {sheet.kind === 'any' && (
            <AnyKindSheet
              phone={phone}
              onClose={close}
              onSend={(message) => {
                close();
                void doings.say({ ...message, ...(draft?.kind === 'reply' && { reply_to: draft.about.id }) });
                setDraft(null);
              }}
            />
          )}
        </Suspense>
      </section>
    </MediaSourceProvider>
  );
}

/** A native form with screens of its own; an address is asked for by WhatsApp itself. */
const isWaFlow = ({ content }: MessageView) => fields(content).type !== 'address_message';
