import { InputError } from "./modules";
import { accountAdvice } from "./stacks/account";
import { synthesize } from "./stacks/app";

/** `npx cdktf deploy <pattern>` deploys one of the stacks; what may be set is in the README of each pattern. */
accountAdvice()
  .then((advice) => synthesize({ advice }))
  .catch((error: unknown) => {
    // What was refused is in the message; the frames of our own code would bury it.
    console.error(error instanceof InputError ? error.message : error);
    process.exitCode = 1;
  });
