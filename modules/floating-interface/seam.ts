import { Floating } from "../floating/seam";
import { find, isTaken, move, read, scattered } from "./move";

/** What an interface has of its own: all that is known before there is one. */
export const interfaceSeam: Omit<Floating, "data" | "statements"> = {
  kind: "floating-interface",
  read,
  scattered,
  find,
  unfit: [isTaken],
  record: {},
  move,
};
