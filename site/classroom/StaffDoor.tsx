import { lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import type { ClassView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { Field, Insecure, Problem, useAct, useMe, wordsIn } from './parts.tsx';
import './classroom.css';

// Only admins need it.
const AdminDesk = lazy(() => import('./AdminDesk.tsx').then((m) => ({ default: m.AdminDesk })));

interface Props {
  language: Language;
  /** Address of the page of one class. */
  classHref: string;
}

/** The top of the instructor's page: signing in, the classes, a new one. */
export default function StaffDoor({ language, classHref }: Props) {
  const w = wordsIn(language);
  const { me, look } = useMe();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const url = new URL(location.href);
    const code = url.searchParams.get('problem');
    if (code === null) return;
    setProblem(w('linkUsed'));
    url.searchParams.delete('problem');
    history.replaceState(null, '', url);
  }, []);
  if (me === null || me.kind === 'absent') return null;
  if (me.kind === 'refused') return <Problem text={`${me.message} ${me.hint}`} />;
  const { person } = me.value;
  if (person === null)
    return (
      <div class="classroom">
        <Insecure me={me.value} language={language} />
        {problem && <Problem text={problem} />}
        <LoginForm language={language} onDone={() => location.reload()} />
      </div>
    );
  if (person.role === 'learner') return <p class="cl-warn">{w('learnerHere')}</p>;
  return (
    <div class="classroom">
      <Insecure me={me.value} language={language} />
      <p class="cl-who">
        <span>
          {w('hello')} <b>{person.name}</b>
        </span>
        <Password language={language} has={person.hasPassword} onDone={() => void look()} />
        <button type="button" class="cl-small" onClick={() => void call('POST', 'logout').then(() => location.reload())}>
          {w('leave')}
        </button>
      </p>
      <ClassList language={language} classHref={classHref} mayMake={person.role !== 'assistant'} admin={person.role === 'admin' ? person.id : null} />
    </div>
  );
}

function LoginForm({ language, onDone }: { language: Language; onDone: () => void }) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const send = async (event: Event) => {
    event.preventDefault();
    if (await act(() => call('POST', 'login', { name, password }))) onDone();
  };
  return (
    <form class="cl-form" onSubmit={(e) => void send(e)} aria-labelledby="login-title">
      <h2 id="login-title">{w('signIn')}</h2>
      <p class="cl-aside">{w('signInHint')}</p>
      <Field label={w('name')}>
        <input required autocomplete="username" maxLength={80} value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </Field>
      <Field label={w('password')}>
        <input required type="password" autocomplete="current-password" maxLength={200} value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
      </Field>
      {problem && <Problem text={problem} />}
      <button type="submit" class="button go" disabled={busy}>
        {w('signIn')}
      </button>
    </form>
  );
}

function Password({ language, has, onDone }: { language: Language; has: boolean; onDone: () => void }) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [told, setTold] = useState('');
  const send = async (event: Event) => {
    event.preventDefault();
    if (!(await act(() => call('PUT', 'me/password', { password, ...(has && { current }) })))) return;
    setTold(w('saved'));
    setCurrent('');
    setPassword('');
    onDone();
  };
  return (
    <details class="cl-password">
      <summary class="cl-small">{w('setPassword')}</summary>
      <form class="cl-form" onSubmit={(e) => void send(e)}>
        {has && (
          <Field label={w('currentPassword')}>
            <input required type="password" autocomplete="current-password" value={current} onInput={(e) => setCurrent(e.currentTarget.value)} />
          </Field>
        )}
        <Field label={w('newPassword')}>
          <input
            required
            type="password"
            autocomplete="new-password"
            minLength={10}
            maxLength={200}
            value={password}
            onInput={(e) => setPassword(e.currentTarget.value)}
          />
        </Field>
        {problem && <Problem text={problem} />}
        <p role="status">{told}</p>
        <button type="submit" class="button" disabled={busy}>
          {w('save')}
        </button>
      </form>
    </details>
  );
}

/** @param admin id of the admin who looks */
function ClassList({ language, classHref, mayMake, admin }: { language: Language; classHref: string; mayMake: boolean; admin: string | null }) {
  const w = wordsIn(language);
  const [classes, setClasses] = useState<ClassView[] | null>(null);
  const [name, setName] = useState('');
  const { act, busy, problem } = useAct(language);
  useEffect(() => {
    void act(() => call<ClassView[]>('GET', 'classes')).then((list) => setClasses(list ?? []));
  }, []);
  const make = async (event: Event) => {
    event.preventDefault();
    const made = await act(() => call<ClassView>('POST', 'classes', { name }));
    if (made) location.href = `${classHref}?id=${made.id}#settings`;
  };
  return (
    <>
      <section aria-labelledby="classes-title">
        <h2 id="classes-title">{w('classes')}</h2>
        {classes?.length === 0 && <p class="cl-aside">{w('noClasses')}</p>}
        <ul class="cl-list">
          {classes?.map((one) => (
            <li key={one.id}>
              <a href={`${classHref}?id=${one.id}`}>{one.name}</a>
              <small>
                {one.learners} {w('learners')} · {one.endedAt ? w('ended') : one.code ? <code>{one.code}</code> : w('closed')}
              </small>
            </li>
          ))}
        </ul>
        {mayMake && (
          <form class="cl-inline" onSubmit={(e) => void make(e)}>
            <Field label={w('className')}>
              <input required maxLength={120} value={name} onInput={(e) => setName(e.currentTarget.value)} />
            </Field>
            <button type="submit" class="button" disabled={busy}>
              {w('make')}
            </button>
          </form>
        )}
        {problem && <Problem text={problem} />}
      </section>
      {admin !== null && classes !== null && (
        <Suspense fallback={<p role="status">{w('asking')}</p>}>
          <AdminDesk language={language} classes={classes} self={admin} />
        </Suspense>
      )}
    </>
  );
}
