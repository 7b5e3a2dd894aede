#!/usr/bin/python3
# Takes jobs of a queue, runs a command for each, and leaves the fleet when there is too little to do.
#
#   taking    every slot receives one job at a time, and holds its lease while the command runs
#   leaving   no more jobs; when the last one is done, the group is asked to end this instance and to become smaller
#   draining  the group or EC2 ends this instance: jobs may finish until the deadline, what is left goes back
import calendar
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

FAILURES = (BotoCoreError, ClientError, OSError)
TAKING, LEAVING, DRAINING = "taking", "leaving", "draining"


def log(text):
    print(text, flush=True)


class Metadata:
    # Version 2 of the instance metadata service, which wants a token.
    url = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
    # It answers no proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, path, method="GET", **headers):
        headers = {f"X-aws-ec2-metadata-{key.replace('_', '-')}": value for key, value in headers.items()}
        request = urllib.request.Request(f"{self.url}/latest/{path}", method=method, headers=headers)
        with self.opener.open(request, timeout=5) as answer:
            return answer.read().decode()

    def get(self, path):
        token = self.ask("api/token", "PUT", token_ttl_seconds="60")
        try:
            return self.ask(f"meta-data/{path}", token=token)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise


class Group:
    # The Auto Scaling group, as far as this instance has to do with it.
    def __init__(self, client, name, instance, hook):
        self.client, self.name, self.instance, self.hook = client, name, instance, hook

    def protect(self, on):
        self.client.set_instance_protection(
            AutoScalingGroupName=self.name, InstanceIds=[self.instance], ProtectedFromScaleIn=on
        )

    # Never below the minimum: then the group refuses, and this instance stays.
    def leave(self):
        self.client.terminate_instance_in_auto_scaling_group(
            InstanceId=self.instance, ShouldDecrementDesiredCapacity=True
        )

    # The instance may go.
    def complete_hook(self):
        self.hook_call("complete_lifecycle_action", LifecycleActionResult="CONTINUE")

    # It needs longer.
    def hold_hook(self):
        self.hook_call("record_lifecycle_action_heartbeat")

    def hook_call(self, call, **more):
        getattr(self.client, call)(
            AutoScalingGroupName=self.name, LifecycleHookName=self.hook, InstanceId=self.instance, **more
        )


class Job:
    # One message, whose lease is renewed while its command runs. A lease that is lost ends the command: by then
    # somebody else may have the job.
    def __init__(self, worker, message):
        self.worker, self.settings, self.message = worker, worker.settings, message
        self.attempt = int(message.get("Attributes", {}).get("ApproximateReceiveCount", 1))
        self.process = None
        self.interrupted = False
        self.lease_ends = time.monotonic() + self.settings["leaseSeconds"]

    def show_again_in(self, seconds):
        self.worker.sqs.change_message_visibility(
            QueueUrl=self.worker.queue, ReceiptHandle=self.message["ReceiptHandle"], VisibilityTimeout=seconds
        )

    def do(self):
        started = time.monotonic()
        # Its protection may have taken its time.
        late = self.lease_ends - started < self.settings["leaseSeconds"] / 2
        outcome = "returned" if self.interrupted else "lost" if late and not self.renew() else self.run()
        log(f"job {self.message['MessageId']}, attempt {self.attempt}: {outcome} in {time.monotonic() - started:.1f} s")
        if outcome == "done":
            self.worker.sqs.delete_message(
                QueueUrl=self.worker.queue, ReceiptHandle=self.message["ReceiptHandle"]
            )
        elif outcome == "returned":
            self.show_again_in(0)
        elif outcome != "lost":
            pause = self.settings["retrySeconds"] * 2 ** min(self.attempt - 1, 20)
            self.show_again_in(min(pause, 3600))

    def run(self):
        environment = {"JOB_ID": self.message["MessageId"], "JOB_ATTEMPT": str(self.attempt)}
        self.process = subprocess.Popen(
            ["/bin/bash", "-c", self.settings["command"]],
            stdin=subprocess.PIPE,
            env={**os.environ, **self.settings["environment"], **environment},
            start_new_session=True,
        )
        if self.interrupted:
            self.interrupt()
        body, deadline = self.message["Body"].encode(), time.monotonic() + self.settings["timeoutSeconds"]
        while True:
            left = max(deadline - time.monotonic(), 0.01)
            try:
                self.process.communicate(body, timeout=min(self.settings["leaseSeconds"] / 3, left))
                break
            except subprocess.TimeoutExpired:
                body = None
            if time.monotonic() > deadline:
                self.kill()
                return f"failed: took longer than {self.settings['timeoutSeconds']} s"
            if not self.interrupted and not self.renew():
                self.kill()
                return "lost"
        # What it has left behind has no job any more.
        self.signal(signal.SIGKILL)
        # Whatever an interrupted command says: twice is better than not at all.
        if self.interrupted:
            return "returned"
        return "done" if self.process.returncode == 0 else f"failed with status {self.process.returncode}"

    def renew(self):
        asked = time.monotonic()
        try:
            self.show_again_in(self.settings["leaseSeconds"])
            self.lease_ends = asked + self.settings["leaseSeconds"]
            return True
        except FAILURES as error:
            log(f"job {self.message['MessageId']}: its lease was not renewed: {error}")
            gone = getattr(error, "response", {}).get("Error", {}).get("Code", "")
            return "NotInflight" not in gone and time.monotonic() < self.lease_ends

    # SIGTERM first, and SIGKILL for what is still there after `interruptSeconds`.
    def interrupt(self):
        self.interrupted = True
        if self.process is not None:
            self.signal(signal.SIGTERM)
            killer = threading.Timer(self.settings["interruptSeconds"], self.kill_if_running)
            killer.daemon = True
            killer.start()

    def kill_if_running(self):
        if self.process.poll() is None:
            self.signal(signal.SIGKILL)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


