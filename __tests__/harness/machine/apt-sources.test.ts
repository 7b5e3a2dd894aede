import { aptSources } from "../../../harness/machine/apt-sources";

const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_CODENAME=bookworm\nID=debian\n';
const ubuntu = 'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME="noble"\n';

test("takes the system's own sources with its updates, and no other vendor's", () => {
  const indexes = `Debian bookworm-security main http://security.test/debian-security/
Debian bookworm main http://archive.test/debian/
Debian bookworm main http://archive.test/debian/
Debian bookworm-updates main http://archive.test/debian/
Debian bookworm-backports main http://archive.test/debian/
Debian trixie main http://archive.test/debian/
Node bookworm main https://node.test/
`;
  expect(aptSources(debian, indexes)).toEqual({
    release: "bookworm",
    mirror: "http://archive.test/debian/",
    components: ["main"],
    lines: [
      "deb http://security.test/debian-security/ bookworm-security main",
      "deb http://archive.test/debian/ bookworm main",
      "deb http://archive.test/debian/ bookworm-updates main",
    ],
  });
});

test("takes every component", () => {
  const indexes = "Ubuntu noble main http://a.test/ubuntu/\nUbuntu noble universe http://a.test/ubuntu/\n";
  expect(aptSources(ubuntu, indexes).components).toEqual(["main", "universe"]);
});

test("a system without sources of its own is an error that shows what there is", () => {
  const other = "Node bookworm main https://node.test/\n";
  expect(() => aptSources(debian, other)).toThrow(
    /no sources for debian bookworm, the system of this computer, but:\nNode bookworm/,
  );
  expect(() => aptSources("ID=arch\n", "")).toThrow("/etc/os-release has no VERSION_CODENAME");
});
