// A WhatsApp Flow as a phone shows it: title bar with back and menu, the screen, the button that stays at the bottom, and what it says meanwhile.
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft, CircleAlert, CircleCheck, EllipsisVertical, ExternalLink, LoaderCircle, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Fields } from '../read';
import { type Attach, FormRoomProvider, withPicture } from './form-context';
import { type PhoneTheme, paletteOf } from './palette';
import { type Phone, titleOf, view } from './phone';
import { Piece } from './piece';
import { Footer } from './pieces/footer';
import { RoomSheet } from './room-sheet';
import type { WaFlow } from './use-wa-flow';

interface Props {
  flow: WaFlow;
  /** Who the form is from: "Managed by …". */
  business: string;
  theme: PhoneTheme;
  attach?: Attach;
  onClose?(): void;
  /** Somebody points at a component (Alt and click): its place in the Flow JSON. */
  onPoint?(pointer: string): void;
  /** What stands in the place of a form that is done. */
  done?: ReactNode;
  /** 1 is the phone's normal size of letters. */
  scale?: number;
}

export function WaFlowScreen({ flow, business, theme, attach = describe, onClose, onPoint, done, scale = 1 }: Props) {
  const { t } = useLingui();
  const [room, setRoom] = useState<HTMLElement | null>(null);
  const { state } = flow;
  return (
    <div
      ref={setRoom}
      data-theme={theme}
      style={{ ...paletteOf(theme), ...(scale !== 1 && { zoom: scale }) }}
      className="relative flex h-full min-h-0 flex-col overflow-hidden rounded-[inherit] bg-(--p-surface) text-(--p-fg)"
    >
      {state.kind === 'open' ? (
        <FormRoomProvider flow={flow} phone={state.phone} attach={attach} room={room}>
          <Open flow={flow} phone={state.phone} business={business} onPoint={onPoint} />
        </FormRoomProvider>
      ) : (
        <>
          <header className="flex h-14 shrink-0 items-center px-1">
            {onClose && <BarButton icon={X} label={t`Close`} onClick={onClose} />}
          </header>
          <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 p-8 text-center">
            <Aside flow={flow} done={done} />
          </div>
        </>
      )}
    </div>
  );
}

function Open({
  flow,
  phone,
  business,
  onPoint,
}: {
  flow: WaFlow;
  phone: Phone;
  business: string;
  onPoint: Props['onPoint'];
}) {
  const { t } = useLingui();
  const [menu, setMenu] = useState(false);
  const shown = view(phone);
  const footer = shown.find(({ it }) => it.type === 'Footer');
  const isFirst = phone.trail.length < 2;
  return (
    <>
      <header className="flex h-14 shrink-0 items-center border-(--p-line) border-b px-1">
        <BarButton icon={isFirst ? X : ArrowLeft} label={isFirst ? t`Close the form` : t`Back`} onClick={flow.back} />
        <h2 dir="auto" className="min-w-0 flex-1 truncate text-center font-semibold text-16">
          {titleOf(phone)}
        </h2>
        <BarButton icon={EllipsisVertical} label={t`Menu`} onClick={() => setMenu(true)} />
      </header>
      {flow.waiting !== null && (
        <div
          role="progressbar"
          aria-label={t`Waiting for the answer…`}
          className="h-0.5 animate-pulse bg-(--p-accent)"
        />
      )}
      {/* Another screen begins at its top. */}
      <div key={phone.trail.join('/')} className="scroller min-h-0 flex-1 px-4 py-4">
        <div className="flex flex-col gap-4">
          {shown
            .filter(({ it }) => it.type !== 'Footer')
            .map(({ pointer, it }) => (
              <div
                key={`${pointer} ${String(it.type)}`}
                onClickCapture={(event) => {
                  if (!event.altKey || !onPoint) return;
                  event.preventDefault();
                  event.stopPropagation();
                  onPoint(pointer);
                }}
                className="contents"
              >
                <Piece it={it} />
              </div>
            ))}
        </div>
      </div>
      <Snackbar text={phone.snackbar} isFailure={phone.snackbar === ''} opened={flow.opened} />
      {footer ? (
        <footer className="shrink-0 border-(--p-line) border-t px-4 pt-3 pb-2">
          <Footer it={footer.it} />
          <Managed business={business} />
        </footer>
      ) : (
        <footer className="shrink-0 px-4 pb-2">
          <Managed business={business} />
        </footer>
      )}
      {menu && (
        <RoomSheet title={business} onClose={() => setMenu(false)}>
          <ul className="text-14">
            {[t`Data and privacy`, t`Learn more`, t`Report`].map((label) => (
              <li key={label} className="border-(--p-line) border-b py-3.5 text-(--p-fg-2) last:border-0">
                {label}
              </li>
            ))}
          </ul>
          <p className="text-12 text-(--p-fg-2)">
            <Trans>WhatsApp’s own menu; nothing happens here.</Trans>
          </p>
        </RoomSheet>
      )}
    </>
  );
}

