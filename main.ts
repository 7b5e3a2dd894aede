import { accountAdvice } from "./stacks/account";
import { synthesize } from "./stacks/app";
import { failureText } from "./stacks/failure";

/** `npx cdktf deploy <pattern>` deploys one of the stacks; what may be set is in the README of each pattern. */
accountAdvice()
  .then((advice) => synthesize({ advice }))
  .catch((error: unknown) => {
    console.error(failureText(error));
    process.exitCode = 1;
  });
