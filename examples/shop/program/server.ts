import express, { NextFunction, Request, Response } from "express";
import session from "express-session";
import { randomUUID } from "node:crypto";
import { Environment } from "../../state-sharing/clients";
import { required, sharedStore } from "../../state-sharing/shared-store";
import { jobQueue, Send } from "./job-queue";
import { Orders } from "./orders";

declare module "express-session" {
  interface SessionData {
    user: string;
    /** Its id is that of the order to be: an order that is sent twice is one. */
    cart: { id: string; items: string[] };
  }
}

/** What a web server is made of. */
export interface ServerParts {
  /** `TIER` is `customers` or `staff`, `QUEUE_URL` the queue of the former; the rest is the environment of state sharing. */
  readonly env: Environment;
  /** What all servers sign their cookies with. */
  readonly secret: string;
  readonly orders: Orders;
}

/** A web server that keeps nothing: any of its tier can answer any request. */
export function makeServer({ env, secret, orders }: ServerParts) {
  const app = express();
  // HTTPS ends at the load balancer.
  app.set("trust proxy", 1);
  app.use(express.json());
  // The server itself: that a database fails over must not make the load balancer take all servers out.
  app.get("/healthz", (_, response) => void response.send("ok"));
  app.use(
    session({
      store: sharedStore(env).sessions,
      secret,
      resave: false,
      saveUninitialized: false,
      cookie: { maxAge: 3_600_000, httpOnly: true, sameSite: "lax", secure: "auto" },
    }),
  );
  app.post("/login", (request: Request<object, object, { user: string }>, response, next) => {
    const { cart } = request.session;
    // A new id: whoever has planted the old one is not logged in with it.
    request.session.regenerate((error: unknown) => {
      if (error instanceof Error) return next(error);
      Object.assign(request.session, { user: request.body.user, cart });
      response.json({ user: request.session.user });
    });
  });
  app.use(env["TIER"] === "staff" ? staff(orders) : customers(orders, jobQueue(required(env, "QUEUE_URL"))));
  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(503).json({ error: error.message });
  });
  return app;
}

function customers(orders: Orders, send: Send) {
  const routes = express.Router();
  routes.get("/cart", ({ session: { user = null, cart } }, response) => {
    response.json({ user, items: cart?.items ?? [] });
  });
  routes.post("/cart", (request: Request<object, object, { item: string }>, response) => {
    const { id, items } = request.session.cart ?? { id: randomUUID(), items: [] };
    request.session.cart = { id, items: [...items, request.body.item] };
    response.json({ items: request.session.cart.items });
  });
  routes.post("/orders", async ({ session }, response) => {
    const { user, cart } = session;
    if (user === undefined || cart === undefined)
      return void response.status(409).json({ error: "Log in, and put something into the cart." });
    await orders.place({ ...cart, customer: user });
    await send({ order: cart.id });
    delete session.cart;
    response.json({ order: cart.id });
  });
  return routes;
}

function staff(orders: Orders) {
  const routes = express.Router();
  routes.get("/orders", async ({ session: { user } }, response) => {
    if (user === undefined) return void response.status(401).json({ error: "Log in." });
    response.json(await orders.latest());
  });
  return routes;
}
