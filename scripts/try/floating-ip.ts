import { floatingScenario } from "./floating";

/** A public address between two instances in two zones. */
export const floatingIp = floatingScenario({
  pattern: "floating-ip",
  title: "A public address that moves to another instance, in another zone.",
  deployment: { seconds: 25, because: "most of it the AWS provider's start and waits" },
  what: "the address",
  whenItStops:
    "EC2 tells of it as it begins to stop. The controller sees who is well, and one call takes the address to the next member; there is no moment in which it belongs to nobody.",
});
