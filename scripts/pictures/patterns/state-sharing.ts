import { Picture } from "../picture";

export const stateSharing: Picture = {
  alt: "State sharing: web servers in two zones keep sessions by ID in a DynamoDB table, with a cache in front; when a server is lost, the other one goes on with the same session",
  states: [
    {
      caption: "Steady state: no server holds state",
      grid: ["client client", "a b", "cache cache", "table table"],
      boxes: {
        client: "client\nsession ID 4711",
        a: "web server a",
        b: "web server b",
        cache: "cache: ElastiCache\na copy, one node in each zone",
        table: "table: DynamoDB\nthe truth: 4711 → alice, cart, expires",
      },
      arrows: ["client > a", "a > cache", "b > cache", "cache > table: misses, and every write"],
    },
    {
      caption: "Server a is lost: b goes on with session 4711",
      grid: ["client client", "a b", "cache cache", "table table"],
      boxes: {
        client: "client\nsession ID 4711",
        a: "lost",
        b: "web server b",
        cache: "cache: ElastiCache\nmay be down, too: then the table answers",
        table: "table: DynamoDB\nthe truth: 4711 → alice, cart, expires",
      },
      arrows: ["client x a", "client + b", "b + cache", "cache > table: misses, and every write"],
      lost: ["a"],
      took: ["b"],
    },
  ],
};
