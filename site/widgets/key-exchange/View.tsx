import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { agree, groups, readList, unknown } from './model.ts';
import { words } from './words.ts';
import '../shared/numbers.css';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const servers: [string, string][] = [
  ['Postfix 3.10', 'x25519 x448 secp256r1 secp384r1'],
  ['OpenSSL 3.5, Dovecot 2.4', 'X25519MLKEM768 x25519 secp256r1 x448 secp384r1'],
];
const code = (n: number): string => `0x${n.toString(16).padStart(4, '0')}`;

/** Which group two sides of TLS 1.3 agree on, and what it costs in octets. */
export default function KeyExchange({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('kex', {
    client: 'X25519MLKEM768 x25519 secp256r1 x448 secp384r1',
    shares: 'X25519MLKEM768 x25519',
    server: servers[0]?.[1] ?? '',
  });
  const lists = { client: readList(input.client), shares: readList(input.shares), server: readList(input.server) };
  const agreement = agree({ supports: lists.client, shares: lists.shares }, lists.server);
  const strange = [...new Set(unknown([...lists.client, ...lists.shares, ...lists.server]))];
  const nothing = [lists.client, lists.server].some((list) => unknown(list).length === list.length);
  const field = (name: 'client' | 'shares' | 'server') => (
    <label class="field-wide">
      {w[name]}
      <input type="text" value={input[name]} spellcheck={false} autocomplete="off" onInput={(event) => change({ [name]: event.currentTarget.value })} />
    </label>
  );
  return (
    <div id="widget-kex" class="figures" style="scroll-margin-top: 6rem">
      {field('client')}
      {field('shares')}
      <p class="presets">
        {w.presets}
        {servers.map(([name, list]) => (
          <button key={name} type="button" aria-pressed={input.server === list} onClick={() => change({ server: list })}>
            {name}
          </button>
        ))}
      </p>
      {field('server')}
      {strange.length > 0 && <p class="complaint">{w.unknown(strange.join(', '))}</p>}
      <div class={`outcome ${agreement === null ? 'bad' : agreement.group.quantumSafe ? 'good' : 'open'}`} role="status">
        {nothing ? (
          <p>{w.nothing}</p>
        ) : agreement === null ? (
          <p>{w.none}</p>
        ) : (
          <>
            <p>
              <strong>{w.agreed(agreement.group.id, code(agreement.group.code))}</strong> {agreement.group.quantumSafe ? w.safe : w.unsafe}
            </p>
            <p>
              {w.octets(agreement.clientOctets, agreement.serverOctets)} {agreement.retry ? w.retry : ''}
            </p>
            <p>{w.segment(agreement.oneSegment)}</p>
          </>
        )}
      </div>
      <details>
        <summary>{w.all}</summary>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {w.table.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.id}>
                  <th scope="row">
                    {group.id} <small>{code(group.code)}</small>
                  </th>
                  <td>{group.client}</td>
                  <td>{group.server}</td>
                  <td>{group.quantumSafe ? w.yes : w.no}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