class Worker:
    def __init__(self, settings):
        self.settings, self.metadata, self.state = settings, Metadata(), TAKING
        self.lock, self.jobs, self.protected = threading.RLock(), set(), True
        self.window_started, self.busy_seconds, self.counted = time.monotonic(), 0.0, time.monotonic()
        self.deadline, self.stopped, self.released = None, False, False

    # The services may not answer right after the boot.
    def connect(self):
        options = {
            "region_name": self.metadata.get("placement/region"),
            # Versions of the SDK before 1.28 do not read it by themselves.
            "endpoint_url": os.environ.get("AWS_ENDPOINT_URL") or None,
            "config": Config(
                retries={"mode": "standard", "max_attempts": 8},
                connect_timeout=5,
                read_timeout=self.settings["pollSeconds"] + 10,
                max_pool_connections=self.settings["slots"] + 4,
            ),
        }
        self.sqs = boto3.client("sqs", **options)
        self.queue = self.sqs.get_queue_url(QueueName=self.settings["queue"])["QueueUrl"]
        name = self.metadata.get("tags/instance/aws:autoscaling:groupName")
        instance = self.metadata.get("instance-id")
        self.group = Group(boto3.client("autoscaling", **options), name, instance, self.settings["hook"])

    # Bootstrap and warm pool come first: the group takes no word on the protection of an instance that is not in service.
    def arrived(self):
        if self.metadata.get("autoscaling/target-lifecycle-state") != "InService":
            self.let_go()
            return False
        self.protect_if(False)
        return True

    # The group may have given this instance up before: then it waits for the hook as for any other. What came into a
    # warm pool has none to complete, which the group says.
    def let_go(self):
        if self.released:
            return
        try:
            self.group.complete_hook()
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
        self.released = True

    def protect_if(self, wanted):
        with self.lock:
            if self.protected != wanted:
                self.group.protect(wanted)
                self.protected = wanted

    def work(self):
        while self.state != DRAINING:
            try:
                self.take() if self.state == TAKING else time.sleep(0.2)
            except Exception as error:
                log(f"{type(error).__name__}: {error}")
                time.sleep(random.uniform(1, 5))

    def take(self):
        answer = self.sqs.receive_message(
            QueueUrl=self.queue,
            MaxNumberOfMessages=1,
            VisibilityTimeout=self.settings["leaseSeconds"],
            WaitTimeSeconds=self.settings["pollSeconds"],
            AttributeNames=["ApproximateReceiveCount"],
        )
        for message in answer.get("Messages", []):
            job = Job(self, message)
            with self.lock:
                self.count()
                self.jobs.add(job)
                # It came in while this instance was about to go.
                job.interrupted = self.state != TAKING
            try:
                self.protect_or_say()
                job.do()
            finally:
                with self.lock:
                    self.count()
                    self.jobs.discard(job)
            return
        with self.lock:
            if not self.jobs:
                self.protect_if(False)

    # The job is worth more than its protection.
    def protect_or_say(self):
        try:
            self.protect_if(True)
        except FAILURES as error:
            log(f"not protected: {error}")

    # Seconds of slots with a job, up to now.
    def count(self):
        now = time.monotonic()
        self.busy_seconds += len(self.jobs) * (now - self.counted)
        self.counted = now

    # Once in `idleSeconds`: a worker without a job leaves for sure, one with few jobs with a chance that keeps as many
    # as are needed. All of them see the same load, and none knows of the others.
    def consider_leaving(self):
        if time.monotonic() - self.window_started < self.settings["idleSeconds"]:
            return
        with self.lock:
            self.count()
            share = self.busy_seconds / (self.settings["slots"] * (self.counted - self.window_started))
            self.window_started, self.busy_seconds = self.counted, 0.0
            if random.random() >= share / self.settings["keepShare"]:
                log(f"busy for {share:.0%} of {self.settings['idleSeconds']} s: leaves")
                self.state = LEAVING

    def leave(self):
        with self.lock:
            if self.jobs:
                return
        try:
            self.group.leave()
            self.drain(self.settings["drainSeconds"])
        except FAILURES as error:
            log(f"stays: {error}")
            self.state = TAKING

    def drain(self, seconds):
        with self.lock:
            self.state, self.deadline = DRAINING, time.monotonic() + seconds
        log(f"drains: at most {seconds:.0f} s for {len(self.jobs)} jobs")

    # What the metadata service says of the end of this instance. Two minutes ahead, for Spot.
    def look_for_notice(self):
        action = self.metadata.get("spot/instance-action")
        if action is not None:
            ends = calendar.timegm(time.strptime(json.loads(action)["time"], "%Y-%m-%dT%H:%M:%SZ"))
            self.drain(max(0, min(ends - time.time() - 20, self.settings["drainSeconds"])))
        elif self.metadata.get("autoscaling/target-lifecycle-state") != "InService":
            self.drain(self.settings["drainSeconds"])

    def interrupt_all(self):
        with self.lock:
            for job in self.jobs:
                if not job.interrupted:
                    job.interrupt()

    def stop(self, *_):
        self.stopped = True

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)
        self.until_true(lambda: self.connect() or True)
        self.until_true(self.arrived)
        if self.stopped:
            return
        log(f"takes jobs of {self.queue}")
        slots = [threading.Thread(target=self.work, daemon=True) for _ in range(self.settings["slots"])]
        for slot in slots:
            slot.start()
        # Not all workers of a fleet at the same moment.
        self.window_started = time.monotonic() + random.uniform(0, self.settings["idleSeconds"] / 4)
        self.watch(slots)

    def until_true(self, condition):
        while not self.stopped:
            try:
                if condition():
                    return
            except FAILURES as error:
                log(f"waits: {error}")
            time.sleep(2)

    def watch(self, slots):
        looked = heard = time.monotonic()
        while any(slot.is_alive() for slot in slots):
            time.sleep(0.2)
            now = time.monotonic()
            if self.stopped:
                self.state = DRAINING
                self.interrupt_all()
            elif self.state == DRAINING:
                if now > self.deadline:
                    self.interrupt_all()
                if now - heard > 60:
                    heard = now
                    self.guarded(self.group.hold_hook)
            elif now - looked > self.settings["noticeSeconds"]:
                looked = now
                self.guarded(self.look_for_notice)
            elif self.state == LEAVING:
                self.leave()
            else:
                self.consider_leaving()
        if not self.stopped:
            self.guarded(self.group.complete_hook)
        log("ends")

    def guarded(self, action):
        try:
            action()
        except FAILURES as error:
            log(str(error))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        Worker(json.load(file)).run()
