"""Starting and ending, the request log, and calls that nobody implements."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError

from emulator.tests.conftest import Emulator, start
from emulator.tests.fleet import describe, group, template


def test_it_prints_its_address_and_ends_on_sigterm() -> None:
    process, url = start()
    assert url.startswith("http://127.0.0.1:")
    assert Emulator(url).get("requests") == []
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=5)
    assert (process.returncode, rest) == (0, "")


def test_it_ends_with_its_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    process, _ = start("--parent", str(parent.pid))
    time.sleep(1.2)
    assert process.poll() is None
    parent.kill()
    parent.wait()
    assert process.wait(timeout=5) == 0


def test_it_listens_on_this_machine_only(server: Emulator) -> None:
    port = server.url.rsplit(":", 1)[1]
    with open("/proc/net/tcp") as table:
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    addresses = [a for a in listening if int(a.split(":")[1], 16) == int(port)]
    assert addresses == [f"0100007F:{int(port):04X}"]


def test_requests_are_recorded_with_their_parameters(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)
    last = emulator.get("requests")[-1]["n"]
    scaling.put_scheduled_update_group_action(
        AutoScalingGroupName="web", ScheduledActionName="s", Recurrence="0 6 * * *", MinSize=1
    )
    emulator.client("sqs").create_queue(QueueName="q", Attributes={"DelaySeconds": "5"})
    emulator.client("s3").create_bucket(Bucket="some-bucket")
    emulator.client("s3").put_bucket_versioning(
        Bucket="some-bucket", VersioningConfiguration={"Status": "Enabled"}
    )
    emulator.client("route53").list_hosted_zones()
    recorded = emulator.get("requests", since=last)
    assert [(r["service"], r["action"], r["status"]) for r in recorded] == [
        ("autoscaling", "PutScheduledUpdateGroupAction", 200),
        ("sqs", "CreateQueue", 200),
        ("s3", "CreateBucket", 200),
        ("s3", "PutBucketVersioning", 200),
        ("route53", "ListHostedZones", 200),
    ]
    assert recorded[0]["params"] == {
        "AutoScalingGroupName": "web",
        "ScheduledActionName": "s",
        "Recurrence": "0 6 * * *",
        "MinSize": 1,
    }
    assert recorded[1]["params"]["Attributes"] == {"DelaySeconds": "5"}
    assert recorded[3]["params"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert recorded[3]["params"]["Bucket"] == "some-bucket"


def test_the_log_can_be_narrowed_and_shows_refusals(emulator: Emulator) -> None:
    sqs = emulator.client("sqs")
    with pytest.raises(ClientError):
        sqs.get_queue_url(QueueName="none")
    emulator.client("sns").list_topics()
    (call,) = emulator.get("requests", service="sqs", action="GetQueueUrl")
    assert call["status"] == 400
    assert emulator.get("requests", service="sqs", action="ListQueues") == []


@pytest.mark.parametrize(
    ("service", "call", "arguments"),
    [
        # An action that is missing, in the query, JSON and REST protocols.
        ("autoscaling", "get_predictive_scaling_forecast", "forecast"),
        ("ssm", "list_nodes", "none"),
        ("fis", "list_target_resource_types", "none"),
        ("ec2", "get_vpn_connection_device_types", "none"),
    ],
)
def test_calls_that_are_not_implemented_say_so_at_once(
    server: Emulator, service: str, call: str, arguments: str
) -> None:
    server.post("reset")
    moments = {"StartTime": "2027-01-01T00:00:00Z", "EndTime": "2027-01-02T00:00:00Z"}
    given = {
        "none": {},
        "forecast": {"AutoScalingGroupName": "web", "PolicyName": "p", **moments},
    }[arguments]
    with pytest.raises(ClientError) as refusal:
        getattr(server.client(service), call)(**given)
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert refusal.value.response["Error"]["Code"] == "NotImplemented"
    (entry,) = server.get("unimplemented")
    assert entry["service"] == service and entry["action"].lower() == call.replace("_", "")
    assert server.get("requests")[-1]["status"] == 501
    server.post("reset")
    assert server.get("unimplemented") == []


def test_a_reset_forgets_everything_and_a_seed_repeats_ids(emulator: Emulator) -> None:
    emulator.post("zone-down", zone="us-east-1a")
    emulator.post("clock", now="2030-01-01T00:00:00Z")
    first = template(emulator)
    emulator.post("reset", seed=42)
    state = emulator.get("state")
    assert state["zonesDown"] == [] and state["groups"] == {}
    assert emulator.get("clock")["fixed"] is False and emulator.get("requests") == []
    second = template(emulator)
    emulator.post("reset", seed=43)
    assert first == second != template(emulator)


def test_the_state_is_a_compact_picture(emulator: Emulator) -> None:
    scaling = group(emulator, size=1)
    shown = emulator.get("state")["groups"]["web"]
    (instance,) = describe(scaling)["Instances"]
    assert shown == {
        "min": 0,
        "desired": 1,
        "max": 12,
        "instances": [
            {
                "id": instance["InstanceId"],
                "zone": instance["AvailabilityZone"],
                "lifecycleState": "InService",
                "templateVersion": "1",
            }
        ],
    }


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/ha/nothing", 404),
        ("GET", "/ha/reset", 404),  # a change needs POST
        ("POST", "/ha/zone-down", 400),
        ("POST", "/ha/zone-down?zone=us-east-1z", 400),
        ("POST", "/ha/zone-down?zone=us-east-1a&standalone=maybe", 400),
        ("POST", "/ha/hooks?launching=ABANDON", 400),
        ("POST", "/ha/pace?factor=0", 400),
        ("POST", "/ha/pace", 400),
        ("POST", "/ha/refuse?service=ec2", 400),
    ],
)
def test_wrong_control_requests_are_refused(
    emulator: Emulator, method: str, path: str, status: int
) -> None:
    request = urllib.request.Request(emulator.url + path, method=method)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code == status


def test_the_environment_of_the_caller_does_not_matter() -> None:
    os.environ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    try:
        process, url = start()
        assert Emulator(url).client("sts").get_caller_identity()["Account"] == "123456789012"
        process.terminate()
        process.wait(5)
    finally:
        del os.environ["AWS_ENDPOINT_URL"]
