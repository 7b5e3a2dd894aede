import { parseActivities } from "../../scripts/try/activities";
import { multiAz } from "../../scripts/try/multi-az";
import { Member, pairs, sceneOf } from "./stand-in";

const [loseZone, bringBack, stopApplication] = multiAz.breaks;

/** A tier in which these members are not healthy. */
const ailing = (members: Member[], ...ids: string[]) =>
  members.map((member) => (ids.includes(member.id) ? { ...member, health: "unhealthy" } : member));

test("shows each zone with its instances, as the group and the load balancer see them", () => {
  const members = ailing(pairs("b", "c"), "i-c2");
  expect(multiAz.show(sceneOf(members, ["us-east-1a"]))).toEqual([
    "ZONE              INSTANCE  GROUP SAYS  LOAD BALANCER SAYS",
    "us-east-1a  LOST  none",
    "us-east-1b  up    i-b1      InService   healthy",
    "                  i-b2      InService   healthy",
    "us-east-1c  up    i-c1      InService   healthy",
    "                  i-c2      InService   unhealthy Target.Timeout",
    "3 of 4 instances healthy; the load needs 4, the group keeps 6 to 12.",
  ]);
});

test("is steady with all instances healthy, and not with fewer", () => {
  expect(multiAz.steady(sceneOf(pairs("a", "b", "c")))).toBe(true);
  expect(multiAz.steady(sceneOf(ailing(pairs("a", "b", "c"), "i-a1")))).toBe(
    "5 healthy instances, 6 wanted.",
  );
});

describe("a lost zone", () => {
  const lost = ["us-east-1a"];

  test("is one that is still there", () => {
    expect(loseZone!.choices(sceneOf(pairs("b", "c"), lost))).toEqual(["us-east-1b", "us-east-1c"]);
  });

  test("has been survived when the others have what the load needs", () => {
    expect(loseZone!.recovered(sceneOf(pairs("b", "c"), lost), "us-east-1a")).toBe(true);
    const fewer = sceneOf(pairs("b", "c").slice(1), lost);
    expect(loseZone!.recovered(fewer, "us-east-1a")).toBe("3 healthy instances, 4 wanted.");
  });

  test("has not been survived while the load balancer still sends there", () => {
    const scene = sceneOf(pairs("a", "b", "c"), lost);
    expect(loseZone!.recovered(scene, "us-east-1a")).toBe("us-east-1a is lost, but has healthy targets.");
  });

  test("after another one is more than the pattern promises", () => {
    const scene = sceneOf(pairs("c"), ["us-east-1a", "us-east-1b"]);
    expect(loseZone!.recovered(scene, "us-east-1b")).toBe(
      "2 healthy instances, 4 wanted. More than one zone at once is beyond this pattern.",
    );
  });
});

describe("a zone that is back", () => {
  test("is one that was lost", () => {
    expect(bringBack!.choices(sceneOf(pairs("a", "b", "c")))).toEqual([]);
    expect(bringBack!.choices(sceneOf(pairs("b", "c"), ["us-east-1a"]))).toEqual(["us-east-1a"]);
  });

  test("has its share of the instances again", () => {
    expect(bringBack!.recovered(sceneOf(pairs("a", "b", "c")), "us-east-1a")).toBe(true);
    const crowded = [
      ...pairs("b", "c"),
      { id: "i-b3", zone: "us-east-1b" },
      { id: "i-c3", zone: "us-east-1c" },
    ];
    expect(bringBack!.recovered(sceneOf(crowded), "us-east-1a")).toBe("Unevenly spread: 0, 3, 3.");
  });
});

test("an instance whose application stopped has to be replaced", () => {
  const all = pairs("a", "b", "c");
  expect(stopApplication!.choices(sceneOf(ailing(all, "i-a1")))).not.toContain("i-a1");
  expect(stopApplication!.recovered(sceneOf(all), "i-a1")).toBe("i-a1 has not been replaced.");
  const replaced = [...all.slice(1), { id: "i-new", zone: "us-east-1a" }];
  expect(stopApplication!.recovered(sceneOf(replaced), "i-a1")).toBe(true);
});

test("activities are read oldest first, with their zone, cause or failure", () => {
  const member = (fields: Record<string, string>) =>
    `<member>${Object.entries(fields)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join("")}</member>`;
  const xml = [
    member({
      Description: "Launching a new EC2 instance",
      Cause: "because",
      StatusCode: "Failed",
      StatusMessage: "No capacity.",
    }),
    member({
      Description:
        "Launching a new EC2 instance: i-2.  Status Reason: Lifecycle Action with token 1-2 was abandoned: why",
      Cause: "because",
      StatusCode: "Cancelled",
      StatusMessage: "Lifecycle Action with token 1-2 was abandoned: why",
      Details: '{"Availability Zone": "us-east-1b"}',
    }),
    member({
      Description: "Terminating EC2 instance: i-1",
      Cause: "it was unhealthy",
      StatusCode: "Successful",
      Details: '{"Availability Zone": "us-east-1a"}',
    }),
  ].join("\n");
  expect(parseActivities(`<Activities>${xml}</Activities>`)).toEqual([
    "Terminating i-1 in us-east-1a: it was unhealthy",
    "Launching i-2 in us-east-1b CANCELLED: Lifecycle Action was abandoned: why",
    "Launching FAILED: No capacity.",
  ]);
});
