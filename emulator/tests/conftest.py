"""One emulator for all tests, empty before each."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
REGION = "us-east-1"


class Emulator:
    """A running emulator: its control endpoints and clients for it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._clients: dict[tuple[str, str], Any] = {}

    def client(self, service: str, region: str = REGION) -> Any:
        key = (service, region)
        if key not in self._clients:
            self._clients[key] = boto3.client(
                service,
                region_name=region,
                endpoint_url=self.url,
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=Config(retries={"max_attempts": 1}),
            )
        return self._clients[key]

    def get(self, name: str, **query: Any) -> Any:
        return self._call("GET", name, query)

    def post(self, name: str, **query: Any) -> Any:
        return self._call("POST", name, query)

    def _call(self, method: str, name: str, query: dict[str, Any]) -> Any:
        url = f"{self.url}/ha/{name}?{urlencode(query)}"
        with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:
            return json.load(answer)


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A new emulator process and its address."""
    command = [sys.executable, "-m", "emulator", "--port", "0", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())["url"]


@pytest.fixture(scope="session")
def server() -> Iterator[Emulator]:
    process, url = start()
    yield Emulator(url)
    process.terminate()
    process.wait(5)


@pytest.fixture
def emulator(server: Emulator) -> Iterator[Emulator]:
    """The emulator, empty; the test fails when it made a call that is not implemented."""
    server.post("reset", seed=42)
    yield server
    assert server.get("unimplemented") == []
