import type { ReactNode } from 'react';

// What a module hands to the shell. The shell knows modules only by these entries.

export interface RailItem {
  order: number;
  label: string;
  icon: ReactNode;
  path: (org: string) => string;
  badge?: 'mentions' | 'work';
  /** Shown only to people who may do this. */
  needs?: string;
}

export interface PaletteAction {
  id: string;
  label: string;
  path: (org: string) => string;
  /** Shown only to people who may do this. */
  needs?: string;
  kind: 'action' | 'page';
}

export interface WorkbenchTool {
  id: string;
  label: string;
  text: string;
  icon: ReactNode;
  path: (org: string) => string;
  needs?: string;
}

export interface ModuleEntry {
  name: string;
  rail?: RailItem;
  actions?: PaletteAction[];
  tools?: WorkbenchTool[];
}
