// What an offer lets a person do: buttons, a list, a link, a form, products …
import { Plural, useLingui } from '@lingui/react/macro';
import {
  ClipboardList,
  ExternalLink,
  List,
  MapPin,
  Phone,
  PhoneCall,
  Reply,
  ShoppingBag,
  Store,
  UserRound,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Action } from '../interactive';
import { ProductTile } from './product-tile';
import type { BubbleProps } from './props';
import { Row, Rows } from './row';

const ListSheet = lazy(() => import('./list-sheet'));

type Props = Omit<BubbleProps<unknown>, 'content' | 'tail'> & { action: Action; card?: number };

export function ActionRows(props: Props) {
  const { action, message, actions, chosen, card } = props;
  const { t } = useLingui();
  const tap = actions.onTap;
  switch (action.kind) {
    case 'buttons':
      return (
        <Rows>
          {action.buttons.map((button) => (
            <Row
              key={button.id}
              icon={Reply}
              chosen={chosen.includes(button.id)}
              onPress={tap && (() => tap(message, { id: button.id, ...(card !== undefined && { card }) }))}
            >
              {button.title}
            </Row>
          ))}
        </Rows>
      );
    case 'list':
      return <ListRow {...props} action={action} />;
    case 'url':
      return (
        <Rows>
          <Row icon={ExternalLink} href={action.url}>
            {action.label || action.url}
          </Row>
        </Rows>
      );
    case 'flow':
      return (
        <Rows>
          <Row
            icon={ClipboardList}
            chosen={chosen.includes('submitted')}
            onPress={actions.onOpenForm && (() => actions.onOpenForm?.(message))}
          >
            {action.label || t`Open form`}
          </Row>
        </Rows>
      );
    case 'address_request':
      return (
        <Rows>
          <Row icon={ClipboardList} onPress={actions.onOpenForm && (() => actions.onOpenForm?.(message))}>
            {t`Give address`}
          </Row>
        </Rows>
      );
    case 'location_request':
      return (
        <Rows>
          <Row icon={MapPin} onPress={actions.onShareLocation && (() => actions.onShareLocation?.(message))}>
            {t`Send location`}
          </Row>
        </Rows>
      );
    case 'contact_request':
      return (
        <Rows>
          <Row icon={UserRound} onPress={actions.onShareContact && (() => actions.onShareContact?.(message))}>
            {t`Share contact`}
          </Row>
        </Rows>
      );
    case 'call_permission':
      return (
        <Rows>
          <Row
            icon={PhoneCall}
            chosen={chosen.length > 0}
            onPress={actions.onCallPermission && (() => actions.onCallPermission?.(message))}
          >
            {t`Choose whether calls are allowed`}
          </Row>
        </Rows>
      );
    case 'call':
      return (
        <Rows>
          <Row icon={Phone} onPress={actions.onCall && (() => actions.onCall?.(message))}>
            {action.label ?? t`Call now`}
          </Row>
        </Rows>
      );
    case 'catalog': {
      const ids = action.first === null ? [] : [action.first];
      return (
        <>
          <ProductTile title={t`Our catalogue`} note={action.first} icon={Store} />
          <Rows>
            <Row icon={Store} onPress={actions.onShop && (() => actions.onShop?.(message, ids))}>
              {t`View catalogue`}
            </Row>
          </Rows>
        </>
      );
    }
    case 'product':
      return (
        <>
          <ProductTile title={action.id} note={action.catalog && t`Catalogue ${action.catalog}`} icon={ShoppingBag} />
          <Rows>
            <Row icon={ShoppingBag} onPress={actions.onShop && (() => actions.onShop?.(message, [action.id]))}>
              {t`View`}
            </Row>
          </Rows>
        </>
      );
    case 'products': {
      const ids = action.sections.flatMap((section) => section.ids);
      return (
        <>
          <ProductTile
            title={<Plural value={ids.length} one="# product" other="# products" />}
            note={ids.slice(0, 3).join(', ') + (ids.length > 3 ? '…' : '')}
            icon={ShoppingBag}
          />
          <Rows>
            <Row icon={ShoppingBag} onPress={actions.onShop && (() => actions.onShop?.(message, ids))}>
              {t`View items`}
            </Row>
          </Rows>
        </>
      );
    }
    case 'other':
      return (
        <Rows>
          <Row>{action.name.replaceAll('_', ' ')}</Row>
        </Rows>
      );
  }
}

function ListRow({ action, message, actions, chosen }: Props & { action: Extract<Action, { kind: 'list' }> }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const answered = action.sections.some((section) => section.rows.some((row) => chosen.includes(row.id)));
  const show = () => {
    if (actions.onOpenList) return actions.onOpenList(message, action);
    setUsed(true);
    setOpen(true);
  };
  return (
    <Rows>
      <Row icon={List} chosen={answered} onPress={show}>
        {action.label || t`Choose`}
      </Row>
      {used && (
        <Suspense fallback={null}>
          <ListSheet list={action} chosen={chosen} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Rows>
  );
}
