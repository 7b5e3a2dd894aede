import { Picture } from "../picture";

export const haDatabase: Picture = {
  alt: "HA database: writes go to the master under one name, reads to replicas in three zones; when the master's zone is lost, the standby takes over under the same name and the other replicas serve the reads",
  areas: {
    "zone a": ["master", "replicaA"],
    "zone b": ["standby", "replicaB"],
    "zone c": ["replicaC"],
  },
  states: [
    {
      caption: "Steady state",
      grid: [". writes .", "master standby .", "replicaA replicaB replicaC", "names names names"],
      boxes: {
        writes: "writes\none name",
        names: "reads: reader.orders.internal\nleads only to replicas that keep up",
        master: "master",
        standby: "standby",
        replicaA: "replica",
        replicaB: "replica",
        replicaC: "replica",
      },
      arrows: [
        "writes > master",
        "master ~ standby",
        "master ~ replicaA",
        "names > replicaA",
        "names > replicaB",
        "names > replicaC",
      ],
    },
    {
      caption: "The master's zone is lost",
      grid: [". writes .", "master standby .", "replicaA replicaB replicaC", "names names names"],
      boxes: {
        writes: "writes\nthe same name",
        names: "reads: reader.orders.internal\nleads only to replicas that keep up",
        master: "lost",
        standby: "master\nwas the standby",
        replicaA: "lost",
        replicaB: "replica",
        replicaC: "replica",
      },
      arrows: [
        "writes x master",
        "writes + standby",
        "standby ~ replicaB",
        "names x replicaA",
        "names > replicaB",
        "names > replicaC",
      ],
      lost: ["master", "replicaA", "zone a"],
      took: ["standby"],
    },
  ],
};
