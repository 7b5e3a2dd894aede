import { Picture } from "../picture";

export const haDatabaseCluster: Picture = {
  alt: "HA database cluster: a writer and two standbys that can be read, in three zones; when the writer's zone is lost, a standby becomes the writer under the same name",
  areas: { "zone a": ["a"], "zone b": ["b"], "zone c": ["c"] },
  states: [
    {
      caption: "Steady state",
      grid: ["writes reads reads", "a b c"],
      boxes: {
        writes: "writes\none name",
        reads: "reads\none name",
        a: "writer",
        b: "standby\ncan be read",
        c: "standby\ncan be read",
      },
      arrows: ["writes > a", "reads > b", "reads > c"],
    },
    {
      caption: "The writer's zone is lost",
      grid: ["writes reads reads", "a b c"],
      boxes: {
        writes: "writes\nthe same name",
        reads: "reads\nthe same name",
        a: "lost",
        b: "writer\nwas a standby",
        c: "standby\ncan be read",
      },
      arrows: ["writes x a", "writes + b", "reads > c"],
      lost: ["a", "zone a"],
      took: ["b"],
    },
  ],
};
