// The state of a small form: its values, its errors by field, and focus on the first thing to mend.
import { type FormEvent, useRef, useState } from 'react';
import { type ApiProblem, asProblem } from '~/api/errors';

type Values = Record<string, string>;
type Errors<V extends Values> = Partial<Record<keyof V & string, string>>;

interface FormOptions<V extends Values> {
  initial: V;
  /** Checks before sending; empty when all is well. */
  check: (values: V) => Errors<V>;
  send: (values: V) => Promise<unknown>;
}

export function useForm<V extends Values>({ initial, check, send }: FormOptions<V>) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors<V>>({});
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const focusFirst = (found: Errors<V>) => {
    const first = Object.keys(initial).find((name) => name in found);
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = check(values);
    setErrors(found);
    setProblem(null);
    if (Object.keys(found).length > 0) {
      focusFirst(found);
      return;
    }
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      const refused = asProblem(error);
      const byField: Errors<V> = {};
      for (const name of Object.keys(initial)) {
        const detail = refused.field(`/${name}`);
        if (detail) Object.assign(byField, { [name]: detail });
      }
      setErrors(byField);
      setProblem(Object.keys(byField).length > 0 ? null : refused);
      focusFirst(byField);
    } finally {
      setBusy(false);
    }
  };

  const bind = (name: keyof V & string) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });

  return { form, errors, problem, busy, submit, bind };
}
