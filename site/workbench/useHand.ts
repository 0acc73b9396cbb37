import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Me } from '../../lab-runner/contract/account.ts';
import type { MyClass } from '../../lab-runner/contract/class.ts';
import { call, type Reply } from '../client/api.ts';
import { classesFor, type HandNews, newsOf } from './hand.ts';

/** Milliseconds between two looks while the hand is up; none is made while the page is hidden. */
const lookEvery = 3_000;

/** The learner's raised hand in the classes that have this lab. Without a class (solo mode, plain files) there is no hand to raise. */
export function useHand(lab: string) {
  const [mine, setMine] = useState<MyClass[]>([]);
  const [news, setNews] = useState<HandNews | null>(null);
  const known = useRef<MyClass[] | null>(null);
  /** Raised by each press: a look that was under way before it tells what is no longer so. */
  const presses = useRef(0);
  const classes = classesFor(lab, mine);
  const raised = classes.some((c) => c.handRaised);

  const take = (next: MyClass[], quietly: boolean) => {
    const found = newsOf(known.current, next);
    known.current = next;
    setMine(next);
    if (!quietly && (found.lowered || found.notes.length > 0)) setNews(found);
  };
  const look = useCallback(async (quietly = false) => {
    const round = presses.current;
    const reply = await call<MyClass[]>('GET', 'my/classes');
    if (round !== presses.current) return;
    if (reply.kind === 'ok') take(reply.value, quietly);
    // Erased, or signed out in another window: there is no class any more.
    else if (reply.kind === 'refused' && reply.status === 401) take([], true);
  }, []);

  useEffect(() => {
    void call<Me>('GET', 'me').then((reply) => {
      if (reply.kind === 'ok' && reply.value.person?.role === 'learner' && reply.value.classes.length > 0) void look();
    });
  }, [look]);
  const inClass = mine.length > 0;
  useEffect(() => {
    if (!inClass) return;
    const shown = () => document.hidden || void look();
    document.addEventListener('visibilitychange', shown);
    const timer = raised ? window.setInterval(shown, lookEvery) : 0;
    return () => {
      document.removeEventListener('visibilitychange', shown);
      clearInterval(timer);
    };
  }, [inClass, raised, look]);

  /** Raises or lowers it in each of these classes; the first refusal is the reply. */
  const set = async (up: boolean, text: string): Promise<Reply<unknown>> => {
    setNews(null);
    presses.current++;
    let reply: Reply<unknown> = { kind: 'ok', value: null };
    for (const { id } of classes) {
      const one = await call('PUT', `my/classes/${id}/hand`, { raised: up, text });
      if (reply.kind === 'ok') reply = one;
    }
    presses.current++;
    await look(true);
    return reply;
  };
  return { possible: classes.length > 0, raised, news, set, dismiss: () => setNews(null) };
}
