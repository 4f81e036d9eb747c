// The form at a glance: its screens, what they ask and are given, and where they lead. Pressing a line goes there.
import { Trans, useLingui } from '@lingui/react/macro';
import { Braces, Flag, LogIn, MoveRight, TextCursorInput } from 'lucide-react';
import type { OutlineScreen, WaFlowOutline } from '~/api/wa-flows';

interface Props {
  outline: WaFlowOutline | null;
  onPlace(pointer: string): void;
}

export function Outline({ outline, onPlace }: Props) {
  const { t } = useLingui();
  return (
    <nav
      aria-label={t`Outline`}
      className="scroller hidden w-60 shrink-0 border-line border-e bg-sunken py-2 text-13 xl:block"
    >
      {outline === null ? (
        <p className="px-3 py-2 text-12 text-fg-3">
          <Trans>The outline appears as soon as the text is JSON.</Trans>
        </p>
      ) : (
        outline.screens.map((screen) => (
          <Screen key={screen.pointer} screen={screen} outline={outline} onPlace={onPlace} />
        ))
      )}
    </nav>
  );
}

function Screen({
  screen,
  outline,
  onPlace,
}: {
  screen: OutlineScreen;
  outline: WaFlowOutline;
  onPlace: Props['onPlace'];
}) {
  const { t } = useLingui();
  const routes = outline.routes.filter(({ from }) => from === screen.id);
  const isEntry = outline.entries.includes(screen.id);
  return (
    <div className="pb-2">
      <button type="button" className={`${line} font-medium`} onClick={() => onPlace(screen.pointer)}>
        {isEntry && <LogIn aria-label={t`Opens here`} className="size-3.5 shrink-0 text-accent-text" strokeWidth={2} />}
        <span className="min-w-0 truncate">
          <bdi>{screen.title ?? screen.id}</bdi>
        </span>
        {screen.terminal && (
          <Flag aria-label={t`Ends here`} className="size-3.5 shrink-0 text-success" strokeWidth={2} />
        )}
        <code className="ms-auto shrink-0 ps-2 font-mono text-11 text-fg-3">{screen.id}</code>
      </button>
      {screen.data.map(({ name, kind, pointer }) => (
        <button key={pointer} type="button" className={line} onClick={() => onPlace(pointer)}>
          <Braces aria-label={t`Data`} className="ms-3 size-3.5 shrink-0 text-fg-3" strokeWidth={1.75} />
          <code className="truncate font-mono text-12">{name}</code>
          <span className="ms-auto text-11 text-fg-3">{kind}</span>
        </button>
      ))}
      {screen.inputs.map(({ name, component, pointer, required }) => (
        <button key={pointer} type="button" className={line} onClick={() => onPlace(pointer)}>
          <TextCursorInput aria-label={t`Input`} className="ms-3 size-3.5 shrink-0 text-fg-3" strokeWidth={1.75} />
          <code className="truncate font-mono text-12">
            {name}
            {required && '*'}
          </code>
          <span className="ms-auto truncate ps-2 text-11 text-fg-3">{component}</span>
        </button>
      ))}
      {routes.map(({ to, by }) => (
        <button
          key={to}
          type="button"
          className={`${line} text-accent-text`}
          onClick={() => onPlace(outline.screens.find(({ id }) => id === to)?.pointer ?? '')}
        >
          <MoveRight aria-label={t`Leads to`} className="mirror ms-3 size-3.5 shrink-0" strokeWidth={2} />
          <code className="truncate font-mono text-12">{to}</code>
          <span className="ms-auto text-11 text-fg-3">{by.length > 0 ? by.join(', ') : <Trans>endpoint</Trans>}</span>
        </button>
      ))}
    </div>
  );
}

const line = 'ring-inside flex min-h-7 w-full items-center gap-1.5 px-3 text-start hover:bg-hover coarse:min-h-11';
