import { Picture } from "../picture";

export const jobObserver: Picture = {
  alt: "Job observer: jobs wait in a queue and workers take them from it; as the queue grows, the group grows; the job of a worker that is lost comes back to the queue, and a job that always fails ends in the dead-letter queue",
  states: [
    {
      caption: "Nothing to do: no worker",
      grid: ["senders senders", "queue dead", "group group"],
      boxes: {
        senders: "senders",
        queue: "queue\nempty",
        dead: "dead-letter queue\nempty",
        group: "Auto Scaling group\n0 workers",
      },
      arrows: ["senders > queue"],
    },
    {
      caption: "Jobs arrive, one worker is lost",
      grid: ["senders senders senders", "queue queue dead", "a b c"],
      boxes: {
        senders: "senders",
        queue: "queue\nits depth sets the number of workers",
        dead: "dead letters\nafter 5 attempts",
        a: "worker",
        b: "lost\njob comes back",
        c: "worker\nlaunched",
      },
      arrows: ["senders > queue", "queue > dead", "queue > a", "queue x b", "queue + c"],
      lost: ["b"],
      took: ["c"],
    },
  ],
};
