// A run by its id alone, as bubbles and badges know it: leads to its page below its flow.
import { createFileRoute, redirect } from '@tanstack/react-router';
import { runs } from '~/api/flow-runs';
import { queryClient } from '~/api/query-client';
import { parseRunSearch } from '~/features/flows/runs/search';

export const Route = createFileRoute('/w/$ws/runs/$run')({
  validateSearch: parseRunSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ params: { ws, run }, deps: { step } }) => {
    const { flow } = await queryClient.ensureQueryData(runs.get(ws, run));
    throw redirect({
      to: '/w/$ws/flows/$flow/runs/$run',
      params: { ws, flow: flow.id, run },
      search: { step },
      replace: true,
    });
  },
});
