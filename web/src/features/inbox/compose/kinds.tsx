// THE LIST of kinds that can be composed: its name and what an empty one is (its form is in forms.ts).
import { useLingui } from '@lingui/react/macro';
import {
  ClipboardList,
  Contact,
  ExternalLink,
  File,
  GalleryHorizontal,
  House,
  List,
  type LucideIcon,
  MapPin,
  MapPinned,
  Phone,
  PhoneCall,
  RectangleEllipsis,
  ShoppingBag,
  UserRound,
} from 'lucide-react';
import { emptyCard, emptyPerson, emptyProducts, newChoice } from './empty';
import type { Content } from './form';

export const composeKinds = [
  'buttons',
  'list',
  'link',
  'carousel',
  'products',
  'flow',
  'location_request',
  'contact_request',
  'address',
  'call_permission',
  'call',
  'location',
  'contacts',
  'file',
] as const;
export type ComposeKind = (typeof composeKinds)[number];

export interface Kind {
  icon: LucideIcon;
  empty: () => Content;
}

const offer = (interactive: unknown): Content => ({ type: 'interactive', interactive });
const words = { text: '' };

export const kinds: Record<ComposeKind, Kind> = {
  buttons: {
    icon: RectangleEllipsis,
    empty: () =>
      offer({
        type: 'button',
        body: words,
        action: { buttons: [{ type: 'reply', reply: { id: newChoice(), title: '' } }] },
      }),
  },
  list: {
    icon: List,
    empty: () =>
      offer({
        type: 'list',
        body: words,
        action: { button: '', sections: [{ rows: [{ id: newChoice(), title: '' }] }] },
      }),
  },
  link: {
    icon: ExternalLink,
    empty: () =>
      offer({
        type: 'cta_url',
        body: words,
        action: { name: 'cta_url', parameters: { display_text: '', url: '' } },
      }),
  },
  carousel: {
    icon: GalleryHorizontal,
    empty: () =>
      offer({ type: 'carousel', body: words, action: { cards: [emptyCard('image', 0), emptyCard('image', 1)] } }),
  },
  products: { icon: ShoppingBag, empty: () => offer(emptyProducts('product')) },
  flow: {
    icon: ClipboardList,
    empty: () =>
      offer({
        type: 'flow',
        body: words,
        action: {
          name: 'flow',
          parameters: { flow_message_version: '3', flow_id: '', flow_cta: '', flow_action: 'navigate' },
        },
      }),
  },
  location_request: {
    icon: MapPinned,
    empty: () => offer({ type: 'location_request_message', body: words, action: { name: 'send_location' } }),
  },
  contact_request: {
    icon: UserRound,
    empty: () => offer({ type: 'request_contact_info', body: words, action: { name: 'request_contact_info' } }),
  },
  address: {
    icon: House,
    empty: () =>
      offer({
        type: 'address_message',
        body: words,
        action: { name: 'address_message', parameters: { country: 'IN' } },
      }),
  },
  call_permission: {
    icon: PhoneCall,
    empty: () => offer({ type: 'call_permission_request', action: { name: 'call_permission_request' } }),
  },
  call: {
    icon: Phone,
    empty: () => offer({ type: 'voice_call', body: words, action: { name: 'voice_call', parameters: {} } }),
  },
  location: {
    icon: MapPin,
    empty: () => ({ type: 'location', location: { latitude: '', longitude: '' } }),
  },
  contacts: { icon: Contact, empty: () => ({ type: 'contacts', contacts: [emptyPerson()] }) },
  file: { icon: File, empty: () => ({ type: 'image', image: {} }) },
};

/** What the kinds are called. */
export function useKindNames(): Record<ComposeKind, string> {
  const { t } = useLingui();
  return {
    buttons: t`Reply buttons`,
    list: t`List`,
    link: t`Link button`,
    carousel: t`Carousel`,
    products: t`Products or catalogue`,
    flow: t`WhatsApp Flow`,
    location_request: t`Location request`,
    contact_request: t`Phone number request`,
    address: t`Address request`,
    call_permission: t`Call permission`,
    call: t`Call button`,
    location: t`Location`,
    contacts: t`Contact card`,
    file: t`File or sticker`,
  };
}
