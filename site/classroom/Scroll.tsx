import type { ComponentChildren } from 'preact';

/** A table that may be wider than a phone: it scrolls in a region of its own, which the keyboard reaches. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section class="cl-table" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
