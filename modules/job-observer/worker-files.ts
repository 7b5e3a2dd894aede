/** Where the worker's program, its settings and its unit are on an instance. */
export const PROGRAM_FILE = "/usr/local/sbin/job-worker";
export const SETTINGS_FILE = "/etc/job-worker.json";
export const UNIT_FILE = "/etc/systemd/system/job-worker.service";

/** All of them. */
export const WORKER_FILES = [PROGRAM_FILE, SETTINGS_FILE, UNIT_FILE];
