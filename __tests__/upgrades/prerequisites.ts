import { awsQuery, createBucket } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";

/** Roles and buckets that the patterns' cases name, and do not make. */
const ROLES = ["web", "worker"];
const BUCKETS = ["orders-artifacts", "plans"];

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
};

/** Makes what a plan takes for granted and an apply needs: what is the user's own. */
export async function makePrerequisites(emulator: Emulator): Promise<void> {
  for (const name of ROLES) {
    const role = { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(TRUST) };
    await awsQuery(emulator, "iam", "2010-05-08", { Action: "CreateRole", ...role });
  }
  for (const name of BUCKETS) await createBucket(emulator, name);
}
