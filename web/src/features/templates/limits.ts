// WhatsApp's limits for templates, as the server states them; none while they are on their way.
import { useQuery } from '@tanstack/react-query';
import { account } from '~/api/account';
import { fields, number } from '~/whatsapp/read';

export function useTemplateLimits() {
  const { data } = useQuery(account.system());
  const limits = fields(data?.limits);
  const own = fields(limits.template);
  const carousel = fields(fields(limits.interactive).carousel);
  const most = (value: unknown) => number(value) ?? Number.POSITIVE_INFINITY;
  return {
    name: most(own.name),
    body: most(own.body),
    header: most(own.header_text),
    footer: most(own.footer),
    buttons: most(own.buttons),
    buttonText: most(own.button_text),
    couponCode: most(own.coupon_code),
    cards: most(own.cards),
    cardBody: most(carousel.card_body),
  };
}