function Managed({ business }: { business: string }) {
  return (
    <p className="pt-2 text-center text-11 text-(--p-fg-2)">
      <Trans>
        Managed by the business <bdi>{business}</bdi>.
      </Trans>
    </p>
  );
}

function Snackbar({ text, isFailure, opened }: { text: string | null; isFailure: boolean; opened: string | null }) {
  return (
    <div role="status" className="shrink-0 px-3">
      {text !== null && (
        <p dir="auto" className="mb-2 rounded-card bg-(--p-bar) px-4 py-3 text-(--p-bar-fg) text-13">
          {isFailure ? <Trans>Something went wrong. Try again later.</Trans> : text}
        </p>
      )}
      {opened !== null && (
        <p className="mb-2 flex items-center gap-2 rounded-card bg-(--p-bar) px-4 py-3 text-(--p-bar-fg) text-13">
          <ExternalLink aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 break-all">
            <Trans>
              The phone opens <bdi>{opened}</bdi>
            </Trans>
          </span>
        </p>
      )}
    </div>
  );
}

function Aside({ flow, done }: { flow: WaFlow; done: ReactNode }) {
  const { state, restart } = flow;
  const again = (label: ReactNode) => (
    <button
      type="button"
      onClick={restart}
      className="h-11 rounded-full border border-(--p-border) px-6 font-medium text-(--p-accent) text-14"
    >
      {label}
    </button>
  );
  switch (state.kind) {
    case 'open':
      return null;
    case 'opening':
      return (
        <>
          <LoaderCircle aria-hidden className="size-8 animate-spin text-(--p-accent) motion-reduce:animate-none" />
          <p role="status" className="text-14 text-(--p-fg-2)">
            <Trans>Opening…</Trans>
          </p>
        </>
      );
    case 'done':
      return (
        done ?? (
          <>
            <CircleCheck aria-hidden className="size-12 text-(--p-accent)" strokeWidth={1.5} />
            <p role="status" className="font-semibold text-16">
              <Trans>Sent</Trans>
            </p>
            <p className="text-13 text-(--p-fg-2)">
              <Trans>The form is closed and its answers are on their way.</Trans>
            </p>
            {again(<Trans>Fill in again</Trans>)}
          </>
        )
      );
    case 'closed':
      return (
        <>
          <p role="status" className="text-14 text-(--p-fg-2)">
            <Trans>The form was closed.</Trans>
          </p>
          {again(<Trans>Open again</Trans>)}
        </>
      );
    case 'failed':
      return (
        <>
          <CircleAlert aria-hidden className="size-12 text-(--p-danger)" strokeWidth={1.5} />
          <p role="alert" className="text-14">
            {state.message === '' ? <Trans>This form cannot be opened.</Trans> : state.message}
          </p>
          {!state.final && again(<Trans>Try again</Trans>)}
        </>
      );
  }
}

function BarButton({ icon: Icon, label, onClick }: { icon: typeof X; label: string; onClick(): void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="flex size-11 shrink-0 items-center justify-center rounded-full"
    >
      <Icon aria-hidden className="mirror size-5.5" strokeWidth={1.75} />
    </button>
  );
}

/** Where nobody keeps files: what a completion message would say about one. */
async function describe(file: File): Promise<Fields> {
  return withPicture({ id: `preview-${file.name}-${file.size}`, file_name: file.name, mime_type: file.type }, file);
}
