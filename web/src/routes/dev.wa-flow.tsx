// Every component of a WhatsApp Flow at once, for eyes and snapshots. Development builds only.
import { createFileRoute, notFound } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

const WaFlowGallery = import.meta.env.DEV ? lazy(() => import('~/whatsapp/wa-flow-renderer/gallery')) : () => null;

export const Route = createFileRoute('/dev/wa-flow')({
  beforeLoad: () => {
    if (!import.meta.env.DEV) throw notFound();
  },
  component: () => (
    <Suspense fallback={null}>
      <WaFlowGallery />
    </Suspense>
  ),
});
