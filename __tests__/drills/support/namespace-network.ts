import { randomBytes } from "node:crypto";
import { runProcess } from "../../../harness/run-process";
import { systemPath } from "../../../harness/machine/host";

/** An interface as EC2 has it: its MAC address and address stay, whatever it is attached to. */
export interface ElasticInterface {
  /** Name of its end in the router. */
  readonly port: string;
  readonly mac: string;
}

/**
 * A VPC in small, between network namespaces of this computer: a router with a bridge for each subnet, clients in a
 * network beyond it, members. Interfaces move between members as network interfaces of EC2 do. Strict about what comes
 * from a subnet, as EC2 is about what comes from an interface (source/destination check).
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
 */
export class NamespaceNetwork {
  private readonly id = randomBytes(3).toString("hex");
  private readonly router = this.namespace("router");
  private readonly made: string[] = [];
  private count = 0;

  /** The name of a namespace of this network on this computer. */
  namespace(name: string): string {
    return `vpc-${this.id}-${name}`;
  }

  /** Makes the router, and the clients' network, 192.0.2.0/24. */
  async start(): Promise<void> {
    await this.add("router");
    await this.inside("router", "sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=1");
    await this.add("client");
    await this.subnet("internet", "192.0.2.1/24");
    await this.attach(await this.interface("internet"), "client", "eth0");
    await this.inside("client", "ip addr add 192.0.2.10/24 dev eth0 && ip route add default via 192.0.2.1");
  }

  /** Removes all of it, with the interfaces in it. */
  async stop(): Promise<void> {
    for (const name of this.made.splice(0)) await ip("netns", "delete", this.namespace(name));
  }

  /** A machine without interfaces. */
  async add(name: string): Promise<void> {
    await ip("netns", "add", this.namespace(name));
    this.made.push(name);
    await this.inside(name, "ip link set lo up");
  }

  /** A subnet, by the router's address in it. */
  async subnet(name: string, routerAddress: string): Promise<void> {
    const bridge = `ip link add ${name} type bridge && ip addr add ${routerAddress} dev ${name}`;
    await this.inside("router", `${bridge} && ip link set ${name} up`);
  }

  /**
   * An interface in a subnet, attached to nothing. With an address the router knows who has it, as in a VPC: nobody
   * answers in its place.
   */
  async interface(subnet: string, address?: string): Promise<ElasticInterface> {
    const number = ++this.count;
    const [port, mac] = [`port${number}`, `02:00:00:00:00:${String(number).padStart(2, "0")}`];
    const pair = `ip link add ${port} type veth peer name eni${number} address ${mac}`;
    await this.inside("router", `${pair} && ip link set ${port} master ${subnet} up`);
    if (address !== undefined) {
      await this.inside("router", `ip neigh replace ${address} lladdr ${mac} dev ${subnet} nud permanent`);
    }
    return { port, mac };
  }

  /** Attaches an interface, under the name that the guest happens to give it. */
  async attach({ port }: ElasticInterface, to: string, name: string): Promise<void> {
    const end = port.replace("port", "eni");
    await this.inside("router", `ip link set ${end} netns ${this.namespace(to)} name ${name} up`);
    await this.inside(to, `ip link set ${name} up`);
  }

  /** Detaches it: it is in nobody's system any more. */
  async detach({ port }: ElasticInterface, from: string, name: string): Promise<void> {
    const end = port.replace("port", "eni");
    await this.inside(from, `ip link set ${name} down`);
    await this.inside(from, `ip link set ${name} netns ${this.router} name ${end}`);
  }

  /** Runs a command in the network of a machine; returns what it prints. */
  async inside(name: string, command: string): Promise<string> {
    return ip("netns", "exec", this.namespace(name), "sh", "-c", command);
  }

  /** Packets that a machine has sent by an interface. */
  async sent(name: string, device: string): Promise<number> {
    const links = await ip("-netns", this.namespace(name), "-json", "-stats", "link", "show", device);
    const [link] = JSON.parse(links) as [{ stats64: { tx: { packets: number } } }];
    return link.stats64.tx.packets;
  }
}

async function ip(...args: string[]): Promise<string> {
  const env = { ...process.env, PATH: systemPath() };
  const { exitCode, stdout, stderr } = await runProcess("ip", args, { env });
  if (exitCode !== 0) throw new Error(`ip ${args.join(" ")} ended with ${exitCode}:\n${stdout}${stderr}`);
  return stdout;
}
