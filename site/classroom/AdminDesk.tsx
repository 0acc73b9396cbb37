import { useState } from 'preact/hooks';
import type { ClassView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { AuditPanel } from './AuditPanel.tsx';
import { deskWordsIn } from './desk-words.ts';
import { Field } from './parts.tsx';
import { StaffPanel } from './StaffPanel.tsx';
import { TokenPanel } from './TokenPanel.tsx';
import { WebhookPanel } from './WebhookPanel.tsx';

const parts = ['staff', 'tokens', 'webhook', 'log'] as const;

interface Props {
  language: Language;
  classes: readonly ClassView[];
  /** Id of the admin who looks. */
  self: string;
}

/** What admins do beside classes. A part asks the server only when it is opened. */
export function AdminDesk({ language, classes, self }: Props) {
  const d = deskWordsIn(language);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  return (
    <section aria-labelledby="admin-title" class="cl-admin">
      <h2 id="admin-title">{d('admin')}</h2>
      {parts.map((part) => (
        <details key={part} onToggle={(e) => e.currentTarget.open && setOpened((now) => new Set([...now, part]))}>
          <summary>
            <h3>{d(part)}</h3>
          </summary>
          {opened.has(part) &&
            {
              staff: () => <StaffPanel language={language} classes={classes} self={self} />,
              tokens: () => <TokenPanel language={language} />,
              webhook: () => <WebhookOf language={language} classes={classes} />,
              log: () => <AuditPanel language={language} />,
            }[part]()}
        </details>
      ))}
    </section>
  );
}

function WebhookOf({ language, classes }: Omit<Props, 'self'>) {
  const d = deskWordsIn(language);
  const [id, setId] = useState('');
  const chosen = classes.find((c) => c.id === id) ?? classes[0];
  if (!chosen) return <p class="cl-aside">{d('noneFound')}</p>;
  return (
    <>
      <Field label={d('ofClass')}>
        <select value={chosen.id} onChange={(e) => setId(e.currentTarget.value)}>
          {classes.map((c) => (
            <option key={c.id} value={c.id}>
              {c.name}
            </option>
          ))}
        </select>
      </Field>
      <WebhookPanel key={chosen.id} id={chosen.id} language={language} />
    </>
  );
}
