import { setTimeout as sleep } from "node:timers/promises";
import { InterfaceMetadata } from "../../harness/machine/instance-metadata";
import { bootMachine, Machine } from "../../harness/machine/machine";
import { MetadataService, startMetadataService } from "../../harness/machine/metadata-service";
import { guestFiles, guestProgram, guestService } from "../../modules/floating-interface/guest/guest";
import { UNIT } from "../../modules/floating-interface/guest/unit";
import { ElasticInterface, NamespaceNetwork } from "./support/namespace-network";
import { PortBridge } from "./support/port-bridge";

/**
 * The routing inside of instances, in real systems between network namespaces: what a client asks of the floating
 * address comes back, and by the interface that it went in by. The interface is moved as EC2 moves it: it is gone in one
 * system and turns up in another, under any name.
 */

const network = new NamespaceNetwork();
const SERVER = `import http.server, socket, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(sys.argv[1].encode())
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("0.0.0.0", 8080), Answer).serve_forever()
`;

/** A member of the pattern, with a server that says which one it is. */
class Member {
  private constructor(
    readonly name: string,
    readonly machine: Machine,
    private readonly metadata: MetadataService,
    private readonly bridge: PortBridge,
  ) {}

  static async boot(name: string, address: string): Promise<Member> {
    await network.add(name);
    await network.attach(await network.interface("front", address), name, "eth0");
    // As strict as a system can be: what it would not answer by the same interface it does not take.
    await network.inside(name, "sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.default.rp_filter=1");
    const metadata = await startMetadataService({ instanceId: `i-${name}`, availabilityZone: "us-east-1a" });
    const bridge = new PortBridge(network.namespace(name), Number(new URL(metadata.url).port));
    await bridge.open();
    const networkNamespace = network.namespace(name);
    const machine = await bootMachine({ userData: userData(name, address), metadata, networkNamespace });
    await machine.cloudInit();
    return new Member(name, machine, metadata, bridge);
  }

  /** What the metadata say of its interfaces beside the first one, which they always have. */
  knows(...networkInterfaces: InterfaceMetadata[]): void {
    this.metadata.change({ networkInterfaces });
  }

  async stop(): Promise<void> {
    await this.machine.stop();
    await this.bridge.close();
    await this.metadata.stop();
  }
}

/** What Ubuntu has from the start, networkd and the first interface, and the server; the routing comes later. */
function userData(name: string, address: string): string {
  const first = `[Match]\nName=eth0\n[Network]\nAddress=${address}/24\nGateway=10.0.1.1\n`;
  const unit = `[Service]\nExecStart=/usr/bin/python3 /srv/server.py ${name}\n[Install]\nWantedBy=multi-user.target\n`;
  return `#cloud-config\n${JSON.stringify({
    write_files: [
      { path: "/etc/systemd/network/10-eth0.network", content: first },
      { path: "/srv/server.py", content: SERVER },
      { path: "/etc/systemd/system/server.service", content: unit },
    ],
    runcmd: [["systemctl", "enable", "--now", "systemd-networkd", "server"]],
  })}`;
}

/** Who answers a client at an address; nobody within two seconds is an empty text. */
async function askedAt(address: string): Promise<string> {
  return (await network.inside("client", `curl -s --max-time 2 http://${address}:8080/ || true`)).trim();
}

/** Done when a member answers at the address. */
async function answersAt(address: string, member: Member): Promise<void> {
  for (const deadline = Date.now() + 45_000; Date.now() < deadline; await sleep(200)) {
    if ((await askedAt(address)) === member.name) return;
  }
  const state = await member.machine.run(
    "ip addr; ip rule; ip route show table all; journalctl -u 'floating-interface@*' --no-pager | tail -20; networkctl; true",
  );
  throw new Error(`${member.name} does not answer at ${address}:\n${state}`);
}

/** By which of two interfaces the answers leave while a client asks ten times. */
async function leavesBy(member: Member, address: string, device: string): Promise<string> {
  const sent = async () => ({
    eth0: await network.sent(member.name, "eth0"),
    [device]: await network.sent(member.name, device),
  });
  const before = await sent();
  for (let times = 0; times < 10; times++) expect(await askedAt(address)).toBe(member.name);
  const after = await sent();
  const [first, floating] = [after.eth0! - before.eth0!, after[device]! - before[device]!];
  // An answer takes four packets or more; what asks for neighbours is one now and then.
  expect(Math.max(first, floating)).toBeGreaterThanOrEqual(40);
  expect(Math.min(first, floating)).toBeLessThan(10);
  return first > floating ? "eth0" : device;
}

async function installRouting(member: Member, ...addresses: string[]): Promise<void> {
  for (const [path, { content, mode }] of Object.entries(guestFiles(guestProgram(), UNIT))) {
    await member.machine.run(
      `base64 -d >${path} <<<'${Buffer.from(content).toString("base64")}' && chmod ${mode} ${path}`,
    );
  }
  const services = addresses.map(guestService).join(" ");
  await member.machine.run(`systemctl daemon-reload && systemctl enable --now ${services}`);
}

let blue: Member;
let green: Member;

