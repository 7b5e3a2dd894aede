import express, { NextFunction, Request, Response } from "express";
import session from "express-session";
import { Stores } from "./stores";

declare module "express-session" {
  interface SessionData {
    user: string;
    visits: number;
  }
}

/** A web application whose servers keep nothing: any of them can answer any request. */
export function makeApp({ sessions, logOutEverywhere, counts }: Stores, secret: string) {
  const app = express();
  app.use(express.json());
  app.get("/health", (_, response) => void response.send("ok"));
  app.use(
    session({
      store: sessions,
      secret,
      resave: false,
      saveUninitialized: false,
      cookie: { maxAge: 3_600_000, httpOnly: true, sameSite: "lax" },
    }),
  );

  app.post("/login", (request: Request<object, object, { user: string }>, response, next) => {
    // A new id: whoever has planted the old one is not logged in with it.
    request.session.regenerate((error) => {
      if (error !== undefined && error !== null) return next(error);
      request.session.user = request.body.user;
      request.session.visits = 0;
      response.json({ user: request.session.user });
    });
  });
  app.get(
    "/me",
    ({ session: { user = null, visits = 0 } }, response) => void response.json({ user, visits }),
  );
  app.post("/visit", (request, response) => {
    request.session.visits = (request.session.visits ?? 0) + 1;
    response.json({ visits: request.session.visits });
  });
  /** One field of the session, which other requests may change others of meanwhile. */
  app.post("/set/:field", (request, response) => {
    const { session, body } = request as {
      session: object;
      body: { value: unknown; waitMilliseconds?: number };
    };
    Object.assign(session, { [request.params.field]: body.value });
    setTimeout(() => response.json(request.session), body.waitMilliseconds ?? 0);
  });
  app.post("/logout", (request, response, next) => {
    request.session.destroy((error: unknown) => (error instanceof Error ? next(error) : response.json({})));
  });
  app.post("/logout-everywhere", async (request, response) => {
    await logOutEverywhere!(request.session.user!);
    response.json({});
  });
  /** State that belongs to nobody's session, changed by many at once. */
  app.post("/count/:id", async (request, response) => {
    response.json(
      await counts!.update(`count-${request.params.id}`, (state) => ({ n: (state?.n ?? 0) + 1 })),
    );
  });

  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(503).json({ error: error.message });
  });
  return app;
}
