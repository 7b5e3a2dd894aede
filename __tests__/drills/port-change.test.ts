import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultNetwork } from "../../harness/account";
import { useEmulator } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { Json } from "../../harness/terraform-types";

const emulator = useEmulator();

test("another port takes over when instances are healthy on it", async () => {
  const directory = await rootModule("port-change", await tierOn(8080));
  const terraform = new Terraform({ directory, emulatorUrl: emulator().url });
  await terraform.init();
  await terraform.apply();
  const since = (await emulator().requests()).at(-1)!.n;

  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(await tierOn(9090)));
  await terraform.apply();
  expect(await steps(since)).toEqual([
    "CreateTargetGroup",
    "AuthorizeSecurityGroupIngress", // these three in any order
    "AuthorizeSecurityGroupEgress",
    "ModifyListener 65535",
    "CreateAutoScalingGroup", // done when it is healthy
    "ModifyListener 80",
    "DeleteAutoScalingGroup",
    "RevokeSecurityGroupEgress", // these two in any order
    "RevokeSecurityGroupIngress",
    "DeleteTargetGroup",
  ]);
  expect((await terraform.plan()).changes).toEqual([]);

  await terraform.destroy();
  expect(await emulator().state()).toMatchObject({ groups: {}, targetGroups: {} });
});

async function tierOn(port: number): Promise<{ [name: string]: Json }> {
  const { vpcId, subnets } = await defaultNetwork(emulator());
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    provider: { aws: { region: "us-east-1", max_retries: 2 } },
    module: {
      web: {
        source: join(projectRoot, "terraform", "modules", "multi-az"),
        name: "web",
        vpc_id: vpcId,
        subnet_ids: [subnets["us-east-1a"]!, subnets["us-east-1b"]!],
        image: { ssm_parameter: { name: AMAZON_LINUX } },
        capacity: { needed: 1 },
        load_balancer: { deletion_protection: false },
        user_data: `serve on ${port}`,
        port,
      },
    },
  };
}

const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** What decides about the traffic, in the order in which it was done; what runs side by side is sorted here. */
async function steps(since: number): Promise<string[]> {
  const requests = await emulator().requests({ since });
  const names = requests.map(({ action, params }) =>
    action === "ModifyListener" ? `${action} ${String(params["Port"])}` : action,
  );
  return sortSideBySide(names.filter((name) => STEPS.test(name)));
}

const STEPS =
  /^(ModifyListener|(Create|Delete)(TargetGroup|AutoScalingGroup)$|(Authorize|Revoke)SecurityGroup(In|E)gress$)/;

const SIDE_BY_SIDE = [
  ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "ModifyListener 65535"],
  ["RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
];

function sortSideBySide(names: string[]): string[] {
  const rank = (name: string) => {
    const among = SIDE_BY_SIDE.find((some) => some.includes(name));
    return among && { start: Math.min(...among.map((one) => names.indexOf(one))), at: among.indexOf(name) };
  };
  return names
    .map((name, index) => ({ name, place: rank(name) ?? { start: index, at: 0 } }))
    .sort((a, b) => a.place.start - b.place.start || a.place.at - b.place.at)
    .map(({ name }) => name);
}
