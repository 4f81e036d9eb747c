// Writing one of a contact's own fields where it stands: Enter or leaving the box saves, Esc leaves it as it was.
import { useRef } from 'react';
import type { CustomField } from '~/api/custom-fields';
import { TypedControl } from '~/layouts/form/typed-fields';
import { Field } from '~/ui/field';

interface Props {
  field: CustomField;
  value: string;
  error: string | null;
  /** It has the focus when it appears. */
  focused: boolean;
  onChange: (value: string) => void;
  /** `byKey`: with Enter, so that the focus is to stay here. */
  onStore: (byKey: boolean) => void;
  onCancel: () => void;
}

/** The box has the focus at once, and what is in it is chosen. */
function focusIn(form: HTMLFormElement | null): void {
  const box = form?.querySelector('input');
  box?.focus({ preventScroll: true });
  box?.select();
}

export function FieldBox({ field, value, error, focused, onChange, onStore, onCancel }: Props) {
  // A box that is taken away loses the focus, too: that is not leaving it.
  const over = useRef(false);
  const end = (act: () => void) => {
    if (over.current) return;
    over.current = true;
    act();
  };
  return (
    <form
      ref={focused ? focusIn : undefined}
      className="py-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        end(() => onStore(true));
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) end(() => onStore(false));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        end(onCancel);
      }}
    >
      <Field label={<bdi>{field.label}</bdi>} error={error}>
        {(control) => <TypedControl field={field} control={control} locked={false} value={value} onChange={onChange} />}
      </Field>
    </form>
  );
}
