// The cards of a carousel: all built alike, so the first one's kinds are taken over by each that is added.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { ButtonsField } from './buttons-field';
import { useForm } from './context';
import { type CardDraft, freshKey, newButton, newCard, noHeader } from './draft';
import { HeaderField } from './header-field';
import { useTemplateLimits } from './limits';
import { WordsField } from './words-field';

interface Props {
  cards: readonly CardDraft[];
  onChange: (cards: CardDraft[]) => void;
  named: boolean;
}

export function CardsField({ cards, onChange, named }: Props) {
  const { t } = useLingui();
  const { error, locked } = useForm();
  const limits = useTemplateLimits();
  const set = (index: number, card: CardDraft) => onChange(cards.map((one, at) => (at === index ? card : one)));
  return (
    <>
      {cards.map((card, index) => {
        const place = `carousel/cards/${index}`;
        const hasBody = card.body.text !== '';
        const shift = (part: number) => `${place}/components/${part}`;
        return (
          <fieldset key={card.key} className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">
            <legend className="sr-only">{t`Card ${index + 1}`}</legend>
            <div className="flex items-center justify-between">
              <span className="font-semibold text-13">{t`Card ${index + 1}`}</span>
              <IconButton
                icon={Trash2}
                size="sm"
                label={t`Remove card ${index + 1}`}
                disabledReason={locked}
                onClick={() => onChange(cards.filter((_, at) => at !== index))}
              />
            </div>
            {error(place) && (
              <p role="alert" className="text-12 text-danger">
                {error(place)}
              </p>
            )}
            <HeaderField
              place={shift(0)}
              header={card.header}
              onChange={(header) => set(index, { ...card, header })}
              formats={['IMAGE', 'VIDEO']}
              most={limits.header}
              named={named}
            />
            <WordsField
              place={shift(1)}
              of="body"
              label={t`Text`}
              words={card.body}
              onChange={(body) => set(index, { ...card, body })}
              most={limits.cardBody}
              named={named}
            />
            <ButtonsField
              place={shift(hasBody ? 2 : 1)}
              buttons={card.buttons}
              onChange={(buttons) => set(index, { ...card, buttons })}
              most={2}
              kinds={['QUICK_REPLY', 'URL', 'PHONE_NUMBER']}
            />
          </fieldset>
        );
      })}
      <div>
        <Button
          icon={Plus}
          disabledReason={locked ?? (cards.length >= limits.cards ? t`A carousel has no more cards than this.` : null)}
          onClick={() => onChange([...cards, another(cards)])}
        >
          {cards.length === 0 ? <Trans>Add a carousel</Trans> : <Trans>Add card</Trans>}
        </Button>
      </div>
    </>
  );
}

/** Built like the first one. */
function another([first]: readonly CardDraft[]): CardDraft {
  if (!first) return newCard();
  return {
    key: freshKey(),
    header: noHeader(first.header.format),
    body: { text: '', samples: {} },
    buttons: first.buttons.map((button) => newButton(button.kind)),
  };
}
