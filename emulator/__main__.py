"""`python -m emulator`: start the emulator, print its address as one JSON line, serve until told to stop."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time

# Read by moto when it is imported, so they are set before anything else is.
ENVIRONMENT = {
    # Attaching a policy of AWS's own (arn:aws:iam::aws:policy/...) is a 404 without it.
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    # Seconds until a requested certificate is issued; moto's default is 60.
    "MOTO_ACM_VALIDATION_WAIT": "1",
    # RunInstances refuses an image that does not exist, as AWS does.
    "MOTO_ENABLE_AMI_VALIDATION": "true",
    # RunInstances refuses an instance type that is not offered, as AWS does.
    "MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION": "true",
    # One account; without it moto asks the IAM of every partition whose access key it is.
    "MOTO_ACCOUNT_ID": "123456789012",
    # boto3 inside moto asks for a region and for credentials it never uses.
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_EC2_METADATA_DISABLED": "true",
}

# Settings of the caller that would send moto's own calls somewhere else.
UNWANTED = ["AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_CA_BUNDLE"]


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port, 0 picks a free one (0)")
    parser.add_argument("--parent", type=int, help="end when the process with this id is gone")
    parser.add_argument("--verbose", action="store_true", help="write each request to stderr")
    return parser.parse_args()


def end_with(parent: int) -> None:
    """End this process within a second of the end of its parent."""

    def watch() -> None:
        while True:
            try:
                os.kill(parent, 0)
            except ProcessLookupError:
                os._exit(0)
            except PermissionError:
                pass  # it is alive, and not ours
            time.sleep(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def end_on_signals() -> None:
    """SIGTERM and SIGINT end the process at once: there is nothing to save."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))


def main() -> None:
    arguments = parse_arguments()
    end_on_signals()
    if arguments.parent:
        end_with(arguments.parent)
    for name in UNWANTED:
        os.environ.pop(name, None)
    os.environ.update(ENVIRONMENT)

    from emulator.server import bind

    server = bind(arguments.host, arguments.port, arguments.verbose)
    # Step Functions' tasks call this server at this port.
    os.environ["MOTO_PORT"] = str(server.server_port)

    from emulator.application import build

    server.app = build()
    print(json.dumps({"url": f"http://{arguments.host}:{server.server_port}"}), flush=True)
    sys.stdout = sys.stderr  # moto prints now and then
    server.serve_forever()


if __name__ == "__main__":
    main()
