import { Session } from "./session";

/** Everything once, without questions: deploy, each break with its first choice, plan, destroy. */
export async function tour(session: Session): Promise<void> {
  await session.deploy();
  for (const one of session.scenario.breaks) {
    const [first] = await session.choicesOf(one);
    if (first === undefined) session.problems.push(`${one.name}: there is nothing to do it to.`);
    else await session.carryOut(one, first);
  }
  await session.plan();
  await session.destroy();
}
