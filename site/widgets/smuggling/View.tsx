import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { type Inbound, inbounds, type OutboundId, octets, outbounds, passOn, receive, type Seen, visible } from './model.ts';
import { words } from './words.ts';
import '../shared/fields.css';
import './smuggling.css';

interface Props {
  language: Language;
}
const variants = ['\\n.\\r\\n', '\\n.\\n', '\\r\\n.\\n', '\\r.\\r', '\\r\\n.\\r\\n'];
const before = 'From: eve@cheap.example\\r\\n\nSubject: hello\\r\\n\n\\r\\n\nNice weather.';
const after =
  '\nMAIL FROM:<boss@cheap.example>\\r\\n\nRCPT TO:<wang@haibo.example>\\r\\n\nDATA\\r\\n\nFrom: boss@cheap.example\\r\\n\nSubject: New bank account\\r\\n\n\\r\\n\nPlease pay to the new account.\\r\\n\n.\\r\\n';
const withEnd = (end: string): string => `${before}${end}${after}`;

/** The same octets, read by the server that sends and by the server that receives. */
export default function Smuggling({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('smuggle', { text: withEnd('\\n.\\r\\n'), out: 'unchanged', in: 'postfix-normalize' });
  const read = octets(input.text);
  const outbound = outbounds.find((one) => one === input.out) ?? ('unchanged' as OutboundId);
  const inbound = inbounds.find((one) => one.id === input.in) ?? (inbounds[0] as Inbound);
  return (
    <div id="widget-smuggle" style="scroll-margin-top: 6rem">
      <p class="presets">
        {w.variants}
        {variants.map((end) => (
          <button key={end} type="button" aria-pressed={input.text === withEnd(end)} onClick={() => change({ text: withEnd(end) })}>
            <code>{end}</code>
          </button>
        ))}
      </p>
      <label class="field-wide">
        {w.content}
        <textarea rows={13} value={input.text} spellcheck={false} onInput={(event) => change({ text: event.currentTarget.value })} />
      </label>
      <div class="fields">
        <label>
          {w.outbound}
          <select value={outbound} onChange={(event) => change({ out: event.currentTarget.value })}>
            {outbounds.map((one) => (
              <option key={one} value={one}>
                {w.outbounds[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {w.inbound}
          <select value={inbound.id} onChange={(event) => change({ in: event.currentTarget.value })}>
            {inbounds.map(({ id }) => (
              <option key={id} value={id}>
                {w.inbounds[id]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {'problem' in read ? (
        <p class="complaint" role="alert">
          {w.badEscape(read.problem)}
        </p>
      ) : (
        <Result content={read.text} outbound={outbound} inbound={inbound} language={language} />
      )}
    </div>
  );
}

function Result({ content, outbound, inbound, language }: { content: string; outbound: OutboundId; inbound: Inbound; language: Language }) {
  const w = words[language];
  const strict = inbounds[0] as Inbound;
  const passed = passOn(content, outbound);
  // The sending server reads its customer by RFC 5321; what stands behind its end it would take for commands of the customer.
  const out: Seen = receive(content, strict);
  const seen = passed === null ? null : receive(passed, inbound);
  const stolen = seen && seen.messages.length > 1 ? seen.messages[1] : null;
  const same = passed === null || (seen !== null && !seen.refused && seen.messages.length === 1);
  return (
    <>
      <div class={`outcome ${stolen ? 'bad' : same ? 'good' : 'open'}`} role="status">
        <p>
          <strong>{w.both(w.count(out.messages.length), seen ? w.count(seen.messages.length) : '—')}</strong>
        </p>
        {passed === null && <p>{w.refusedOut}</p>}
        {seen?.refused && <p>{w.refusedIn}</p>}
        {seen && !seen.refused && seen.messages.length === 0 && <p>{w.noEnd}</p>}
        {stolen && <p>✗ {w.smuggled(stolen.from ?? '<>')}</p>}
        {same && passed !== null && <p>✓ {w.fine}</p>}
      </div>
      <div class="lanes">
        <Lane title={w.sees.out} seen={out} language={language} />
        {seen && <Lane title={w.sees.in} seen={seen} language={language} />}
      </div>
    </>
  );
}

function Lane({ title, seen, language }: { title: string; seen: Seen; language: Language }) {
  const w = words[language];
  return (
    <section class="lane" aria-label={title}>
      <p style="margin-block-end: 0.2rem">{title}</p>
      {seen.spans
        .filter((span) => span.text !== '')
        .map((span, i) => (
          <pre key={i} class={`${span.kind} ${span.message > 0 ? 'second' : ''}`}>
            <small>
              {w.kinds[span.kind]} · {language === 'en' ? `${w.message} ${span.message + 1}` : `${w.message} ${span.message + 1} 封`}
            </small>
            {visible(span.text)}
          </pre>
        ))}
    </section>
  );
}
