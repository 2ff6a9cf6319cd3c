import { createContext, useContext } from 'react';

/** What page headers on phones offer in place of the rail. */
export interface ShellTools {
  openPalette: (start?: string) => void;
  openNotices: () => void;
  unreadNotices: number;
}

export const ShellToolsContext = createContext<ShellTools | null>(null);
export const useShellTools = () => useContext(ShellToolsContext);
