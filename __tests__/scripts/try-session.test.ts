import { pick, menu } from "../../scripts/try/menu";
import { multiAz } from "../../scripts/try/multi-az";
import { Scenario } from "../../scripts/try/scenario";
import { Deployed, Session } from "../../scripts/try/session";
import { tour } from "../../scripts/try/tour";
import { deployedAs, emulatorStandIn, pairs, sceneOf } from "./stand-in";

const steady = sceneOf(pairs("a", "b", "c"));
const lost = sceneOf(pairs("b", "c"), ["us-east-1a"]);

/** A session in which only the first break, the loss of a zone, is on offer. */
function sessionOn(deployed: Deployed, happenings: string[][] = [[]]) {
  const { calls, emulator } = emulatorStandIn();
  const left = [...happenings];
  const scenario: Scenario = {
    ...multiAz,
    breaks: [{ ...multiAz.breaks[0]!, limitMinutes: 3 }],
    happenings: () => Promise.resolve(left.length > 1 ? left.shift()! : left[0]!),
  };
  const output = { text: "", write: (part: string) => (output.text += part) };
  return { session: new Session(scenario, emulator, deployed, output), output, calls };
}

describe("a tour", () => {
  test("breaks, looks, plans and destroys, and finds nothing wrong", async () => {
    const { session, output, calls } = sessionOn(deployedAs([steady, steady, lost]), [
      ["old"],
      ["old", "new"],
    ]);
    await tour(session);
    expect(session.problems).toEqual([]);
    expect(calls).toEqual(["zone-down us-east-1a"]);
    expect(output.text).toContain("> Lose a zone: us-east-1a");
    expect(output.text).toContain("What AWS did by itself:\n    - new\n");
    expect(output.text).toContain("ok  The plan is empty");
    expect(output.text).toContain("ok  16 resources removed");
  });

  test("moves the clock while recovery takes its time", async () => {
    const slow = deployedAs([steady, steady, steady, steady, lost]);
    const { session, output, calls } = sessionOn(slow);
    await tour(session);
    expect(calls).toEqual(["zone-down us-east-1a", "tick", "tick"]);
    expect(output.text).toContain("2 minutes of the emulator's clock later:");
    expect(session.problems).toEqual([]);
  });

  test("says so when there is no recovery within the limit", async () => {
    const { session, output, calls } = sessionOn(deployedAs([steady]));
    await tour(session);
    expect(calls.filter((call) => call === "tick")).toHaveLength(3);
    expect(session.problems).toEqual(["us-east-1a is lost, but has healthy targets."]);
    expect(output.text).toContain("NOT OK  us-east-1a is lost");
  });

  test("says so when the plan is not empty, and when something is left", async () => {
    const changes = [{ action: "update", address: "aws_autoscaling_group.web" }];
    const deployed = deployedAs([steady, steady, lost], {
      plan: () => Promise.resolve({ exitCode: 2, changes } as never),
      leftovers: () => Promise.resolve(["target group web"]),
    });
    const { session } = sessionOn(deployed);
    await tour(session);
    expect(session.problems).toEqual([
      "The plan is not empty: update aws_autoscaling_group.web",
      "Left after the destroy: target group web",
    ]);
  });
});

describe("the menu", () => {
  const answering = (...answers: (string | undefined)[]) => {
    const questions: string[] = [];
    const ask = (question: string) => {
      questions.push(question);
      return Promise.resolve(answers.shift());
    };
    return { ask, questions };
  };

  test("offers what can be broken, asks what to do it to, and destroys at the end", async () => {
    const { session, calls, output } = sessionOn(deployedAs([steady, steady, lost]));
    const { ask, questions } = answering("1", "1", "4");
    await menu(session, ask);
    expect(calls).toEqual(["zone-down us-east-1a"]);
    expect(questions[0]).toContain("  1  Lose a zone\n  2  Look again\n");
    expect(questions[1]).toContain("  1  us-east-1a\n");
    expect(output.text).toContain("16 resources removed");
  });

  test("destroys when the input ends", async () => {
    const { session, output } = sessionOn(deployedAs([steady]));
    await menu(session, answering(undefined).ask);
    expect(output.text).toContain("16 resources removed");
  });

  test("asks again until the answer is one of the numbers", async () => {
    const { ask, questions } = answering("", "3", "zero", "0", " 2 ");
    expect(await pick("Which?", ["a", "b"], ask)).toBe(1);
    expect(questions.slice(1)).toEqual(Array(4).fill("A number from 1 to 2, please: "));
  });
});
