// One of WhatsApp's own forms, on one of its tabs; what is being written stays while tabs change.
import { createFileRoute, notFound } from '@tanstack/react-router';
import EditorPage from '~/features/wa-flows/editor-page';
import { isTab, parseEditorSearch } from '~/features/wa-flows/search';

export const Route = createFileRoute('/w/$ws/wa-flows/$flow/$tab')({
  validateSearch: parseEditorSearch,
  beforeLoad: ({ params }) => {
    if (!isTab(params.tab)) throw notFound();
  },
  component: OneFlow,
});

function OneFlow() {
  const { flow, tab } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  if (!isTab(tab)) return null;
  return (
    <EditorPage
      key={flow}
      flow={flow}
      tab={tab}
      search={search}
      onTab={(next) => navigate({ params: (old) => ({ ...old, tab: next }), search: {} })}
      onSearch={(next) => navigate({ search: (old) => parseEditorSearch({ ...old, ...next }), replace: true })}
    />
  );
}
