// The answers to a template's questions as WhatsApp wants them, and which question each place of the message belongs to.
import type { Template } from '~/api/schema';
import { fields, list, text } from '~/whatsapp/read';
import { componentOf, isFile, type TemplateField, type Values } from './template-fields';

export interface TemplateMessage {
  name: string;
  language: { code: string };
  components?: unknown[];
}

/** Pointer of a parameter in the message, and the field it was made of. */
export type Places = readonly (readonly [pointer: string, key: string])[];

export function templateMessage(
  template: Template,
  asked: readonly TemplateField[],
  values: Values,
): { message: TemplateMessage; places: Places } {
  const places: [string, string][] = [];
  const named = template.parameter_format?.toUpperCase() === 'NAMED';
  const root = '/template/components';
  const components = componentsOf(
    asked.filter((field) => field.card === undefined),
    named,
    values,
    root,
    places,
  );
  const cards = list(componentOf(template.components, 'CAROUSEL').cards);
  if (cards.length > 0) {
    const base = `${root}/${components.length}/cards`;
    components.push({
      type: 'carousel',
      cards: cards.map((_, index) => ({
        card_index: index,
        components: componentsOf(
          asked.filter((field) => field.card === index),
          named,
          values,
          `${base}/${index}/components`,
          places,
        ),
      })),
    });
  }
  return {
    message: {
      name: template.name,
      language: { code: template.language },
      ...(components.length > 0 && { components }),
    },
    places,
  };
}

/** The place in the form's values of a place in the message: `…/parameters/0/location/latitude` → `/header/latitude`. */
export function placeInForm(pointer: string, places: Places): string {
  const found = places.find(([place]) => pointer === place || pointer.startsWith(`${place}/`));
  if (!found) return '';
  const [place, key] = found;
  return `/${key}${pointer.slice(place.length).replace(/^\/[^/]+/, '')}`;
}

function componentsOf(
  asked: readonly TemplateField[],
  named: boolean,
  values: Values,
  base: string,
  places: [string, string][],
): unknown[] {
  const made: unknown[] = [];
  const add = (rest: Record<string, unknown>, own: readonly TemplateField[]) => {
    own.forEach((field, index) => {
      places.push([`${base}/${made.length}/parameters/${index}`, field.key]);
    });
    made.push({ ...rest, parameters: own.map((field) => parameter(field, named, values)) });
  };
  for (const [place, type] of [
    ['header', 'header'],
    ['body', 'body'],
    ['offer', 'limited_time_offer'],
  ] as const) {
    const own = asked.filter((field) => field.place === place);
    if (own.length > 0) add({ type }, own);
  }
  for (const field of asked.filter((one) => one.place === 'button')) {
    if (field.optional && field.kind !== 'flow_token' && said(field, values) === '') continue;
    add({ type: 'button', sub_type: subTypes[field.kind] ?? 'url', index: String(field.index) }, [field]);
  }
  return made;
}

const subTypes: Partial<Record<TemplateField['kind'], string>> = {
  code: 'copy_code',
  payload: 'quick_reply',
  flow_token: 'flow',
  products: 'mpm',
  product: 'catalog',
  minutes: 'voice_call',
};

function parameter(field: TemplateField, named: boolean, values: Values): unknown {
  const value = said(field, values);
  if (isFile(field.kind)) return { type: field.kind, [field.kind]: fields(values[field.key]) };
  switch (field.kind) {
    case 'location':
      return {
        type: 'location',
        location: { latitude: '', longitude: '', name: '', address: '', ...fields(values[field.key]) },
      };
    case 'product':
      return field.place === 'header'
        ? { type: 'product', product: { product_retailer_id: '', catalog_id: '', ...fields(values[field.key]) } }
        : { type: 'action', action: { thumbnail_product_retailer_id: value } };
    case 'code':
      return { type: 'coupon_code', coupon_code: value };
    case 'payload':
      return { type: 'payload', payload: value };
    case 'flow_token':
      return { type: 'action', action: { flow_token: value || 'unused' } };
    case 'minutes':
      return { type: 'ttl_minutes', ttl_minutes: Number(value) };
    case 'end': {
      const end = Date.parse(value);
      return { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: Number.isNaN(end) ? 0 : end } };
    }
    case 'products':
      return { type: 'action', action: productsOf(value) };
    case 'text':
    case 'url':
      return {
        type: 'text',
        ...(named && field.place !== 'button' && { parameter_name: field.name }),
        text: value,
      };
    default:
      return { type: 'text', text: value };
  }
}

function said(field: TemplateField, values: Values): string {
  return text(values[field.mirrors ?? field.key]) ?? '';
}

/** "sku-1, sku-2" → what a multi-product button opens; the first one gives the picture. */
function productsOf(value: string): unknown {
  const ids = value.split(/[\s,]+/).filter(Boolean);
  return {
    thumbnail_product_retailer_id: ids[0] ?? '',
    sections: [{ title: 'Products', product_items: ids.map((id) => ({ product_retailer_id: id })) }],
  };
}
