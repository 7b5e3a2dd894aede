import { Picture } from "../picture";

export const multiAz: Picture = {
  alt: "Multi-AZ: a load balancer over instances in three zones; when zone b is lost, the instances of the other two already carry the load",
  areas: { "zone a": ["a"], "zone b": ["b"], "zone c": ["c"] },
  states: [
    {
      caption: "Steady state: 6 instances for a load of 4",
      grid: [".  clients  .", "balancer balancer balancer", "a b c"],
      boxes: {
        clients: "clients",
        balancer: "load balancer",
        a: "2 instances",
        b: "2 instances",
        c: "2 instances",
      },
      arrows: ["clients > balancer", "balancer > a", "balancer > b", "balancer > c"],
    },
    {
      caption: "Zone b is lost: 4 are left, no launch had to work",
      grid: [". clients .", "balancer balancer balancer", "a b c"],
      boxes: {
        clients: "clients",
        balancer: "load balancer",
        a: "2 instances",
        b: "lost",
        c: "2 instances",
      },
      arrows: ["clients > balancer", "balancer > a", "balancer x b", "balancer > c"],
      lost: ["b", "zone b"],
    },
  ],
};
