import type { ComponentChildren } from 'preact';

interface Props {
  label: string;
  heads: readonly string[];
  /** Names the column of buttons, which needs no heading for those who see it. */
  acts?: string;
  caption?: string;
  class?: string;
  /** The rows. */
  children: ComponentChildren;
}

/** A table that may be wider than a phone: it scrolls in a region of its own, which the keyboard reaches. */
export function Table({ label, heads, acts, caption, class: name, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section class="cl-table" tabIndex={0} aria-label={label}>
      <table class={name}>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
            {acts && (
              <th scope="col">
                <span class="sr-only">{acts}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
