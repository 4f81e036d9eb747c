// One component of a form's screen, by its type; what this version of the console does not know says so.
import { Trans } from '@lingui/react/macro';
import type { Fields } from '../read';
import { asText } from './expression';
import { Calendar, DateBox } from './pieces/dates';
import { Dropdown } from './pieces/dropdown';
import { FilePicker } from './pieces/files';
import { Link, NavigationList, OptIn } from './pieces/links';
import { Chips, Choices } from './pieces/options';
import { Carousel, Picture } from './pieces/pictures';
import { TextBox } from './pieces/text-box';
import { TextPiece } from './pieces/texts';

export function Piece({ it }: { it: Fields }) {
  switch (it.type) {
    case 'TextHeading':
    case 'TextSubheading':
    case 'TextBody':
    case 'TextCaption':
    case 'RichText':
      return <TextPiece it={it} />;
    case 'TextInput':
    case 'TextArea':
      return <TextBox it={it} />;
    case 'CheckboxGroup':
    case 'RadioButtonsGroup':
      return <Choices it={it} />;
    case 'ChipsSelector':
      return <Chips it={it} />;
    case 'Dropdown':
      return <Dropdown it={it} />;
    case 'DatePicker':
      return <DateBox it={it} />;
    case 'CalendarPicker':
      return <Calendar it={it} />;
    case 'Image':
      return <Picture it={it} />;
    case 'ImageCarousel':
      return <Carousel it={it} />;
    case 'EmbeddedLink':
      return <Link it={it} />;
    case 'OptIn':
      return <OptIn it={it} />;
    case 'NavigationList':
      return <NavigationList it={it} />;
    case 'PhotoPicker':
    case 'DocumentPicker':
      return <FilePicker it={it} />;
    default:
      return (
        <p className="rounded-card border border-(--p-border) border-dashed p-3 text-13 text-(--p-fg-2)">
          <Trans>
            The preview does not know <code className="font-mono">{asText(it.type)}</code>. Phones may.
          </Trans>
        </p>
      );
  }
}
