import { z } from "zod";
import { Bound, flag } from "../definition";
import { logRetentionDays } from "../log-retention";

const MODE_RULE = "must be an octal file mode (0644)";
const OWNER_RULE = "must be a user, or a user and a group (app or app:app)";

const mode = () => z.string().regex(/^0[0-7]{3}$/, MODE_RULE);
const owner = () => z.string().regex(/^[a-z_][a-z0-9_-]{0,31}(:[a-z_][a-z0-9_-]{0,31})?$/, OWNER_RULE);
const path = () =>
  z.string().regex(/^\/[!-~]*[!-.0-~]$/, "must be an absolute path that does not end with /");
const bucket = () =>
  z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of an S3 bucket");

/** A file with content that everybody may know who may read the instance's user data. */
const file = z.strictObject({
  /** Its content as text, in Unicode's composed form, which is how Terraform keeps every text. Exactly one of `content` and `contentBase64`. */
  content: z.string().optional(),
  /** Its content in base64, for what is no text, or where every byte counts. */
  contentBase64: z
    .string()
    .regex(/^[A-Za-z0-9+\/]*={0,2}$/, "must be base64 without line ends")
    .optional(),
  /** Its mode. */
  mode: mode().default("0644"),
  /** User, or user and group, whom it belongs to; they exist once `packages` are installed and `users` are made. */
  owner: owner().default("root:root"),
  /** Write it before packages are installed: repositories and keys of the package manager. */
  beforePackages: flag().default(false),
});

/** A file with a secret: only its ARN is in user data, plan and state. */
const secret = z.strictObject({
  /** ARN of a secret of Secrets Manager, or of a parameter of Systems Manager. Fetched once, at the first boot. A KMS key of your own needs `kms:Decrypt` in a policy of `policyArns`. */
  arn: z
    .string()
    .regex(
      /^arn:[a-z-]+:(secretsmanager:[^:]+:[0-9]+:secret:[^*?]+|ssm:[^:]+:[0-9]+:parameter\/[^*?]+)$/,
      "must be the ARN of a secret (arn:aws:secretsmanager:…) or of a parameter (arn:aws:ssm:…)",
    ),
  /** Its mode. */
  mode: mode().default("0400"),
  /** User, or user and group, whom it belongs to. */
  owner: owner().default("root:root"),
});

/** Where the code comes from; exactly one of `git` and `s3`. */
const source = z.strictObject({
  /** A git repository. */
  git: z
    .strictObject({
      /** Its URL: https, or ssh with a key that is one of `secrets`. */
      url: z
        .string()
        .regex(/^(https|ssh|file):\/\/[!-~]+$/, "must be a URL of git (https://…, ssh://…)")
        .regex(/^[a-z]+:\/\/([^:@\/]*@)?[^@]*$/, "must not have a password in it; token takes one"),
      /** A commit, which can never change, or a tag or branch, which can. */
      revision: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._\/-]{0,254}$/, "must be a commit, a tag or a branch"),
      /** The password of an https URL. */
      token: z
        .strictObject({
          /** ARN of a secret of Secrets Manager, or of a parameter of Systems Manager. */
          arn: secret.shape.arn,
        })
        .optional(),
    })
    .optional(),
  /** An object of S3: a tar or zip archive, which is unpacked, or any other file. */
  s3: z
    .strictObject({
      /** Name of the bucket. */
      bucket: bucket(),
      /** Key of the object. */
      key: z
        .string()
        .regex(/^[A-Za-z0-9!_.'()\/=+@:,-]+$/, "must be the key of an object of S3")
        .max(1024),
      /** SHA-256 of the object, in hexadecimal; another content is refused. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal"),
    })
    .optional(),
  /** The folder that it comes into. */
  into: path()
    .regex(/^\/[^\/]+\/[^\/]/, "must lie below another folder (/opt/app)")
    .default("/opt/app"),
  /** User, or user and group, whom all of it belongs to. */
  owner: owner().default("root:root"),
});

/** When the instance is ready; all that is given has to hold. */
const ready = z.strictObject({
  /** URL that answers with a status under 400, asked on the instance itself. */
  url: z
    .string()
    .regex(/^https?:\/\/[!-~]+$/, "must be a URL (http://localhost:8080/healthz)")
    .optional(),
  /** Command of bash that ends with status 0, run in the folder of the source; each try may take 30 seconds. */
  command: z.string().min(1).optional(),
  /** Seconds that each of them may take. */
  timeoutSeconds: z.number().int().min(1).max(7200).default(300),
});

/**
 * What turns a base image into a server, in this order: updates, files of the package manager, packages, users,
 * secrets, source, files, commands, services, readiness.
 */
export const bootstrap = z.strictObject({
  /** Updates of the distribution: none, those for security, or all. They make two instances of one configuration differ; a newer image does not. */
  updates: z.enum(["off", "security", "all"]).default("off"),
  /** Packages of dnf or apt, also with a version (`nginx-1.26.3`, `nginx=1.24.*`). What they bring is not started before all else is there. */
  packages: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+_:~=*@^\/-]*$/, "must be a package"))
    .default([]),
  /** System users to make, without a home or a login, for services to run as. */
  users: z.array(z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, "must be a user's name")).default([]),
  /** Files, by absolute path. */
  files: z.record(path(), file).default({}),
  /** Secrets, by the absolute path of the file that they come into. */
  secrets: z.record(path(), secret).default({}),
  /** The code. */
  source: source.optional(),
  /** Commands of bash, run by root in the folder of the source, in order, each once. The first that fails ends it all. */
  run: z.array(z.string().min(1)).default([]),
  /** Units of systemd, enabled and started when all of the above is done. */
  services: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:_.@\\-]*$/, "must be a unit of systemd"))
    .default([]),
  /** When the instance is ready. Left out: when its services are active. */
  ready: ready.optional(),
  /** Seconds from the launch in which an instance has to be ready; then it is replaced. At most 7200, the longest that a lifecycle hook waits. */
  timeoutSeconds: z.number().int().min(60).max(7200).default(900),
  /** Send the log of each boot to CloudWatch Logs, too; the journal and the console have it in any case. */
  logs: z
    .strictObject({
      /** Days that it is kept. */
      retentionDays: logRetentionDays(),
    })
    .optional(),
  /** Where the plan goes when it does not fit into user data. */
  overflow: z
    .strictObject({
      /** Name of the bucket. It holds the plan in any case; instances fetch it only when it is over the limit. */
      bucket: bucket(),
      /** Prefix of the object's key. */
      prefix: z
        .string()
        .regex(/^[A-Za-z0-9!_.'()\/=+@:,-]{0,512}$/, "must be a prefix of keys of S3")
        .default("bootstrap/"),
    })
    .optional(),
});

/** The bootstrap as a construct sees it. */
export type BootstrapInput = Bound<typeof bootstrap>;
