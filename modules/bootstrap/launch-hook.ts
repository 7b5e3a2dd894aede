/** Name of the lifecycle hook that holds an instance back until its bootstrap has an answer. */
export const LAUNCH_HOOK = "bootstrap";
