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

/** Two functions of bash: `prepare`, each step of which is done once, and `serve`, done at each arrival in service. */
export function planOf(input: BootstrapInput): string {
  const prepare = joinGiven(
    concat(
      [choose(equal(input.updates, "off"), "", text`once updates ${input.updates}`)],
      files(input, (early) => early),
      [ifAny(input.packages, text`once packages ${shellWords(input.packages)}`)],
      [ifAny(input.users, text`once system_users ${shellWords(input.users)}`)],
      secrets(input),
      [source(input)],
      files(input, (early) => not(early)),
      [ifAny(input.run, text`run ${folder(input)} ${base64Words(input.run)}`)],
    ),
    "\n  ",
  );
  const serve = joinGiven(
    [
      ifAny(input.services, text`services ${shellWords(input.services)}`),
      readyUrl(input),
      readyCommand(input),
    ],
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
