import type { Language } from '../../lab-runner/contract/text.ts';
import { words } from './words.ts';

/** Raised or not, and the button that changes it. The sign is beside the words: colour alone says nothing. */
export function Hand({ raised, language, onPress }: { raised: boolean; language: Language; onPress: (raise: boolean) => void }) {
  const w = (key: keyof typeof words) => words[key][language];
  return (
    <button type="button" class={raised ? 'wb-small wb-hand' : 'wb-quiet'} title={raised ? w('handUpHint') : undefined} onClick={() => onPress(!raised)}>
      <span aria-hidden="true">✋</span> {raised ? w('handLower') : w('handRaise')}
    </button>
  );
}
