import { addPrivateAddress, associate, change } from "./support/members";
import { endsOf } from "./support/executions";
import { FloatingIpUnderDrill } from "./support/floating-ip-under-drill";

describe("floating-ip: failures, freeze, return, several addresses", () => {
  const drilled = FloatingIpUnderDrill.use();

  test("apply brings the address to the active member", async () => {
    const happened = await drilled().start();
    expect(endsOf(happened)).toEqual(["SUCCEEDED"]);
    await drilled().expectMoved(happened, "blue", 1);
  });

  test("nobody is well: it fails loudly and stays; the first one that is well again gets it", async () => {
    await drilled().emulator.impair(drilled().members.green.instance);
    await drilled().emulator.impair(drilled().members.red.instance);
    const failed = await drilled().during(() =>
      change(drilled().emulator, "Stop", drilled().members.blue.instance),
    );
    expect(endsOf(failed)).toEqual(["NoHealthyMember", "NoHealthyMember"]);
    await drilled().expectMoved(failed, "blue", 0);
    await drilled().during(() => drilled().minutes(1));
    expect((await drilled().emulator.state()).alarms).toMatchObject({
      "proxy-floating-ip-controller-failed": "ALARM",
    });
    await drilled().during(() => drilled().minutes(4));
    expect((await drilled().emulator.state()).alarms).toMatchObject({
      "proxy-floating-ip-red-status": "ALARM",
    });
    await drilled().emulator.recover(drilled().members.red.instance);
    await drilled().expectMoved(await drilled().during(() => drilled().minutes(5)), "red", 1);
    await drilled().emulator.recover(drilled().members.green.instance);
    await drilled().during(() => change(drilled().emulator, "Start", drilled().members.blue.instance));
  });

  test("throttled calls are repeated, and move it once", async () => {
    await drilled().emulator.refuse({ service: "ec2", action: "AssociateAddress", times: 3 });
    const happened = await drilled().command({ target: "blue" });
    expect(
      happened.calls.filter(({ action }) => action === "AssociateAddress").map(({ status }) => status),
    ).toEqual([503, 503, 503, 200]);
    expect(await drilled().holders()).toEqual(["blue"]);
  });

  test("an API that stays away makes it fail, and never move; the next look does it", async () => {
    await drilled().emulator.refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 60 });
    await drilled().emulator.impair(drilled().members.blue.instance);
    const failed = await drilled().command({});
    expect(failed.executions[0]!.status).toBe("FAILED");
    await drilled().expectMoved(failed, "blue", 0);
    await drilled().emulator.refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 0 });
    await drilled().expectMoved(await drilled().command({}), "green", 1);
    await drilled().emulator.recover(drilled().members.blue.instance);
  });

  test("a member that cannot take it is passed over", async () => {
    await drilled().emulator.impair(drilled().members.green.instance);
    await drilled().emulator.refuse({
      service: "ec2",
      action: "AssociateAddress",
      times: 7,
      code: "IncorrectState",
      status: 400,
    });
    const happened = await drilled().command({});
    expect(endsOf(happened)).toEqual(["SUCCEEDED"]);
    expect(await drilled().holders()).toEqual(["red"]);
    await drilled().emulator.recover(drilled().members.green.instance);
  });

  test("frozen: nothing moves by itself, a command does", async () => {
    await drilled().during(() => drilled().module.apply({ frozen: true }));
    const stopped = await drilled().during(() =>
      change(drilled().emulator, "Stop", drilled().members.red.instance),
    );
    expect(stopped.executions).toEqual([]);
    await drilled().expectMoved(stopped, "red", 0);
    await drilled().expectMoved(await drilled().command({ target: "green" }), "green", 1);
    await change(drilled().emulator, "Start", drilled().members.red.instance);
  });

  test("with automatic return it goes back to the active member once that is well again", async () => {
    await drilled().during(() => drilled().module.apply({ frozen: false, automatic_return: true }));
    const { blue } = drilled().members;
    await drilled().expectMoved(await drilled().command({}), "blue", 1);
    const stopped = await drilled().during(() => change(drilled().emulator, "Stop", blue.instance));
    await drilled().expectMoved(stopped, "green", 1);
    const started = await drilled().during(() => change(drilled().emulator, "Start", blue.instance));
    await drilled().expectMoved(started, "blue", 1);
  });

  test("a second address follows the first one, and a move that was cut short is finished", async () => {
    for (const { networkInterface } of Object.values(drilled().members))
      await addPrivateAddress(drilled().emulator, networkInterface);
    await drilled().during(() =>
      drilled().module.apply({ automatic_return: false, addresses: { main: {}, second: {} } }),
    );
    const finished = await drilled().command({});
    await drilled().expectMoved(finished, "blue", 2);
    expect(await drilled().holders()).toEqual(["blue", "blue"]);
    await drilled().expectMoved(
      await drilled().during(() => change(drilled().emulator, "Stop", drilled().members.blue.instance)),
      "green",
      2,
    );
    expect(await drilled().holders()).toEqual(["green", "green"]);
    const [, second] = (await drilled().emulator.state()).addresses;
    await associate(drilled().emulator, second!.allocationId, drilled().members.red.networkInterface);
    await drilled().command({});
    expect(await drilled().holders()).toEqual(["green", "green"]);
  });

  test("the holder is terminated: the address belongs to nobody, and is given away", async () => {
    const happened = await drilled().during(() =>
      change(drilled().emulator, "Terminate", drilled().members.green.instance),
    );
    expect(await drilled().holders()).toEqual(["red", "red"]);
    await drilled().expectMoved(happened, "red", 2);
  });

  test("destroy leaves nothing", async () => {
    await drilled().destroy();
    expect(await drilled().emulator.state()).toMatchObject({ addresses: [], groups: {} });
    expect(Object.keys((await drilled().emulator.state()).alarms)).toEqual(["blue-app", "green-app"]);
  });
});
