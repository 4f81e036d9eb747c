// The form of a carousel: two to ten cards side by side, all with media and a link or all with a product.
import { useLingui } from '@lingui/react/macro';
import { Choice, TextField } from './controls';
import { type CardLook, emptyCard } from './empty';
import { FileField } from './file-field';
import { useForm } from './form';
import { BodyField } from './parts';
import { listAt, write } from './pointer';
import { Repeat } from './repeat';
import { useLimit } from './use-limit';

const cards = '/interactive/action/cards';

export function CarouselForm() {
  const { t } = useLingui();
  const form = useForm();
  const limit = useLimit();
  const look = lookOf(form.text(`${cards}/0/type`), form.text(`${cards}/0/header/type`));
  return (
    <>
      <BodyField limit="interactive.carousel.body" />
      <Choice
        label={t`Cards with`}
        value={look}
        options={[
          { value: 'image', label: t`A picture and a link` },
          { value: 'video', label: t`A video and a link` },
          { value: 'product', label: t`A product` },
        ]}
        onChange={(next) =>
          form.set(
            cards,
            listAt(form.content, cards).map((_, place) => emptyCard(next, place)),
          )
        }
      />
      <Repeat
        key={look}
        pointer={cards}
        name={(place) => t`Card ${place + 1}`}
        addLabel={t`Add a card`}
        least={
          limit('interactive.carousel.min_cards') === Number.POSITIVE_INFINITY
            ? 2
            : limit('interactive.carousel.min_cards')
        }
        most={limit('interactive.carousel.cards')}
        make={(place) => emptyCard(look, place)}
        renumber={(card, place) => write(card, '/card_index', place)}
      >
        {(pointer) =>
          look === 'product' ? <ProductCard pointer={pointer} /> : <MediaCard pointer={pointer} kind={look} />
        }
      </Repeat>
    </>
  );
}

function MediaCard({ pointer, kind }: { pointer: string; kind: 'image' | 'video' }) {
  const { t } = useLingui();
  const parameters = `${pointer}/action/parameters`;
  return (
    <>
      <FileField pointer={`${pointer}/header/${kind}`} kind={kind} label={kind === 'image' ? t`Picture` : t`Video`} />
      <TextField
        pointer={`${pointer}/body/text`}
        label={t`Text (optional)`}
        limit="interactive.carousel.card_body"
        optional={`${pointer}/body`}
        long
      />
      <div className="grid gap-3 md:grid-cols-2">
        <TextField pointer={`${parameters}/display_text`} label={t`Button`} limit="interactive.carousel.display_text" />
        <TextField
          pointer={`${parameters}/url`}
          label={t`Opens the page`}
          code
          inputMode="url"
          placeholder="https://"
        />
      </div>
    </>
  );
}

function ProductCard({ pointer }: { pointer: string }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <TextField pointer={`${pointer}/action/catalog_id`} label={t`Catalogue id`} code />
      <TextField pointer={`${pointer}/action/product_retailer_id`} label={t`Product id`} code />
    </div>
  );
}

function lookOf(type: string, header: string): CardLook {
  if (type === 'product') return 'product';
  return header === 'video' ? 'video' : 'image';
}
