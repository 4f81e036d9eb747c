// Empty parts of messages, for new forms and new rows.

/** A short id that no other choice of the message has. */
export function newChoice(): string {
  return `choice-${Math.random().toString(36).slice(2, 7)}`;
}

export type CardLook = 'image' | 'video' | 'product';

export function emptyCard(look: CardLook, place: number): unknown {
  if (look === 'product') {
    return { card_index: place, type: 'product', action: { catalog_id: '', product_retailer_id: '' } };
  }
  return {
    card_index: place,
    type: 'cta_url',
    header: { type: look, [look]: {} },
    action: { name: 'cta_url', parameters: { display_text: '', url: '' } },
  };
}

export type ProductsKind = 'product' | 'product_list' | 'catalog_message';

export function emptyProducts(kind: ProductsKind, words = ''): unknown {
  const body = { text: words };
  switch (kind) {
    case 'product':
      return { type: kind, ...(words !== '' && { body }), action: { catalog_id: '', product_retailer_id: '' } };
    case 'product_list':
      return {
        type: kind,
        header: { type: 'text', text: '' },
        body,
        action: { catalog_id: '', sections: [{ title: '', product_items: [{ product_retailer_id: '' }] }] },
      };
    case 'catalog_message':
      return { type: kind, body, action: { name: 'catalog_message' } };
  }
}

export function emptyPerson(): unknown {
  return { name: { formatted_name: '', first_name: '' }, phones: [{ phone: '', type: 'CELL' }] };
}
