// Every kind of bubble at once, for eyes and snapshots. Development builds only.
import { createFileRoute, notFound } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

const Gallery = import.meta.env.DEV ? lazy(() => import('~/whatsapp/gallery')) : () => null;

export const Route = createFileRoute('/dev/gallery')({
  beforeLoad: () => {
    if (!import.meta.env.DEV) throw notFound();
  },
  component: () => (
    <Suspense fallback={null}>
      <Gallery />
    </Suspense>
  ),
});
