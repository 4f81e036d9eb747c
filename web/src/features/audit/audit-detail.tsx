// The detail of an entry: before and after where it is known, the rest as it was written.
import { Trans, useLingui } from '@lingui/react/macro';
import { useTargetName } from '~/layouts/use-action-names';
import { JsonView } from '~/ui/json-view';
import { isFields } from '~/whatsapp/read';
import type { AuditEntry } from './audit-page';
import { changesOf } from './changes';

export function AuditDetail({ entry, onTarget }: { entry: AuditEntry; onTarget: (target: string) => void }) {
  const { t } = useLingui();
  const changes = changesOf(entry.detail);
  const target = entry.target.id;
  const kind = useTargetName()(entry.target.kind);
  const hasMore = isFields(entry.detail)
    ? Object.keys(entry.detail).length > 0
    : entry.detail !== null && entry.detail !== undefined;
  return (
    <div className="flex flex-col gap-3 bg-sunken px-4 py-3 text-13 md:ps-10">
      {changes.length > 0 && (
        <table className="w-full max-w-160 text-start">
          <thead className="text-12 text-fg-3">
            <tr>
              <th scope="col" className="py-1 pe-4 text-start font-medium">
                <Trans>Field</Trans>
              </th>
              <th scope="col" className="py-1 pe-4 text-start font-medium">
                <Trans>Before</Trans>
              </th>
              <th scope="col" className="py-1 text-start font-medium">
                <Trans>After</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field} className="border-line border-t align-top">
                <th scope="row" className="py-1 pe-4 text-start font-mono font-normal text-12">
                  {change.field}
                </th>
                <td className="py-1 pe-4 text-fg-2">
                  <del className="decoration-danger/60">
                    <bdi>{change.before}</bdi>
                  </del>
                </td>
                <td className="py-1">
                  <ins className="no-underline">
                    <bdi>{change.after}</bdi>
                  </ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changes.length === 0 && hasMore && (
        <JsonView label={t`Detail`} value={entry.detail} className="md:max-h-72 max-w-200" />
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-fg-3">
        {entry.request_id && (
          <span>
            <Trans>
              Request <code className="font-mono">{entry.request_id}</code>
            </Trans>
          </span>
        )}
        {target && (
          <button
            type="button"
            className="rounded-badge font-medium text-accent-text hover:underline"
            onClick={() => onTarget(target)}
          >
            <Trans>Everything about this {kind}</Trans>
          </button>
        )}
      </p>
    </div>
  );
}
