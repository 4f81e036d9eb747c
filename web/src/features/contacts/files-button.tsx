// Contacts in from a file, and out into one.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download, EllipsisVertical, Upload } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { download } from '~/api/imports';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { toast } from '~/ui/toast';
import type { ContactsSearch } from './search';

export function FilesButton({ search, onImport }: { search: ContactsSearch; onImport: () => void }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const narrowed = Boolean(search.q || search.tag || search.field);
  const take = useMutation({
    mutationFn: () => {
      const query = new URLSearchParams();
      for (const name of ['q', 'tag', 'field', 'value'] as const) if (search[name]) query.set(name, search[name]);
      return download(`/api/v1/workspaces/${id}/contacts/export.csv?${query}`, 'contacts.csv');
    },
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  return (
    <Menu
      label={t`Files`}
      align="end"
      entries={[
        {
          kind: 'item',
          id: 'import',
          label: t`Import from a file…`,
          icon: Upload,
          disabledReason: can.permission('contacts:import'),
          onSelect: onImport,
        },
        {
          kind: 'item',
          id: 'export',
          label: narrowed ? t`Export what is listed` : t`Export all`,
          icon: Download,
          disabledReason: can.permission('contacts:export') ?? (take.isPending ? t`It is being written.` : null),
          onSelect: () => take.mutate(),
        },
      ]}
      trigger={(props) => <IconButton {...props} icon={EllipsisVertical} label={t`Import and export`} />}
    />
  );
}
