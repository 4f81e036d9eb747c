// The header: none, a line, a file, or a place.
import { useLingui } from '@lingui/react/macro';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import { useForm } from './context';
import type { HeaderDraft, HeaderFormat } from './draft';
import { SampleField } from './sample-field';
import { WordsField } from './words-field';

interface Props {
  place: string;
  header: HeaderDraft;
  onChange: (header: HeaderDraft) => void;
  formats: readonly HeaderFormat[];
  most: number;
  named: boolean;
}

export function HeaderField({ place, header, onChange, formats, most, named }: Props) {
  const { t } = useLingui();
  const { locked, error } = useForm();
  const names: Record<HeaderFormat, string> = {
    NONE: t`None`,
    TEXT: t`Text`,
    IMAGE: t`Image`,
    VIDEO: t`Video`,
    DOCUMENT: t`Document`,
    LOCATION: t`Location`,
    PRODUCT: t`Product`,
  };
  return (
    <>
      <Field label={t`Header`} error={error(`${place}/format`)}>
        {(field) => (
          <Select
            {...field}
            value={header.format}
            disabled={locked !== null}
            // What was written stays, should they change their mind; a file of another kind does not.
            onChange={(format) => onChange({ ...header, format, file: null })}
            options={formats.map((value) => ({ value, label: names[value] }))}
          />
        )}
      </Field>
      {header.format === 'TEXT' && (
        <WordsField
          place={place}
          of="header"
          label={t`Header text`}
          words={header}
          onChange={(words) => onChange({ ...header, ...words })}
          most={most}
          named={named}
        />
      )}
      {(header.format === 'IMAGE' || header.format === 'VIDEO' || header.format === 'DOCUMENT') && (
        <SampleField
          place={place}
          format={header.format}
          file={header.file}
          onChange={(file) => onChange({ ...header, file })}
        />
      )}
      {header.format === 'PRODUCT' && (
        <p className="text-12 text-fg-3">{t`The product itself is given with each message.`}</p>
      )}
      {header.format === 'LOCATION' && (
        <p className="text-12 text-fg-3">{t`The place itself is given with each message.`}</p>
      )}
    </>
  );
}
