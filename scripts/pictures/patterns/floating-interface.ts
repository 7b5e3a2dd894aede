import { Picture } from "../picture";

export const floatingInterface: Picture = {
  alt: "Floating interface: a network interface with a fixed private address is the second interface of one of two instances in a zone; when its holder fails, the controller detaches it and attaches it to the other one, with its private and public address",
  areas: { "zone a": ["blue", "green"] },
  states: [
    {
      caption: "Steady state: blue has the interface",
      grid: ["clients clients", "interface interface", "blue green"],
      boxes: {
        clients: "clients\nknow one private and one public address",
        interface: "network interface\nboth addresses, security groups, MAC address",
        blue: "blue\neth0, eth1",
        green: "green\neth0",
      },
      arrows: ["clients > interface", "interface > blue: eth1"],
    },
    {
      caption: "Blue fails: the interface moves, and can move back",
      grid: ["clients controller", "interface interface", "blue green"],
      boxes: {
        clients: "clients\nthe same addresses",
        controller: "controller\ndetaches, attaches, verifies",
        interface: "network interface\nboth addresses, security groups, MAC address",
        blue: "lost",
        green: "green\neth0, eth1",
      },
      arrows: [
        "clients > interface",
        "controller + interface",
        "interface x blue",
        "interface + green: eth1",
      ],
      lost: ["blue"],
      took: ["controller", "green"],
    },
  ],
};
