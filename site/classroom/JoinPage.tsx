import { useEffect, useState } from 'preact/hooks';
import type { Joined, Me } from '../../lab-runner/contract/account.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { MyClasses } from './MyClasses.tsx';
import { Field, Insecure, Problem, useAct, useMe, wordsIn } from './parts.tsx';
import './classroom.css';

interface Props {
  language: Language;
  /** Lab slug → title and address. */
  labs: Record<string, { title: string; href: string }>;
  /** Learning path id → title and address. */
  paths: Record<string, { title: string; href: string }>;
  instructorHref: string;
  labsHref: string;
}

/** The learner's way into a class, and the class once they are in. */
export default function JoinPage({ language, labs, paths, instructorHref, labsHref }: Props) {
  const w = wordsIn(language);
  const { me, look } = useMe();
  const [passcode, setPasscode] = useState<string | null>(null);
  const [more, setMore] = useState(false);
  if (me === null) return <p role="status">{w('asking')}</p>;
  if (me.kind === 'absent') return <p class="cl-warn">{w('absent')}</p>;
  if (me.kind === 'refused') return <Problem text={`${me.message} ${me.hint}`} />;
  const who = me.value;
  const joined = (answer: Joined) => {
    setPasscode(answer.passcode);
    setMore(false);
    void look();
  };
  return (
    <div class="classroom">
      <Insecure me={who} language={language} />
      {passcode && (
        <section class="cl-passcode" aria-labelledby="passcode-title">
          <h2 id="passcode-title">{w('keepPasscode')}</h2>
          <output>{passcode}</output>
          <p>{w('keepPasscodeHint')}</p>
          <button type="button" class="button" onClick={() => setPasscode(null)}>
            {w('written')}
          </button>
        </section>
      )}
      {who.person && !more ? (
        <MyClasses language={language} me={who} labs={labs} paths={paths} onMore={() => setMore(true)} onLeft={() => void look()} />
      ) : (
        <div class="cl-two">
          <JoinForm language={language} me={who} onJoined={joined} />
          {!who.person && <ResumeForm language={language} onDone={() => void look()} />}
        </div>
      )}
      {!who.person && (
        <p class="cl-aside">
          <a href={instructorHref}>{w('staffHere')}</a>
          {who.mode === 'solo' && (
            <>
              {' · '}
              <a href={labsHref}>{w('soloHint')}</a>
            </>
          )}
        </p>
      )}
    </div>
  );
}

function JoinForm({ language, me, onJoined }: { language: Language; me: Me; onJoined: (answer: Joined) => void }) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [email, setEmail] = useState('');
  // The code of a link or QR picture is filled in, and leaves the address bar.
  useEffect(() => {
    const url = new URL(location.href);
    const given = url.searchParams.get('code');
    if (given === null) return;
    setCode(given);
    url.searchParams.delete('code');
    history.replaceState(null, '', url);
  }, []);
  const known = me.person?.name;
  const send = async (event: Event) => {
    event.preventDefault();
    const answer = await act(() =>
      call<Joined>('POST', 'join', {
        code,
        name: known ?? name,
        ...(number.trim() && { studentNumber: number.trim() }),
        ...(email.trim() && { email: email.trim() }),
      }),
    );
    if (answer) onJoined(answer);
  };
  return (
    <form class="cl-form" onSubmit={(e) => void send(e)} aria-labelledby="join-title">
      <h2 id="join-title">{w('join')}</h2>
      <Field label={w('code')} hint={w('codeHint')}>
        <input
          class="cl-code"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={40}
          value={code}
          onInput={(e) => setCode(e.currentTarget.value)}
        />
      </Field>
      {known === undefined && (
        <>
          <Field label={w('name')} hint={w('nameHint')}>
            <input required autocomplete="name" maxLength={80} value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </Field>
          <Field label={w('number')}>
            <input autocomplete="off" maxLength={40} value={number} onInput={(e) => setNumber(e.currentTarget.value)} />
          </Field>
          <Field label={w('email')}>
            <input type="email" autocomplete="email" maxLength={254} value={email} onInput={(e) => setEmail(e.currentTarget.value)} />
          </Field>
        </>
      )}
      {problem && <Problem text={problem} />}
      <button type="submit" class="button go" disabled={busy}>
        {w('joinNow')}
      </button>
    </form>
  );
}

function ResumeForm({ language, onDone }: { language: Language; onDone: () => void }) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [passcode, setPasscode] = useState('');
  const send = async (event: Event) => {
    event.preventDefault();
    if (await act(() => call('POST', 'resume', { passcode }))) onDone();
  };
  return (
    <form class="cl-form" onSubmit={(e) => void send(e)} aria-labelledby="back-title">
      <h2 id="back-title">{w('back')}</h2>
      <p class="cl-aside">{w('backHint')}</p>
      <Field label={w('passcode')}>
        <input
          class="cl-code"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={60}
          value={passcode}
          onInput={(e) => setPasscode(e.currentTarget.value)}
        />
      </Field>
      {problem && <Problem text={problem} />}
      <button type="submit" class="button" disabled={busy}>
        {w('backNow')}
      </button>
    </form>
  );
}
