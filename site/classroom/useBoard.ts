import { useEffect, useState } from 'preact/hooks';
import type { Board, BoardEvent } from '../../lab-runner/contract/class.ts';
import { apiPath } from '../client/api.ts';

/** The board as one event makes it of the former one. */
export function boardAfter(board: Board | null, event: BoardEvent): Board | null {
  switch (event.type) {
    case 'board':
      return event.board;
    case 'row':
      return board && { ...board, rows: board.rows.map((row) => (row.person === event.row.person ? event.row : row)) };
    case 'launches':
      return board && { ...board, launches: event.launches };
    case 'gone':
      return board;
  }
}

/** Follows the board of a class. `lost` while the server does not answer; the browser comes back by itself. */
export function useBoard(id: string): { board: Board | null; lost: boolean; gone: boolean } {
  const [board, setBoard] = useState<Board | null>(null);
  const [lost, setLost] = useState(false);
  const [gone, setGone] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const events = new EventSource(apiPath(`classes/${id}/board/events`));
    let again = 0;
    for (const type of ['board', 'row', 'launches', 'gone'] as const)
      events.addEventListener(type, (e) => {
        const event = JSON.parse((e as MessageEvent<string>).data) as BoardEvent;
        if (event.type === 'gone') {
          setGone(true);
          events.close();
        } else setBoard((now) => boardAfter(now, event));
      });
    events.onopen = () => setLost(false);
    events.onerror = () => {
      setLost(true);
      // After a refusal the browser gives up; we do not.
      if (events.readyState === EventSource.CLOSED) again = window.setTimeout(() => setRound((n) => n + 1), 3_000);
    };
    return () => {
      events.close();
      clearTimeout(again);
    };
  }, [id, round]);
  return { board, lost, gone };
}
