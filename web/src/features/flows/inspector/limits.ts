// WhatsApp's limits for settings of steps, as the server states them; where it says nothing, nothing is limited here.
import { useQuery } from '@tanstack/react-query';
import { account } from '~/api/account';
import type { Json } from '~/api/flows-types';
import { fields, number } from '~/whatsapp/read';
import { formatPath, type Path } from '../builder/path';
import { useForm } from './form-context';

/** Kind of step and setting → place in the server's limits. */
const texts: Readonly<Record<string, string>> = {
  'ask prompt': 'text.body',
  'ask retry_text': 'text.body',
  'buttons body': 'interactive.body',
  'buttons footer': 'interactive.footer',
  'buttons header.text': 'interactive.header_text',
  'buttons buttons[].title': 'interactive.button.title',
  'cta_url body': 'interactive.body',
  'cta_url footer': 'interactive.footer',
  'cta_url header.text': 'interactive.header_text',
  'cta_url label': 'interactive.cta_url.display_text',
  'handoff message': 'text.body',
  'list body': 'interactive.list.body',
  'list header': 'interactive.header_text',
  'list footer': 'interactive.footer',
  'list button': 'interactive.list.button',
  'list sections[].title': 'interactive.list.section_title',
  'list sections[].rows[].title': 'interactive.list.row_title',
  'list sections[].rows[].description': 'interactive.list.row_description',
  'location body': 'interactive.body',
  'send_message text': 'text.body',
  'send_wa_flow body': 'interactive.body',
  'send_wa_flow footer': 'interactive.footer',
  'send_wa_flow header.text': 'interactive.header_text',
  'send_wa_flow label': 'interactive.flow.cta',
};

const lists: Readonly<Record<string, string>> = {
  'buttons buttons': 'interactive.button.buttons',
  'list sections': 'interactive.list.sections',
  'list sections[].rows': 'interactive.list.rows',
};

export function useTextLimit(path: Path): number | undefined {
  return useLimit(texts, path);
}

/** Rows count over all sections of a list. */
export function useListLimit(path: Path, items: readonly Json[]): number | undefined {
  const { node } = useForm();
  const most = useLimit(lists, path);
  if (most === undefined || node.type !== 'list' || path.at(-1) !== 'rows') return most;
  const sections = Array.isArray(node.config.sections) ? node.config.sections : [];
  const all = sections.reduce<number>((sum, section) => {
    const rows = fields(section).rows;
    return sum + (Array.isArray(rows) ? rows.length : 0);
  }, 0);
  return Math.max(items.length, most - (all - items.length));
}

function useLimit(table: Readonly<Record<string, string>>, path: Path): number | undefined {
  const { node } = useForm();
  const { data } = useQuery(account.system());
  const place = table[`${node.type} ${formatPath(path).replace(/\[\d+\]/g, '[]')}`];
  if (place === undefined) return undefined;
  let at: unknown = data?.limits;
  for (const step of place.split('.')) at = fields(at)[step];
  return number(at) ?? undefined;
}
