/** Where packages of a release come from. */
export interface AptSources {
  /** Code name, such as `bookworm`. */
  release: string;
  /** Address of the archive that has the release itself. */
  mirror: string;
  components: string[];
  /** Lines of a sources.list, updates and security updates too. */
  lines: string[];
}

/** What `apt-get indextargets` shall print of each index. */
export const indexFormat = "$(ORIGIN) $(RELEASE) $(COMPONENT) $(REPO_URI)";

interface Index {
  origin: string;
  release: string;
  component: string;
  uri: string;
}

/**
 * The computer's own sources, less those of other vendors: an address that works there works in a machine too.
 *
 * @param osRelease Content of /etc/os-release.
 * @param indexes Output of `apt-get indextargets`, in indexFormat, of the indexes of packages.
 */
export function aptSources(osRelease: string, indexes: string): AptSources {
  const [id, release] = [osReleaseValue(osRelease, "ID"), osReleaseValue(osRelease, "VERSION_CODENAME")];
  const own = indexes
    .split("\n")
    .map(parseIndex)
    .filter((index) => index.origin.toLowerCase() === id && isOf(release, index.release));
  const main = own.filter((index) => index.release === release);
  const [first] = main;
  if (first === undefined) {
    throw new Error(`apt has no sources for ${id} ${release}, the system of this computer, but:\n${indexes}`);
  }
  return {
    release,
    mirror: first.uri,
    components: unique(main.map(({ component }) => component)),
    lines: unique(own.map((index) => `deb ${index.uri} ${index.release} ${index.component}`)),
  };
}

function isOf(release: string, suite: string): boolean {
  return [release, `${release}-updates`, `${release}-security`].includes(suite);
}

function parseIndex(line: string): Index {
  const [origin = "", release = "", component = "", uri = ""] = line.split(" ");
  return { origin, release, component, uri };
}

function osReleaseValue(osRelease: string, name: string): string {
  const value = new RegExp(`^${name}="?([^"\n]+)"?$`, "m").exec(osRelease)?.[1];
  if (value === undefined) throw new Error(`/etc/os-release has no ${name}`);
  return value;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
