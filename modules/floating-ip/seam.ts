import { Floating } from "../floating/seam";
import { move, read, scattered } from "./move";

const PRIMARY = "$.Reservations[*].Instances[*].NetworkInterfaces[?(@.Attachment.DeviceIndex == 0)]";

/** What an address has of its own: all that is known before there is one. */
export const ipSeam: Omit<Floating, "data" | "statements"> = {
  kind: "floating-ip",
  read,
  scattered,
  find: {
    "interfaces.$": `${PRIMARY}.NetworkInterfaceId`,
    "addresses.$": `${PRIMARY}.PrivateIpAddresses[*].PrivateIpAddress`,
    "count.$": `States.ArrayLength(${PRIMARY}.PrivateIpAddresses[*].PrivateIpAddress)`,
  },
  // Each address needs a private address of its own.
  unfit: [{ Variable: "$.found.count", NumericLessThanPath: "$.floating.count" }],
  record: { "interfaceId.$": "$.found.interfaces[0]", "addresses.$": "$.found.addresses" },
  move,
};
