import { createInterface } from "node:readline/promises";
import { Break } from "./scenario";
import { Session } from "./session";

/** Asks a question; undefined when the input has ended (Ctrl-D). */
export type Ask = (question: string) => Promise<string | undefined>;

/** Deploys, then does what the user picks until they quit, then destroys. */
export async function menu(session: Session, ask: Ask = askTerminal): Promise<void> {
  await session.deploy();
  for (;;) {
    const entries = await entriesOf(session, ask);
    const picked = await pick(
      "What now?",
      entries.map(({ label }) => label),
      ask,
    );
    if (picked === undefined || picked === entries.length - 1) break;
    await entries[picked]!.run();
  }
  await session.destroy();
}

interface Entry {
  readonly label: string;
  run(): Promise<unknown>;
}

async function entriesOf(session: Session, ask: Ask): Promise<Entry[]> {
  const breaks: Entry[] = [];
  for (const one of session.scenario.breaks) {
    const choices = await session.choicesOf(one);
    if (choices.length > 0) breaks.push({ label: one.name, run: () => carryOut(session, one, choices, ask) });
  }
  return [
    ...breaks,
    { label: "Look again", run: () => session.look() },
    { label: "Plan: does Terraform want to change anything?", run: () => session.plan() },
    { label: "Destroy it all and quit", run: () => Promise.resolve() },
  ];
}

async function carryOut(session: Session, one: Break, choices: string[], ask: Ask): Promise<void> {
  const picked = choices.length === 1 ? 0 : await pick("Which one?", choices, ask);
  if (picked !== undefined) await session.carryOut(one, choices[picked]!);
}

/** Index of the entry that the user picks; asks again until it is one of them. */
export async function pick(title: string, labels: readonly string[], ask: Ask): Promise<number | undefined> {
  const list = labels.map((label, index) => `  ${index + 1}  ${label}`).join("\n");
  let question = `\n${title}\n${list}\n> `;
  for (;;) {
    const answer = await ask(question);
    if (answer === undefined) return undefined;
    const index = Number(answer.trim()) - 1;
    if (answer.trim() !== "" && index in labels) return index;
    question = `A number from 1 to ${labels.length}, please: `;
  }
}

/** A reader for each question: between them the terminal is in its usual mode, where Ctrl-C works as always. */
async function askTerminal(question: string): Promise<string | undefined> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<undefined>((resolve) => reader.once("close", () => resolve(undefined)));
  reader.on("SIGINT", () => process.emit("SIGINT"));
  try {
    return await Promise.race([reader.question(question), ended]);
  } finally {
    reader.close();
  }
}
