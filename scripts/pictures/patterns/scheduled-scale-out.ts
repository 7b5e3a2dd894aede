import { Picture } from "../picture";

export const scheduledScaleOut: Picture = {
  alt: "Scheduled scale-out: two instances at the baseline; when the window for office hours opens, six are there, and a policy adds what the load asks for",
  areas: { "zone a": ["a"], "zone b": ["b"], "zone c": ["c"] },
  states: [
    {
      caption: "Night: the baseline of 2",
      grid: [". clients .", "balancer balancer balancer", "a b c"],
      boxes: { clients: "clients", balancer: "load balancer", a: "1 instance", b: "–", c: "1 instance" },
      arrows: ["clients > balancer", "balancer > a", "balancer > c"],
    },
    {
      caption: "Office hours: 6 at least, before the load is there",
      grid: ["window clients policy", "balancer balancer balancer", "a b c"],
      boxes: {
        window: "window\noffice: 6",
        clients: "clients",
        policy: "policy\nmore by load",
        balancer: "load balancer",
        a: "2 instances",
        b: "2 instances",
        c: "2 instances",
      },
      arrows: ["clients > balancer", "balancer > a", "balancer + b", "balancer > c"],
      took: ["window", "a", "b", "c"],
    },
  ],
};
