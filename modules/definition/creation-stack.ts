/**
 * Until it is disposed of, what cdktf keeps as the stack of each token it makes is that of the caller of `pattern`, in
 * the user's code; of a pattern inside of another one, that of the outer one's.
 *
 * cdktf takes the whole stack for each of the hundreds of tokens that the resources of a pattern have, and holds it to
 * the end of the process: a quarter of the time of plain resources and half of their memory, more the deeper the
 * constructs are nested. It is shown where a token cannot be resolved; the line that made the pattern helps there more
 * than those inside of this library.
 *
 * @param pattern The constructor of the pattern, `new.target`: it and what it calls are left out.
 */
export function creationStackOf(pattern: abstract new (...args: never[]) => object): Disposable {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- V8's own, which needs no `this`
  const { captureStackTrace } = Error;
  const caller = { stack: "" };
  captureStackTrace(caller, pattern);
  // Without what cdktf would cut off line by line, every token shares the one text.
  const stack = caller.stack.replace(/\n\s*at /g, "\n");
  Error.captureStackTrace = (target, below) => {
    if (target instanceof Error) captureStackTrace(target, below);
    else Object.assign(target, { stack });
  };
  return {
    [Symbol.dispose]: () => {
      Error.captureStackTrace = captureStackTrace;
    },
  };
}
