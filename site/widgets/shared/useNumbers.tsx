import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { type NumberField, readNumber } from './numbers.ts';
import './numbers.css';

/** 100000000000000 is for machines, 1e14 for people. */
const shown = (n: number): string => (n >= 1e9 ? n.toExponential().replace('+', '') : String(n));

/**
 * Number fields whose state is in the address (`?users=500`). `values` is null while one of them cannot be read;
 * each then says under itself what was expected.
 */
export function useNumbers<Id extends string>(
  fields: readonly (NumberField & { id: Id })[],
  language: Language,
): { values: Record<Id, number> | null; input: (id: Id) => VNode; inputs: VNode } {
  const [texts, setTexts] = useState(() => Object.fromEntries(fields.map((f) => [f.id, shown(f.initial)])) as Record<Id, string>);
  useEffect(() => {
    const given = fields.flatMap((f) => {
      const text = readAddress(f.id);
      return text === null || text.length > 40 ? [] : [[f.id, text] as const];
    });
    if (given.length > 0) setTexts((before) => ({ ...before, ...Object.fromEntries(given) }));
  }, []);

  const change = (field: NumberField & { id: Id }, text: string) => {
    setTexts((before) => ({ ...before, [field.id]: text }));
    writeAddress({ [field.id]: text === shown(field.initial) ? null : text });
  };
  const read = new Map(fields.map((f) => [f.id, readNumber(f, texts[f.id])]));
  const input = (id: Id): VNode => {
    const field = fields.find((f) => f.id === id) as NumberField & { id: Id };
    const result = read.get(id);
    const problem = result && 'problem' in result ? result.problem[language] : '';
    return (
      <label class="number-field" key={id}>
        <span>{field.label[language]}</span>
        <span class="number-input">
          <input
            type="text"
            inputMode="decimal"
            autocomplete="off"
            value={texts[id]}
            aria-invalid={problem !== ''}
            aria-describedby={problem ? `problem-${id}` : undefined}
            onInput={(event) => change(field, event.currentTarget.value)}
          />
          <span>{field.unit[language]}</span>
        </span>
        {problem && (
          <span class="number-problem" id={`problem-${id}`}>
            {problem}
          </span>
        )}
      </label>
    );
  };
  const whole = [...read.values()].every((r) => 'value' in r);
  const values = whole ? (Object.fromEntries([...read].map(([id, r]) => [id, 'value' in r ? r.value : Number.NaN])) as Record<Id, number>) : null;
  return { values, input, inputs: <div class="number-fields">{fields.map((f) => input(f.id))}</div> };
}
