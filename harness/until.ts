import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until there is an answer that is not false; rejects after `limitSeconds`, default 120. */
export async function until<T>(what: string, ask: () => Promise<T | false>, limitSeconds = 120): Promise<T> {
  const end = Date.now() + limitSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== false) return answer;
    if (Date.now() > end) throw new Error(`${what}: not after ${limitSeconds} s.`);
    await sleep(100);
  }
}
