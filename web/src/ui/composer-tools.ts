import { createContext, type ReactNode, useContext, useEffect } from 'react';

/** What a composer can do beside writing, in the order in which it is offered. */
export const toolOrder = [
  'emoji',
  'mention',
  'file',
  'image',
  'voice',
  'place',
  'contact',
  'poll',
  'schedule',
  'ding',
] as const;
export type ToolName = (typeof toolOrder)[number];

export interface Tool {
  label: string;
  icon: ReactNode;
  run: () => void;
}

/** The tools of one composer that are there at the moment: each puts itself here. */
export type Shelf = Map<ToolName, Tool>;
export const ShelfContext = createContext<Shelf | null>(null);

/** Offers a tool by its name; null: not here. */
export function useTool(name: ToolName, tool: Tool | null) {
  const shelf = useContext(ShelfContext);
  useEffect(() => {
    if (!shelf || !tool) return;
    shelf.set(name, tool);
    return () => void shelf.delete(name);
  });
}

export type Named = Tool & { name: ToolName };

const fold = (text: string) => text.toLowerCase().normalize('NFKC');

/** Those that are meant by some words: part of a label, or the beginning of a name. */
export function toolsFor(shelf: Shelf, words: string): Named[] {
  const wanted = fold(words.trim());
  return toolOrder.flatMap((name) => {
    const tool = shelf.get(name);
    return tool && (fold(tool.label).includes(wanted) || name.startsWith(wanted)) ? [{ ...tool, name }] : [];
  });
}

/** What stands behind a slash that begins a text; undefined: the text is none that asks for a tool. */
export const slashWords = (text: string) => /^\/([^\n/]{0,20})$/u.exec(text)?.[1];
