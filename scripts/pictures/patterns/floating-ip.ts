import { Picture } from "../picture";

export const floatingIp: Picture = {
  alt: "Floating IP: an Elastic IP leads to one of two instances in two zones; when its holder fails, the controller associates the address with the other one, and clients keep the address",
  areas: { "zone a": ["blue"], "zone b": ["green"] },
  states: [
    {
      caption: "Steady state: blue holds the address",
      grid: ["clients clients", "address address", "blue green"],
      boxes: {
        clients: "clients\nknow one address, no DNS change",
        address: "Elastic IP",
        blue: "blue\nholds it",
        green: "green\nready",
      },
      arrows: ["clients > address", "address > blue"],
    },
    {
      caption: "Blue fails: the address moves, and can move back",
      grid: ["clients controller", "address address", "blue green"],
      boxes: {
        clients: "clients\nthe same address",
        controller: "controller\nsees it, moves, verifies",
        address: "Elastic IP",
        blue: "lost",
        green: "green\nholds it",
      },
      arrows: ["clients > address", "controller + address", "address x blue", "address + green"],
      lost: ["blue", "zone a"],
      took: ["controller", "green"],
    },
  ],
};
