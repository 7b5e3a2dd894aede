/** What differs between two deployments of the shop. */
export interface Settings {
  readonly region: string;
  /** Names of the zones. They are keys of what is made, so that they cannot be looked up. */
  readonly zones: readonly string[];
  /** ARN of the customers' certificate: with it the shop is on the internet. Without: on port 80, within the VPC only. */
  readonly certificateArn?: string;
  /** Refuse to delete database, sessions and load balancers, and take a last snapshot. Off for a trial. */
  readonly deletionProtection: boolean;
}

/** The settings by environment: `AWS_REGION`, `SHOP_ZONES` (commas), `SHOP_CERTIFICATE_ARN`, `SHOP_TRIAL=true`. */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = (name: string) => (env[name] === "" ? undefined : env[name]);
  const region = given("AWS_REGION") ?? "us-east-1";
  return {
    region,
    zones: given("SHOP_ZONES")?.split(",") ?? ["a", "b", "c"].map((letter) => `${region}${letter}`),
    certificateArn: given("SHOP_CERTIFICATE_ARN"),
    deletionProtection: given("SHOP_TRIAL") !== "true",
  };
}
