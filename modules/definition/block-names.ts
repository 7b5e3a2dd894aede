import { TerraformElement } from "cdktf";

const taken = new WeakMap<TerraformElement, Set<string>>();

/**
 * Takes a block's name for its resource.
 *
 * @throws Error where it is taken: of two blocks made one by one, the second would replace the first.
 */
export function takeBlockName(resource: TerraformElement, name: string): void {
  const names = taken.get(resource) ?? new Set();
  if (names.has(name))
    throw new Error(
      `${resource.node.path} has its blocks "${name}" already; a second call would replace them.`,
    );
  taken.set(resource, names.add(name));
}
