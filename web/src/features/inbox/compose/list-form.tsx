// The form of a list: a button that opens sections of rows to choose one from.
import { useLingui } from '@lingui/react/macro';
import { TextField } from './controls';
import { newChoice } from './empty';
import { useForm } from './form';
import { BodyField, FooterField, HeaderFields } from './parts';
import { listAt } from './pointer';
import { Repeat } from './repeat';
import { useLimit } from './use-limit';

export function ListForm() {
  const { t } = useLingui();
  const form = useForm();
  const limit = useLimit();
  const sections = listAt(form.content, '/interactive/action/sections');
  const rows = sections.reduce<number>((sum, section) => sum + listAt(section, '/rows').length, 0);
  const most = limit('interactive.list.rows');
  return (
    <>
      <HeaderFields only="text" />
      <BodyField limit="interactive.list.body" />
      <FooterField />
      <TextField
        pointer="/interactive/action/button"
        label={t`Button that opens the list`}
        limit="interactive.list.button"
        placeholder={t`Choose a topic`}
      />
      <Repeat
        pointer="/interactive/action/sections"
        name={(place) => t`Section ${place + 1}`}
        addLabel={t`Add a section`}
        least={1}
        most={limit('interactive.list.sections')}
        make={() => ({ title: '', rows: [emptyRow()] })}
      >
        {(pointer, place) => (
          <>
            <TextField
              pointer={`${pointer}/title`}
              label={sections.length > 1 ? t`Title of section ${place + 1}` : t`Title (optional)`}
              limit="interactive.list.section_title"
              {...(sections.length === 1 && { optional: `${pointer}/title` })}
            />
            <Repeat
              compact
              pointer={`${pointer}/rows`}
              name={(row) => t`Row ${row + 1}`}
              addLabel={t`Add a row`}
              least={1}
              most={Math.max(1, most - rows + listAt(form.content, `${pointer}/rows`).length)}
              make={emptyRow}
            >
              {(row, at) => (
                <div className="grid gap-2 md:grid-cols-2">
                  <TextField pointer={`${row}/title`} label={t`Row ${at + 1}`} limit="interactive.list.row_title" />
                  <TextField pointer={`${row}/id`} label={t`Answer id`} limit="interactive.list.row_id" code />
                  <div className="md:col-span-2">
                    <TextField
                      pointer={`${row}/description`}
                      label={t`Description (optional)`}
                      limit="interactive.list.row_description"
                      optional={`${row}/description`}
                    />
                  </div>
                </div>
              )}
            </Repeat>
          </>
        )}
      </Repeat>
    </>
  );
}

function emptyRow() {
  return { id: newChoice(), title: '' };
}
