import { cacheToken } from "../../examples/state-sharing/cache-token";
import { pythonEnvironment } from "../../harness/python-environment";
import { runProcess } from "../../harness/run-process";

/** The same token by AWS's own signer for Python, at the same moment. */
const BOTOCORE = `
import datetime, sys
import botocore.auth, botocore.awsrequest, botocore.credentials
now = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
class Frozen(datetime.datetime):
    @classmethod
    def utcnow(cls): return now.replace(tzinfo=None)
    @classmethod
    def now(cls, tz=None): return now
botocore.auth.get_current_datetime = lambda remove_tzinfo=True: now.replace(tzinfo=None) if remove_tzinfo else now
botocore.auth.datetime = type("m", (), {"datetime": Frozen, "timezone": datetime.timezone})
credentials = botocore.credentials.Credentials("AKIDEXAMPLE", "secret/with+signs", sys.argv[1] or None)
request = botocore.awsrequest.AWSRequest("GET", "http://sessions/", params={"Action": "connect", "User": "sessions-client"})
botocore.auth.SigV4QueryAuth(credentials, "elasticache", "eu-west-1", expires=900).add_auth(request)
print(request.url.removeprefix("http://"))
`;

/** What a token says, whatever the order. */
const partsOf = (token: string) => [...new URLSearchParams(token.slice(token.indexOf("?")))].sort();

test.each(["", "session/token=="])(
  "a token for the cache is what AWS's other signer makes (%s)",
  async (token) => {
    const credentials = {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "secret/with+signs",
      sessionToken: token || undefined,
    };
    const login = { region: "eu-west-1", cacheName: "sessions", userName: "sessions-client", credentials };
    const ours = await cacheToken(login, new Date(Date.UTC(2026, 0, 2, 3, 4, 5)));
    const { stdout, stderr } = await runProcess(await pythonEnvironment(), ["-c", BOTOCORE, token], {});
    expect(stderr).toBe("");
    expect(ours).toMatch(/^sessions\/\?/);
    expect(partsOf(ours)).toEqual(partsOf(stdout.trim()));
    expect(partsOf(ours)).toContainEqual(["X-Amz-Expires", "900"]);
  },
);
