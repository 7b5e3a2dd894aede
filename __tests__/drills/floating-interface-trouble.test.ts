import { useEmulator } from "../../harness/jest";
import { changing, endsOf } from "./support/executions";
import { FloatingInterfaceUnderDrill, named } from "./support/floating-interface-under-drill";
import { detach, occupy } from "./support/interfaces";
import { change, setAlarm, start } from "./support/members";

describe("floating-interface in trouble", () => {
  const emulator = useEmulator();
  let stack: FloatingInterfaceUnderDrill;

  beforeAll(async () => {
    stack = await FloatingInterfaceUnderDrill.of(emulator(), { force_detach_after_seconds: 5 });
    await stack.start();
  });

  test("three triggers at once move it once", async () => {
    await emulator().impair(stack.members.blue.instance);
    const happened = await stack.during(() =>
      Promise.all([1, 2, 3].map(() => start(emulator(), stack.machine, {}))),
    );
    expect(endsOf(happened)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
    await stack.expectMoved(happened, "green", 1);
    await emulator().recover(stack.members.blue.instance);
  });

  test("two commands with different targets: each is carried out, the later one last", async () => {
    const happened = await stack.during(async () => {
      await start(emulator(), stack.machine, { target: "blue" });
      await start(emulator(), stack.machine, { target: "red" });
    });
    expect(happened.executions.map(({ output }) => output)).toMatchObject([{ to: "blue" }, { to: "red" }]);
    expect(named(happened.calls, "DetachNetworkInterface")).toHaveLength(2);
    await stack.expectMoved(happened, "red", 2);
    await stack.command({ target: "blue" });
  });

  test("a target that is not well, or no member, is refused before anything is detached", async () => {
    await emulator().impair(stack.members.green.instance);
    const unwell = await stack.command({ target: "green" });
    const unknown = await stack.command({ target: "purple" });
    expect([...endsOf(unwell), ...endsOf(unknown)]).toEqual(["TargetUnfit", "UnknownTarget"]);
    expect(changing([...unwell.calls, ...unknown.calls])).toEqual([]);
    expect(await stack.holder()).toBe("blue");
    await emulator().recover(stack.members.green.instance);
  });

  test("nobody is well: it fails loudly and stays; the first one that is well again gets it", async () => {
    await emulator().impair(stack.members.green.instance);
    // Its group would replace it at once, if its checks failed.
    await setAlarm(emulator(), "red-app", "ALARM");
    const failed = await stack.during(() => change(emulator(), "Stop", stack.members.blue.instance));
    expect(new Set(endsOf(failed))).toEqual(new Set(["NoHealthyMember"]));
    expect(changing(failed.calls)).toEqual([]);
    await emulator().recover(stack.members.green.instance);
    await stack.expectMoved(await stack.command({}), "green", 1);
    await stack.during(() => setAlarm(emulator(), "red-app", "OK"));
    await stack.during(() => change(emulator(), "Start", stack.members.blue.instance));
  });

  test("throttled calls are repeated, and move it once", async () => {
    await emulator().refuse({ service: "ec2", action: "AttachNetworkInterface", times: 4 });
    const happened = await stack.command({ target: "blue" });
    const attached = happened.calls.filter(({ action }) => action === "AttachNetworkInterface");
    expect(attached.map(({ status }) => status)).toEqual([503, 503, 503, 503, 200]);
    expect(endsOf(happened)).toEqual(["SUCCEEDED"]);
    await stack.expectMoved(happened, "blue", 1);
  });

  test("an API that stays away makes it fail, and detach nothing; the next look does it", async () => {
    await emulator().refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 60 });
    await emulator().impair(stack.members.blue.instance);
    const failed = await stack.command({});
    expect(failed.executions[0]!.status).toBe("FAILED");
    expect(changing(failed.calls)).toEqual([]);
    await emulator().refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 0 });
    await stack.expectMoved(await stack.command({}), "green", 1);
    await emulator().recover(stack.members.blue.instance);
  });

  test("in the middle of a move, detached and not attached: the next look finishes it", async () => {
    await detach(emulator(), stack.floating);
    expect(await stack.holder()).toBe("nobody");
    await stack.expectMoved(await stack.command({}), "blue", 1);
  });

  test("in the middle of a move, still detaching: it is brought where it shall be", async () => {
    await detach(emulator(), stack.floating, false);
    await stack.expectAttached(await stack.command({ target: "green" }), "green", 1);
    await detach(emulator(), stack.floating, false);
    // Nobody says where to: back to the member that it was leaving, which is well.
    await stack.expectMoved(await stack.command({}), "green", 1);
  });

  test("a dead system does not let go: it is taken by force, and not before", async () => {
    await emulator().stick(stack.members.green.instance);
    const happened = await stack.command({ target: "blue" });
    const forces = named(happened.calls, "DetachNetworkInterface").map(({ params }) => params["Force"]);
    expect([forces[0], forces.at(-1)]).toEqual([false, true]);
    const looks = named(happened.calls, "DescribeNetworkInterfaces").length;
    expect(looks).toBeGreaterThanOrEqual(5);
    await stack.expectMoved(happened, "blue", 1);
    await emulator().recover(stack.members.green.instance);
  });

  test("a member whose index 1 is taken is refused before anything is detached, and passed over", async () => {
    const other = await occupy(emulator(), stack.home, stack.members.green.instance);
    const refused = await stack.command({ target: "green" });
    expect(endsOf(refused)).toEqual(["TargetUnfit"]);
    expect(changing(refused.calls)).toEqual([]);
    await stack.expectMoved(
      await stack.during(() => change(emulator(), "Stop", stack.members.blue.instance)),
      "red",
      1,
    );
    await detach(emulator(), other);
    await stack.during(() => change(emulator(), "Start", stack.members.blue.instance));
  });

  const refuseAttach = (times: number) =>
    emulator().refuse({
      service: "ec2",
      action: "AttachNetworkInterface",
      times,
      code: "AttachmentLimitExceeded",
      status: 400,
    });

  test("a target that refuses it after all: it is given back, and the command fails", async () => {
    await refuseAttach(1);
    const refused = await stack.command({ target: "blue" });
    expect(endsOf(refused)).toEqual(["TargetRefused"]);
    await stack.expectMoved(refused, "red", 1);
  });

  test("in a failover the next one gets it", async () => {
    await refuseAttach(1);
    const happened = await stack.during(() => setAlarm(emulator(), "red-app", "ALARM"));
    expect(happened.executions[0]!.output).toMatchObject({ moved: true, to: "green" });
    await stack.expectMoved(happened, "green", 1);
  });
});
