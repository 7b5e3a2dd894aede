import { Picture } from "../picture";

export const bootstrapInstance: Picture = {
  alt: "Bootstrap instance: a launched instance is held back until its packages, secrets, code and services are set up, and then serves; one that is lost, or whose bootstrap fails, goes away and the next one is set up",
  states: [
    {
      caption: "Steady state",
      grid: ["image source", "instance instance", "service service"],
      boxes: {
        image: "base image\nrarely changes",
        source: "code at a revision\nrepository or archive",
        instance: "launch hook: held back\npackages, secrets, files, commands, services",
        service: "in service",
      },
      arrows: ["image > instance", "source > instance", "instance > service: ready: CONTINUE"],
    },
    {
      caption: "The instance is lost, or its bootstrap fails",
      grid: ["image source", "lost instance", ". service"],
      boxes: {
        image: "base image\nrarely changes",
        source: "code at a revision\nrepository or archive",
        lost: "goes away\nlost, or ABANDON",
        instance: "the next one\nthe same steps",
        service: "in service",
      },
      arrows: [
        "image x lost",
        "image + instance",
        "source + instance",
        "instance + service: ready: CONTINUE",
      ],
      lost: ["lost"],
      took: ["instance", "service"],
    },
  ],
};
