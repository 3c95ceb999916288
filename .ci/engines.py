#!/usr/bin/env python3
"""Runs and verifies the samples by Sail, alone and as a cluster, and provokes what can go wrong on the way to an engine.

usage: engines.py PROGRAM WORK [ADDRESS]   (needs: pip install pysail grpcio, and vire-engine beside PROGRAM)

The figures must be those of Polars byte by byte. With ADDRESS that engine is taken instead, such as a Spark that runs
already, and nothing is provoked. One line a check; the exit code is 1 when any failed.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent import futures
from pathlib import Path

import grpc

ROOT = Path(__file__).resolve().parent.parent
PROGRAM, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SAMPLES = ["kotka", "hassleholm"]
FAILED = []


def check(name, holds, found=""):
    FAILED.extend([] if holds else [name])
    print(f"{'ok    ' if holds else 'FAILED'} {name}" + ("" if holds else f": {found}"), flush=True)


def vire(*arguments, **environment):
    command = [PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=os.environ | environment)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class Sail:
    """A server in a process of its own."""

    def __init__(self, mode):
        self.port = free_port()
        program = Path(sys.executable).with_name("sail")
        self.process = subprocess.Popen([program, "spark", "server", "--port", str(self.port)], start_new_session=True,
                                        env=os.environ | {"SAIL_MODE": mode}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.address = f"sc://127.0.0.1:{self.port}"
        deadline = time.monotonic() + 60
        while not listens(self.port):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit(f"Sail does not start in the mode {mode}")
            time.sleep(0.1)

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def pipeline(name):
    """The sample's pipeline without reports, which no engine has a part in."""
    text = (ROOT / f"pipelines/{name}.toml").read_text().replace("../sample-data", str(ROOT / "sample-data"))
    lines = ["languages = []" if line.startswith("languages = ") else line for line in text.splitlines()]
    for file in (ROOT / "pipelines").glob(f"{name}-*"):  # rules and own indicators
        shutil.copy(file, WORK)
    path = WORK / f"{name}.toml"
    path.write_text("\n".join(lines) + "\n")
    return path


def current(folder):
    return (WORK / folder / "current").resolve()


def same_figures(engine, address):
    for sample in SAMPLES:
        begun = time.monotonic()
        ran = vire("run", WORK / f"{sample}.toml", "--out", WORK / engine / sample, "--engine", address, "--quiet")
        seconds = time.monotonic() - begun
        check(f"{engine}: {sample} is published", ran.returncode == 0, ran.stderr)
        if ran.returncode:
            continue
        ours, theirs = current(f"polars/{sample}"), current(f"{engine}/{sample}")
        files = ["indicators.parquet", "summary.json", *(f"tables/{path.name}" for path in (ours / "tables").iterdir())]
        other = [name for name in files if (ours / name).read_bytes() != (theirs / name).read_bytes()]
        check(f"{engine}: {sample}, {len(files)} files as by Polars, in {seconds:.1f} s", not other, other)
        told = vire("verify", WORK / "polars" / sample, "--engine", address)
        agree = told.returncode == 0 and " figures agree" in told.stdout and "differs" not in told.stdout
        check(f"{engine}: {sample} is verified: {told.stdout.splitlines()[-1].strip() if told.stdout else ''}", agree, told)


def fails(name, parts, *arguments, code=69, **environment):
    """The run says why it fails, and leaves no run and nothing unfinished."""
    out = WORK / "failed"
    shutil.rmtree(out, ignore_errors=True)
    begun = time.monotonic()
    ran = vire("run", WORK / "kotka.toml", "--out", out, "--quiet", *arguments, **environment)
    seconds = time.monotonic() - begun
    left = [path.name for path in (out / "runs").glob("*")] if (out / "runs").exists() else []
    holds = ran.returncode == code and all(part in ran.stderr for part in parts) and not left and seconds < 120
    check(f"{name}: exit {code} after {seconds:.1f} s", holds, (ran.returncode, ran.stderr[-600:], left, seconds))


