interface OfModule {
  module: string;
  module_title: string;
}

export interface ModuleGroup<T> {
  module: string;
  title: string;
  items: T[];
}

/** By module, in the order in which modules first appear. */
export function byModule<T extends OfModule>(items: T[]): ModuleGroup<T>[] {
  const groups = new Map<string, ModuleGroup<T>>();
  for (const one of items) {
    const group = groups.get(one.module) ?? { module: one.module, title: one.module_title, items: [] };
    group.items.push(one);
    groups.set(one.module, group);
  }
  return [...groups.values()];
}
