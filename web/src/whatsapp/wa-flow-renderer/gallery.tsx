// Every screen of the form with every component, light and dark. Development builds only.
import { useTitle } from '~/lib/use-title';
import { isFields, list } from '../read';
import { everyComponent } from './sample';
import { useWaFlow } from './use-wa-flow';
import { WaFlowScreen } from './wa-flow-screen';

export default function WaFlowGallery() {
  useTitle('WhatsApp Flow gallery');
  return (
    <main className="scroller h-full bg-sunken p-4">
      <h1 className="text-20">WhatsApp Flow gallery</h1>
      {(['light', 'dark'] as const).map((theme) => (
        <div key={theme} className="flex flex-wrap gap-4 py-4">
          {list(everyComponent.screens)
            .filter(isFields)
            .map(({ id }) => (
              <One key={String(id)} screen={String(id)} theme={theme} />
            ))}
        </div>
      ))}
    </main>
  );
}

function One({ screen, theme }: { screen: string; theme: 'light' | 'dark' }) {
  const flow = useWaFlow({
    form: everyComponent,
    start: { kind: 'screen', screen, data: {} },
    exchange: async () => ({ kind: 'failed', message: 'nobody answers here' }),
  });
  return (
    <div className="h-[640px] w-[360px] rounded-bubble border border-line">
      <WaFlowScreen flow={flow} business="Lumen Home" theme={theme} />
    </div>
  );
}
