import { Pattern } from "../../publisher/pattern";

/** What a pattern's cases may use of the account: the emulator's, where Terraform runs. */
export interface Account {
  /** The default VPC. */
  readonly vpcId: string;
  /** A subnet of the default VPC, by zone. */
  readonly subnets: Readonly<Record<string, string>>;
  /** A subnet in each of three zones. */
  readonly subnetIds: string[];
  /** A VPC without subnets. */
  readonly otherVpcId: string;
  /** An AMI for x86_64. */
  readonly imageId: string;
  /** The default security group of the default VPC. */
  readonly securityGroupId: string;
  /** A launch template, in its first version. */
  readonly launchTemplateId: string;
}

/** A config that a pattern refuses, and what it says of it. */
export interface Refused<Config extends object = object> {
  /** What is put over the accepted config. */
  readonly config: Partial<Config>;
  /** Path of the input, as people write it in TypeScript. */
  readonly input: string;
  /** Part of the rule's words. */
  readonly rule: string;
  /** The value as the message shows it; left out where the rule is that two inputs do not go together. */
  readonly got?: string;
}

/** Cases by a title that says what is special about them. */
export type Titled<Case> = Readonly<Record<string, Case>>;

/** What the tests of both products need of a pattern: `cases` in `__tests__/<pattern>/cases.ts`. */
export interface PatternCases<Config extends object = object> {
  /** Configs, without tokens, with which both products have to plan the same: the smallest, everything on, … */
  parity(account: Account): Titled<Config>;
  /** A config that nothing refuses; each refused one differs from it in one thing. */
  accepted(account: Account): Config;
  /** What can be told from one value alone: refused at synth by the construct, at plan by the module. */
  readonly refusedValues: Titled<Refused<Config>>;
  /**
   * What two inputs tell together. Terraform looks at one variable's rules over another one only when it plans, so a
   * plan that a rule over a single one has ended before says nothing of these.
   */
  readonly refusedPairs: Titled<Refused<Config>>;
  /** What only the account can tell: refused at plan by both products, in the same words. */
  refusedLookups(account: Account): Titled<Refused<Config>>;
}

/** Nothing exists here. It is enough for titles, and for what synth refuses without looking anything up. */
export const NO_ACCOUNT: Account = {
  vpcId: "vpc-00000000",
  subnets: Object.fromEntries(
    ["a", "b", "c", "d", "e", "f"].map((zone) => [`us-east-1${zone}`, `subnet-0000000${zone}`]),
  ),
  subnetIds: ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"],
  otherVpcId: "vpc-11111111",
  imageId: "ami-00000000",
  securityGroupId: "sg-00000000",
  launchTemplateId: "lt-00000000",
};

/** The cases of a pattern, found by its name. */
export function casesOf({ name }: Pattern): PatternCases {
  return jest.requireActual<{ cases: PatternCases }>(`../${name}/cases`).cases;
}
