import { Each } from "./bound";
import { hcl } from "./expression";
import { Rule } from "./rule";
import { isContainerToken } from "./tokens";

/**
 * Rules over every member of a map: in TypeScript use those of each member, in the published module one for all of
 * them, which says what each broken one would say.
 *
 * @param input Name of the map, which is to blame in the module.
 * @param rulesOf Rules of one member; as many for each.
 */
export function rulesOfEach<T>(
  input: string,
  each: Each<T>,
  rulesOf: (key: string, member: T) => Rule[],
): Rule[] {
  const members = each.map((key, member) => rulesOf(key, member));
  if (!isContainerToken(members)) return Object.values(members).flat();
  let count = 0;
  each.map((key, member) => (count = rulesOf(key, member).length));
  return Array.from({ length: count }, (_, index) => {
    const holds = each.map((key, member) => rulesOf(key, member)[index]!.holds);
    const verdicts = each.map((key, member) => {
      const rule = rulesOf(key, member)[index]!;
      return { holds: rule.holds, message: rule.message };
    });
    const broken = hcl`[for verdict in values(${verdicts}) : verdict.message if !verdict.holds]`;
    return { input, holds: hcl`alltrue(values(${holds}))`, message: hcl`join(" ", ${broken})`.toString() };
  });
}
