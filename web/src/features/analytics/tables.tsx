// Who answered, how templates fared, and what Meta bills.
import { useLingui } from '@lingui/react/macro';
import type { Analytics, Range } from '~/api/analytics';
import { Panel, PlainTable } from './panel';
import { span } from './words';

export function AgentsTable({ rows, range }: { rows: Analytics['agents']; range: Range }) {
  const { t } = useLingui();
  const top = rows[0];
  return (
    <Panel
      title={t`By member`}
      summary={
        top
          ? t`${top.name ?? t`Somebody who left`} wrote most: ${top.messages} messages.`
          : t`No member wrote in these days.`
      }
      table="agents"
      range={range}
    >
      {rows.length > 0 && (
        <PlainTable
          label={t`By member`}
          head={[
            { text: t`Member` },
            { text: t`Messages`, number: true },
            { text: t`Conversations`, number: true },
            { text: t`Closed`, number: true },
            { text: t`First response`, number: true },
          ]}
          rows={rows.map((row) => ({
            key: row.user_id,
            cells: [
              row.name ?? t`Somebody who left`,
              `${row.messages}`,
              `${row.conversations}`,
              `${row.closings}`,
              span(row.first_response_seconds),
            ],
          }))}
        />
      )}
    </Panel>
  );
}

export function TemplatesTable({ rows, range }: { rows: Analytics['templates']; range: Range }) {
  const { t } = useLingui();
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${part} (${Math.round((part / whole) * 100)} %)`;
  return (
    <Panel
      title={t`Templates`}
      summary={rows.length > 0 ? t`How each fared with customers.` : t`No template was sent in these days.`}
      table="templates"
      range={range}
    >
      {rows.length > 0 && (
        <PlainTable
          label={t`Templates`}
          head={[
            { text: t`Template` },
            { text: t`Sent`, number: true },
            { text: t`Delivered`, number: true },
            { text: t`Read`, number: true },
            { text: t`Failed`, number: true },
          ]}
          rows={rows.map((row) => ({
            key: row.name,
            cells: [
              row.name,
              `${row.sent}`,
              share(row.delivered, row.sent),
              share(row.read, row.sent),
              `${row.failed}`,
            ],
          }))}
        />
      )}
    </Panel>
  );
}

export function PricingTable({ rows, range }: { rows: Analytics['pricing']; range: Range }) {
  const { t } = useLingui();
  const words = (text: string) => text.replaceAll('_', ' ');
  return (
    <Panel
      title={t`What Meta bills`}
      summary={t`By Meta’s own categories. Meta names no amounts here; they stand on its invoice.`}
      table="pricing"
      range={range}
    >
      {rows.length > 0 && (
        <PlainTable
          label={t`What Meta bills`}
          head={[{ text: t`Category` }, { text: t`Type` }, { text: t`Billed` }, { text: t`Messages`, number: true }]}
          rows={rows.map((row) => ({
            key: `${row.category}-${row.kind}-${row.billable}`,
            cells: [words(row.category), words(row.kind), row.billable ? t`Yes` : t`Free`, `${row.messages}`],
          }))}
        />
      )}
    </Panel>
  );
}
