const colour = (name: string, otherwise: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise;

/** The site's colours for a dark ground: a shell's plain blue and green would hardly be readable on it. */
export function themeOf() {
  const [green, blue, red, mute] = [
    colour('--termgreen', '#7fd1a3'),
    colour('--termblue', '#8ab8ff'),
    colour('--termred', '#ff9a94'),
    colour('--termmute', '#8d99ad'),
  ];
  return {
    background: colour('--term', '#10151f'),
    foreground: colour('--termink', '#d7dee9'),
    cursor: colour('--termink', '#d7dee9'),
    selectionBackground: '#3a4a6b',
    green,
    brightGreen: green,
    blue,
    brightBlue: blue,
    red,
    brightRed: red,
    brightBlack: mute,
  };
}

export const terminalFont = "'JetBrains Mono', ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace";
