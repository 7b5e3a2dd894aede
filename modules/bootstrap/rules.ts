import {
  atMost,
  Bound,
  choose,
  countTrue,
  equal,
  Feature,
  Flag,
  intersection,
  joinGiven,
  keysWithMatch,
  matches,
  not,
  Rule,
  some,
  text,
  valuesOf,
} from "../definition";
import { keptDays } from "../log-retention";
import { bootstrap, BootstrapInput } from "./inputs";

/** A key that starts like one in PEM or OpenPGP, and the id of an access key (IAM User Guide, "IAM identifiers"). */
const SECRET = "-----BEGIN [A-Z0-9 ]*PRIVATE KEY|(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)";

/** Rules across the inputs of a bootstrap. */
export function bootstrapRules(feature: Feature<BootstrapInput>): Rule[] {
  return feature.rules((input) => [
    oneContent(input),
    noSecretInFiles(input),
    noSecretInCommands(input),
    onePlace(input),
    ...input.source.rules(oneSource),
    ...input.ready.rules((ready) => readiness(ready, input.timeoutSeconds)),
    ...input.logs.rules(({ retentionDays }) => [keptDays("bootstrap.logs.retentionDays", retentionDays)]),
  ]);
}

function oneContent({ files }: BootstrapInput): Rule {
  const wrong = files.map((path, { content, contentBase64 }) =>
    choose(equal(countTrue(content.isGiven, contentBase64.isGiven), 1), "", path),
  );
  return {
    input: "bootstrap.files",
    holds: none(valuesOf(wrong)),
    message: text`bootstrap.files must each have exactly one of content and contentBase64, got ${listed(valuesOf(wrong))} with none or both.`,
  };
}

function noSecretInFiles({ files }: BootstrapInput): Rule {
  const contents = files.map((_, { content }) => content.or(""));
  const paths = keysWithMatch(contents, SECRET);
  return {
    input: "bootstrap.files",
    holds: none(paths),
    message: text`bootstrap.files must hold no private key and no id of an access key, since whoever may read user data reads them (bootstrap.secrets fetches them at boot), got one in ${listed(paths)}.`,
  };
}

function noSecretInCommands({ run }: BootstrapInput): Rule {
  const commands = keysWithMatch({ run: joinGiven(run, "\n") }, SECRET);
  return {
    input: "bootstrap.run",
    holds: none(commands),
    message:
      "bootstrap.run must hold no private key and no id of an access key, since whoever may read user data reads them (bootstrap.secrets fetches them at boot), got one.",
  };
}

/** A path is written once: the later one would win, and which one that is nobody sees. */
function onePlace({ files, secrets }: BootstrapInput): Rule {
  const both = intersection(files.keys, secrets.keys);
  return {
    input: "bootstrap.secrets",
    holds: none(both),
    message: text`bootstrap.secrets must have other paths than bootstrap.files, got ${listed(both)} in both.`,
  };
}

type Source = Bound<typeof bootstrap.shape.source.def.innerType>;
type Ready = Bound<typeof bootstrap.shape.ready.def.innerType>;

function oneSource({ git, s3 }: Source): Rule[] {
  const places = countTrue(git.isGiven, s3.isGiven);
  const tokenGiven: Flag = git.get(({ token }) => token.isGiven).or(false);
  const url = git.get((given) => given.url).or("");
  return [
    {
      input: "bootstrap.source",
      holds: equal(places, 1),
      message: text`bootstrap.source must have exactly one of git and s3, got ${places} of them.`,
    },
    {
      input: "bootstrap.source.git.token",
      holds: some(not(tokenGiven), matches(url, "^https://")),
      message: text`bootstrap.source.git.token must go with an https URL, got ${url}.`,
    },
  ];
}

function readiness({ url, command, timeoutSeconds }: Ready, all: number): Rule[] {
  return [
    {
      input: "bootstrap.ready",
      holds: some(url.isGiven, command.isGiven),
      message: "bootstrap.ready must have url or command, got none of them.",
    },
    {
      input: "bootstrap.ready.timeoutSeconds",
      holds: atMost(timeoutSeconds, all),
      message: text`bootstrap.ready.timeoutSeconds must be at most bootstrap.timeoutSeconds (${all}), got ${timeoutSeconds}.`,
    },
  ];
}

function listed(list: readonly string[]): string {
  return joinGiven(list, ", ");
}

function none(list: readonly string[]): Flag {
  return equal(listed(list), "");
}
