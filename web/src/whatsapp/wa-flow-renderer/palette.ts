// The colours of WhatsApp's forms, light and dark, as variables that only the phone's sheet sees.
import type { CSSProperties } from 'react';

export type PhoneTheme = 'light' | 'dark';

const colours: Record<PhoneTheme, Record<string, string>> = {
  light: {
    '--p-surface': '#ffffff',
    '--p-sunken': '#f1f3f5',
    '--p-fg': '#111b21',
    '--p-fg-2': '#5b6870',
    '--p-line': '#dfe3e6',
    '--p-border': '#8696a0',
    '--p-accent': '#007a5a',
    '--p-accent-fg': '#ffffff',
    '--p-accent-soft': '#d9fdd3',
    '--p-off': '#e4e8ea',
    '--p-danger': '#b3261e',
    '--p-bar': '#25302f',
    '--p-bar-fg': '#ffffff',
  },
  dark: {
    '--p-surface': '#111b21',
    '--p-sunken': '#1f2c34',
    '--p-fg': '#e9edef',
    '--p-fg-2': '#9aa8b1',
    '--p-line': '#2a3942',
    '--p-border': '#71828c',
    '--p-accent': '#06cf9c',
    '--p-accent-fg': '#0b141a',
    '--p-accent-soft': '#103529',
    '--p-off': '#2a3942',
    '--p-danger': '#ff8a80',
    '--p-bar': '#e9edef',
    '--p-bar-fg': '#111b21',
  },
};

export function paletteOf(theme: PhoneTheme): CSSProperties {
  return { ...colours[theme], colorScheme: theme };
}
