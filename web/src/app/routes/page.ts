import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

/** A page at an address below another, loaded when it is first opened. */
export const page = <Parent extends AnyRoute, const Path extends string, Module extends object>(
  parent: Parent,
  path: Path,
  load: () => Promise<Module>,
  name: keyof Module & string,
) =>
  createRoute({
    getParentRoute: () => parent,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
  });
