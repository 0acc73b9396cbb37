import { expect, test } from 'vitest';
import { mirrorLines } from './base-image.ts';

test('one-line sources', () => {
  expect(mirrorLines('deb http://mirror.test/debian bookworm main\ndeb [signed-by=/x] http://mirror.test/debian-security bookworm-security main\n')).toEqual([
    'deb http://mirror.test/debian trixie main',
    'deb http://mirror.test/debian trixie-updates main',
    'deb http://mirror.test/debian-security trixie-security main',
  ]);
});

test('deb822 sources', () => {
  expect(mirrorLines('Types: deb\nURIs: http://deb.debian.org/debian/\nSuites: bookworm\nComponents: main\n')).toEqual([
    'deb http://deb.debian.org/debian trixie main',
    'deb http://deb.debian.org/debian trixie-updates main',
  ]);
});

test('a host that is not Debian lets the tool choose', () => {
  expect(mirrorLines('deb http://archive.ubuntu.test/ubuntu noble main\n')).toEqual([]);
});
