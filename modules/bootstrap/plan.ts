import {
  base64,
  base64Words,
  choose,
  concat,
  equal,
  Flag,
  joinGiven,
  not,
  shellWord,
  shellWords,
  sizeOf,
  text,
  valuesOf,
} from "../definition";
import { BootstrapInput } from "./inputs";

/** A file that a pattern brings itself. */
export interface OwnFile {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly content: string;
}

/** What a pattern does to its instances beside what the user's bootstrap says; what is empty is not done. */
export interface OwnSteps {
  /** Installed together with the user's. */
  readonly packages: string[];
  /** Made after the user's. */
  readonly users: string[];
  /** Written when the user's code and files are there; `when` says whether at all. */
  readonly files: { readonly when: Flag; readonly all: readonly OwnFile[] };
  /** Started after the user's. */
  readonly services: string[];
}

/** Two functions of bash: `prepare`, each step of which is done once, and `serve`, done at each arrival in service. */
export function planOf(input: BootstrapInput, own?: OwnSteps): string {
  const { packages, users, services } = own === undefined ? input : together(input, own);
  const prepare = joinGiven(
    concat(
      [choose(equal(input.updates, "off"), "", text`once updates ${input.updates}`)],
      files(input, (early) => early),
      [ifAny(packages, text`once packages ${shellWords(packages)}`)],
      [ifAny(users, text`once system_users ${shellWords(users)}`)],
      secrets(input),
      [source(input)],
      files(input, (early) => not(early)),
      ...(own === undefined ? [] : [ownFiles(own)]),
      [ifAny(input.run, text`run ${folder(input)} ${base64Words(input.run)}`)],
    ),
    "\n  ",
  );
  const serve = joinGiven(
    [ifAny(services, text`services ${shellWords(services)}`), readyUrl(input), readyCommand(input)],
    "\n  ",
  );
  // A function of bash needs a command, also where there is nothing to do.
  return text`prepare() {\n  :\n  ${prepare}\n}\n\nserve() {\n  :\n  ${serve}\n}\n`;
}

function ifAny(list: readonly string[], line: string): string {
  return choose(equal(sizeOf(list), 0), "", line);
}

function files(input: BootstrapInput, when: (beforePackages: Flag) => Flag): string[] {
  const lines = input.files.map((path, file) => {
    const content = file.contentBase64.or(file.content.map(base64).or(""));
    const line = text`once write_file ${shellWord(path)} ${file.mode} ${file.owner} '${content}'`;
    return choose(when(file.beforePackages), line, "");
  });
  return valuesOf(lines);
}

/** Packages by one call of the package manager; a user's service may be what the pattern's one needs. */
function together({ packages, users, services }: BootstrapInput, own: OwnSteps) {
  return {
    packages: concat(own.packages, packages),
    users: concat(users, own.users),
    services: concat(services, own.services),
  };
}

/** As they are, not in base64: that takes half as much again of the 16 KB when all is compressed. */
function ownFiles({ files: { when, all } }: OwnSteps): string[] {
  return all.map(({ path, mode, owner, content }) => {
    const inBase64 = text`"$(printf %s ${shellWord(content)} | base64 -w 0)"`;
    return choose(when, text`once write_file ${shellWord(path)} ${mode} ${owner} ${inBase64}`, "");
  });
}

function secrets(input: BootstrapInput): string[] {
  return valuesOf(
    input.secrets.map(
      (path, { mode, owner, arn }) => text`once secret ${shellWord(path)} ${mode} ${owner} ${shellWord(arn)}`,
    ),
  );
}

function source(input: BootstrapInput): string {
  const line = input.source.get(({ git, s3, into, owner }) => {
    const fromGit = git.get(({ url, revision, token }) => {
      const arn = token.get((given) => given.arn).or("");
      return text`once source_from_git ${shellWords([url, revision, into, owner, arn])}`;
    });
    const fromS3 = s3.get(
      ({ bucket, key, sha256 }) =>
        text`once source_from_s3 ${shellWords([bucket, key, sha256, into, owner])}`,
    );
    return fromGit.or(fromS3.or(""));
  });
  return line.or("");
}

function folder(input: BootstrapInput): string {
  return shellWord(input.source.get(({ into }) => into).or("/"));
}

function readyUrl(input: BootstrapInput): string {
  const line = input.ready.get(({ url, timeoutSeconds }) =>
    url.map((given) => text`ready_url ${shellWord(given)} ${timeoutSeconds}`),
  );
  return line.or("");
}

function readyCommand(input: BootstrapInput): string {
  const line = input.ready.get(({ command, timeoutSeconds }) =>
    command.map((given) => text`ready_command ${folder(input)} '${base64(given)}' ${timeoutSeconds}`),
  );
  return line.or("");
}