/** The floating interface is in a subnet of its own; a second one is in the subnet of the members' first interfaces. */
const apart = { address: "10.0.2.50", range: "10.0.2.0/24", secondary: "10.0.2.51" };
const beside = { address: "10.0.1.50", range: "10.0.1.0/24" };
let floating: ElasticInterface;
let near: ElasticInterface;

const apartMetadata = (): InterfaceMetadata => ({
  mac: floating.mac,
  deviceNumber: 1,
  privateIps: [apart.address, apart.secondary],
  subnetIpv4Range: apart.range,
});
const besideMetadata = (): InterfaceMetadata => ({
  mac: near.mac,
  deviceNumber: 1,
  privateIps: [beside.address],
  subnetIpv4Range: beside.range,
});

beforeAll(async () => {
  await network.start();
  await network.subnet("front", "10.0.1.1/24");
  await network.subnet("floating", "10.0.2.1/24");
  floating = await network.interface("floating", apart.address);
  await network.inside(
    "router",
    `ip neigh replace ${apart.secondary} lladdr ${floating.mac} dev floating nud permanent`,
  );
  near = await network.interface("front", beside.address);
  blue = await Member.boot("blue", "10.0.1.10");
  green = await Member.boot("green", "10.0.1.11");
});

afterAll(async () => {
  await green?.stop();
  await blue?.stop();
  await network.stop();
});

test("the network is one in which members can be reached", async () => {
  await answersAt("10.0.1.10", blue);
  await answersAt("10.0.1.11", green);
});

test("without the routing nobody gets an answer: strict or loose, the reply has no way back", async () => {
  await network.attach(floating, "blue", "eth1");
  await network.inside("blue", `ip addr add ${apart.address}/24 dev eth1`);
  expect(await askedAt(apart.address)).toBe("");
  await network.inside("blue", "sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth1.rp_filter=0");
  const before = await network.sent("blue", "eth0");
  expect(await askedAt(apart.address)).toBe("");
  // It was answered, by the wrong interface, from which EC2 takes no such packet.
  expect(await network.sent("blue", "eth0")).toBeGreaterThan(before);
  await network.inside("blue", "sysctl -qw net.ipv4.conf.all.rp_filter=1");
  await network.detach(floating, "blue", "eth1");
});

test("with it the reply leaves by the interface that the request came in on", async () => {
  await Promise.all([blue, green].map((member) => installRouting(member, apart.address)));
  blue.knows(apartMetadata());
  await network.attach(floating, "blue", "eth1");
  await answersAt(apart.address, blue);
  expect(await leavesBy(blue, apart.address, "eth1")).toBe("eth1");
  await answersAt(apart.secondary, blue);
  expect(await leavesBy(blue, apart.secondary, "eth1")).toBe("eth1");
  // And what is not its own still leaves by the first one.
  expect(await leavesBy(blue, "10.0.1.10", "eth1")).toBe("eth0");
});

test("after a move the other member answers, and the first one has nothing of the address left", async () => {
  await network.detach(floating, "blue", "eth1");
  blue.knows();
  green.knows(apartMetadata());
  await network.attach(floating, "green", "ens6");
  await answersAt(apart.address, green);
  expect(await leavesBy(green, apart.address, "ens6")).toBe("ens6");
  const left = await blue.machine.run(`ip -4 addr; ip route show table all; ip rule`);
  expect(left).not.toContain(apart.address);
  // It reaches the address as everybody does.
  expect(await blue.machine.run(`curl -s --max-time 2 http://${apart.address}:8080/`)).toBe("green");
});

test("back on the first member, under another name, what was kept of the last time fits", async () => {
  await network.detach(floating, "green", "ens6");
  green.knows();
  // Its metadata still say nothing: what the member has kept is enough.
  await network.attach(floating, "blue", "ens7");
  await answersAt(apart.address, blue);
  expect(await leavesBy(blue, apart.address, "ens7")).toBe("ens7");
  blue.knows(apartMetadata());
});

test("a reboot of the holder changes nothing", async () => {
  await blue.machine.restart();
  await answersAt(apart.address, blue);
  expect(await leavesBy(blue, apart.address, "ens7")).toBe("ens7");
});

test("another interface with the same address, as after a replacement, is found", async () => {
  await network.detach(floating, "blue", "ens7");
  floating = await network.interface("floating", apart.address);
  blue.knows(apartMetadata());
  await network.attach(floating, "blue", "eth1");
  await answersAt(apart.address, blue);
  expect(await leavesBy(blue, apart.address, "eth1")).toBe("eth1");
  await network.detach(floating, "blue", "eth1");
});

test("in the subnet of the first interface it is the same, there and back", async () => {
  await Promise.all([blue, green].map((member) => installRouting(member, beside.address)));
  let device = 1;
  for (const [holder, other] of [
    [blue, green],
    [green, blue],
    [blue, green],
  ] as const) {
    other.knows();
    holder.knows(besideMetadata());
    const name = `ens${++device}`;
    await network.attach(near, holder.name, name);
    await answersAt(beside.address, holder);
    expect(await leavesBy(holder, beside.address, name)).toBe(name);
    const own = holder === blue ? "10.0.1.10" : "10.0.1.11";
    expect(await leavesBy(holder, own, name)).toBe("eth0");
    await network.detach(near, holder.name, name);
  }
});