def refusing(code, words):
    """An engine that refuses whatever it is asked."""
    def refuse(request, context):
        context.abort(code, words)

    class Handler(grpc.GenericRpcHandler):
        def service(self, call):
            return grpc.unary_unary_rpc_method_handler(refuse)
    server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[Handler()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, f"sc://127.0.0.1:{port}"


def cutting(port, after):
    """The way to an engine that is cut, and stays so, once the engine has sent some bytes."""
    listener = socket.create_server(("127.0.0.1", 0))
    pairs, passed = [], 0

    def cut():
        listener.close()
        for end in pairs:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def carry(source, sink, counts):
        nonlocal passed
        try:
            while data := source.recv(4096):
                passed += len(data) * counts
                if passed > after:
                    return cut()
                sink.sendall(data)
        except OSError:
            pass

    def serve():
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            engine = socket.create_connection(("127.0.0.1", port))
            pairs.extend([client, engine])
            threading.Thread(target=carry, args=(client, engine, 0), daemon=True).start()
            threading.Thread(target=carry, args=(engine, client, 1), daemon=True).start()
    threading.Thread(target=serve, daemon=True).start()
    return f"sc://127.0.0.1:{listener.getsockname()[1]}"


def silent_listener():
    """Something that is no engine."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            client, _ = listener.accept()
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            client.close()
    threading.Thread(target=serve, daemon=True).start()
    return f"sc://127.0.0.1:{listener.getsockname()[1]}"


def stopped_meanwhile(sail):
    """The engine is killed once it is asked for figures."""
    out = WORK / "failed"
    shutil.rmtree(out, ignore_errors=True)
    command = [PROGRAM, "run", WORK / "kotka.toml", "--out", out, "--quiet", "--engine", sail.address]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(out.glob("runs/.unfinished-*/tables/worth_limits.parquet")) and run.poll() is None:
        time.sleep(0.01)
    sail.stop()
    said = run.communicate(timeout=120)[1]
    left = [path.name for path in (out / "runs").glob("*")]
    told = "no engine is reached" in said or "does not answer" in said
    check("an engine that is killed during a run", run.returncode == 69 and told and not left, (run.returncode, said, left))


def provoke(sail):
    fails("nothing listens", ["no engine is reached", "help:"], "--engine", f"sc://127.0.0.1:{free_port()}")
    fails("a host without an address", ["no engine is reached"], "--engine", "sc://no-such-host.invalid:15002")
    fails("another scheme", ["sc://host:15002"], "--engine", "spark://127.0.0.1:7077", code=2)
    fails("no engine at all", ["speaks Spark Connect"], "--engine", silent_listener())
    fails("TLS where there is none", ["does not answer", "use_ssl=true"], "--engine", f"{sail.address}/;use_ssl=true")
    fails("a path that the engine does not see", ["does not see /nowhere/runs/", "--engine-path"],
          "--engine", sail.address, "--engine-path", f"{WORK / 'failed'}=/nowhere")
    for code, words in [(grpc.StatusCode.UNAUTHENTICATED, "invalid token"), (grpc.StatusCode.PERMISSION_DENIED, "not you")]:
        server, address = refusing(code, words)
        fails(f"{code.name.lower()}", ["refuses", words, "valid token"], "--engine", f"{address}/;token=secret")
        server.stop(None)
    fails("a token that would go unencrypted", ["use_ssl=true"], "--engine", "sc://192.0.2.1:1/;token=secret")
    for after in [2_000, 20_000, 60_000]:
        fails(f"a way that is cut after {after} bytes", ["does not answer"], "--engine", cutting(sail.port, after))
    stopped_meanwhile(sail)


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        ran = vire("run", pipeline(sample), "--out", WORK / "polars" / sample, "--quiet")
        if ran.returncode:
            raise SystemExit(ran.stderr)
    if len(sys.argv) > 3:
        same_figures("engine", sys.argv[3])
    else:
        for mode in ["local", "local-cluster"]:
            sail = Sail(mode)
            try:
                same_figures(f"sail-{mode}", sail.address)
                if mode == "local":
                    provoke(sail)
            finally:
                sail.stop()
    print(f"{len(FAILED)} failed", flush=True)
    os._exit(1 if FAILED else 0)  # threads of the provocations do not end by themselves


main()
