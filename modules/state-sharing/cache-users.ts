import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, text } from "../definition";
import { CacheInput, engineOf } from "./cache-inputs";
import { StateSharingInput } from "./inputs";

/**
 * What the user may do: read and write keys of the prefix, and set one only if it is newer, which needs a script.
 * Nothing that lists keys, since an id is as good as a login, and nothing that looks after the server. Commands
 * inside of a script are held to the same ("ACL", manual of Valkey).
 */
export function accessString(keyPrefix: string): string {
  return text`on ~${keyPrefix}* resetchannels -@all +@read +@write +@connection +eval -@dangerous -scan -randomkey -dbsize`;
}

/**
 * One user, who comes with a token of IAM instead of a password, and nobody beside: "Role-Based Access Control" and
 * "Authenticating with IAM", ElastiCache user guide.
 */
export class CacheUsers extends Construct {
  readonly user: ElasticacheUser;
  readonly group: ElasticacheUserGroup;

  constructor(
    scope: Construct,
    id: string,
    { name, tags }: StateSharingInput,
    cache: CacheInput,
    dependsOn: ITerraformDependable[],
  ) {
    super(scope, id);
    const { engine } = engineOf(cache);
    // With IAM the name has to be the id, or nobody gets in.
    const userId = text`${name}-client`;
    this.user = new ElasticacheUser(this, "Resource", {
      userId,
      userName: userId,
      engine,
      accessString: accessString(cache.keyPrefix),
      authenticationMode: { type: "iam" },
      tags,
      dependsOn,
    });
    const nobody = cache.redisOss.build(this, "default", (inner) =>
      defaultUser(inner, name, tags, dependsOn),
    );
    const nobodyId = nobody.read(({ userId }) => userId).orNull;
    this.group = new ElasticacheUserGroup(this, "group", {
      userGroupId: name,
      engine,
      userIds: Token.asList(hcl`compact([${this.user.userId}, ${nobodyId}])`),
      tags,
    });
  }
}

/**
 * A group of Redis OSS must have a user `default`, whom clients are that name nobody. This one is switched off. A group
 * of Valkey cannot have a user without authentication, and needs none.
 */
function defaultUser(
  scope: Construct,
  name: string,
  tags: Record<string, string>,
  dependsOn: ITerraformDependable[],
): ElasticacheUser {
  return new ElasticacheUser(scope, "Resource", {
    userId: text`${name}-default`,
    userName: "default",
    engine: "redis",
    accessString: "off resetchannels -@all",
    authenticationMode: { type: "no-password-required" },
    tags,
    dependsOn,
  });
}
