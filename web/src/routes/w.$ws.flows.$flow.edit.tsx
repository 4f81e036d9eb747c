// Editing one flow.
import { createFileRoute } from '@tanstack/react-router';
import { useCallback } from 'react';
import EditorPage from '~/features/flows/builder/editor-page';
import { type EditorSearch, parseEditorSearch } from '~/features/flows/builder/search';

export const Route = createFileRoute('/w/$ws/flows/$flow/edit')({
  validateSearch: parseEditorSearch,
  component: EditFlow,
});

function EditFlow() {
  const { flow } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearch = useCallback(
    (next: EditorSearch) =>
      void navigate({ search: (old) => parseEditorSearch({ ...old, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  return <EditorPage key={flow} flow={flow} search={search} onSearch={onSearch} />;
}
