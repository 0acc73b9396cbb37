import { useState } from 'preact/hooks';
import type { Language } from '../../lab-runner/contract/text.ts';
import { copyText } from '../client/clipboard.ts';
import { deskWordsIn } from './desk-words.ts';

/** A secret that is shown once, with a button that copies it. */
export function Once({ label, text, language }: { label: string; text: string; language: Language }) {
  const d = deskWordsIn(language);
  const [copied, setCopied] = useState(false);
  return (
    <div class="cl-passcode" role="status">
      <p>{label}</p>
      <code class="cl-secret">{text}</code>{' '}
      <button type="button" class="cl-small" onClick={() => void copyText(text).then(() => setCopied(true))}>
        {copied ? `✓ ${d('copied')}` : d('copy')}
      </button>
    </div>
  );
}
