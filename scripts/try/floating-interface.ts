import { floatingScenario } from "./floating";

/** A network interface between two instances of one zone. */
export const floatingInterface = floatingScenario({
  pattern: "floating-interface",
  title: "A network interface that moves to another instance, with its private and its public address.",
  deployment: { seconds: 25, because: "most of it the AWS provider's start and waits" },
  what: "the interface",
  whenItStops:
    "EC2 tells of it as it begins to stop. The controller sees who is well, detaches the interface and attaches it to the next member as device index 1; its addresses, private and public, go with it.",
});
