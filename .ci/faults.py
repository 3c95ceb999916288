"""Fails or kills the program at the n-th write, sync, rename ... of a job, and sees what is left: faults.py PROGRAM

After each fault the published run (or package, data set, or folder of reports) must be the old one whole or the new one whole, the
program must have said so by its exit code and named a path, and the next attempt must work. A table says what was tried
and how it ended.
"""
import collections, concurrent.futures, errno, functools, hashlib, json, os, pathlib, shutil, subprocess, sys, tempfile

EXPORT = """Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa
Kaiku Oy;9512345-7;4390;Rakennusten kunnossapito;1;15.1.2024;1 000,00
Virta Oy;9512346-5;4342;ICT-palvelut;2;20.2.2024;250,50
"""
# A person is new, so that the masking key is made and must get to disk.
MORE = "Virta Oy;131052-308T;4342;ICT-palvelut;9;21.3.2024;7,00\n"
PIPELINE = """[buyer]
name = "Kotka"
country = "FI"

[[purchases]]
files = ["a.csv"]

[report]
languages = ["fi"]
formats = ["html", "md"]
"""
RUN = ["run", "p.toml", "--out", "out", "--quiet"]
# What each job writes to, as its errors begin.
PLACE = {"run": "out", "publish-open": "open", "report": "drawn", "dataset": "sets"}
JOBS = {
    "run": RUN,
    "publish-open": ["publish-open", "p.toml", "--out", "out", "--to", "open/k"],
    "report": ["report", "out", "--out", "drawn", "--format", "xlsx,pptx"],
    "dataset": ["dataset", "add", "out", "--to", "sets/all"],
}
ALLOCATIONS = 40
ABORTED, PANICKED, KILLED = -6, 101, -9


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run_of(folder):
    """Number of the lines of the published run, which must be as its manifest says."""
    run = (folder / "out/current").resolve()
    if run.is_file():
        run = folder / "out" / run.read_text().strip()
    manifest = json.loads((run / "manifest.json").read_text())
    for name, output in manifest["outputs"].items():
        assert sha256(run / name) == output["sha256"], f"{name} is not as it was published"
    return manifest["control"]["kept"]


def package_of(folder):
    package = folder / "open/k"
    description = json.loads((package / "datapackage.json").read_text())
    for resource in description["resources"]:
        assert f"sha256:{sha256(package / resource['path'])}" == resource["hash"], resource["path"]
    return description["version"]


def drawn(folder):
    """Reports are replaced one by one, and each of them whole: the set of their contents, old or new."""
    return {path.name: sha256(path) for path in (folder / "drawn").iterdir() if path.name.endswith((".xlsx", ".pptx"))}


def dataset_of(folder):
    dataset = folder / "sets/all"
    parts = json.loads((dataset / "dataset.json").read_text())["parts"].values()
    files = {name: file for part in parts for name, file in part["files"].items()}
    for name, file in files.items():
        assert sha256(dataset / name) == file["sha256"], f"{name} is not as it was added"
    found = {str(path.relative_to(dataset)) for path in dataset.rglob("*") if path.is_file()}
    assert found == {"dataset.json", *files}, found
    return [part["lines"] for part in parts]


STATE = {"run": run_of, "publish-open": package_of, "report": drawn, "dataset": dataset_of}


def whole(now, old, new):
    """Whether what is there is the old or the new state; reports may be some of each."""
    if isinstance(now, dict):
        return all(now.get(name) in (old.get(name), new.get(name)) for name in old)
    return now in (old, new)


class Job:
    def __init__(self, program, shim, name, work):
        self.program, self.shim, self.name, self.work = program, shim, name, work
        self.before = work / f"{name}-before"
        self.before.mkdir()
        (self.before / "a.csv").write_text(EXPORT)
        (self.before / "p.toml").write_text(PIPELINE)
        self.start(self.before, RUN)
        if name != "run":
            self.start(self.before, JOBS[name])
        (self.before / "a.csv").write_text(EXPORT + MORE)
        if name != "run":
            self.start(self.before, RUN)
        self.old = STATE[name](self.before)
        folder = self.copy(f"{name}-counted")
        ended = self.start(folder, JOBS[name], counts=True)
        assert ended.returncode == 0, ended.stderr
        self.new = STATE[name](folder)
        assert self.new != self.old
        self.counts = {k: int(n) for k, n in (line.split() for line in (folder / "counts").read_text().splitlines())}

    def copy(self, name):
        return pathlib.Path(shutil.copytree(self.before, self.work / name, symlinks=True))

    def start(self, folder, arguments, fault=None, counts=False):
        environment = dict(os.environ, RUST_BACKTRACE="0")
        if fault or counts:
            environment |= {"LD_PRELOAD": str(self.shim), "VIRE_FAULT_IN": str(folder)}
            environment |= {"VIRE_FAULT": fault} if fault else {"VIRE_FAULT_COUNTS": str(folder / "counts")}
        return subprocess.run([self.program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)

    def points(self, operation):
        """The numbers to try: all of them, but for the many allocations."""
        count = self.counts[operation]
        if operation == "allocate":
            return sorted({max(1, count * i // ALLOCATIONS) for i in range(ALLOCATIONS)})
        return range(1, count + 1)

    def attempt(self, operation, n, how):
        """How one fault ended: `old`, `new`, `new, told`, where a fault did not keep it from ending; else what is wrong."""
        folder = self.copy(f"{self.name}-{operation}-{n}-{how}")
        try:
            return self.fail(folder, operation, n, how)
        except AssertionError as fault:
            print(f"FAULT {fault}", flush=True)
            return "WRONG"
        finally:
            shutil.rmtree(folder)

    def fail(self, folder, operation, n, how):
        ended = self.start(folder, JOBS[self.name], fault=f"{operation}:{n}:{how}")
        what = f"{self.name} {operation} {n} {how}: exit {ended.returncode}: {ended.stderr[-600:]}"
        now = STATE[self.name](folder)
        assert whole(now, self.old, self.new), what
        expected = {"kill": (0, KILLED), "once": (0, 2, 3), "on": (0, 2, 3)}[how]
        if operation == "allocate":
            # A library may end a thread where the system would end the program, or say in its own words or in the
            # system's that there is no memory.
            said = any(words in ended.stderr for words in ("out of memory", os.strerror(errno.ENOMEM)))
            expected = (0, ABORTED, PANICKED, 70 if said else 0)
        assert ended.returncode in expected, what
        assert "panicked" not in ended.stderr or ended.returncode == PANICKED, what
        if ended.returncode == 0:
            assert now == self.new, what
        elif ended.returncode in (2, 3):
            first = ended.stderr.splitlines()[0]
            named = first.startswith("error: cannot write to ") and PLACE[self.name] in first
            assert named or ".vire-key" in first, what
            assert not list((folder / "out/runs").glob(".unfinished-*")) or how == "on", what
        again = self.start(folder, JOBS[self.name])
        assert again.returncode == 0 and STATE[self.name](folder) == self.new, f"{what}\nthen: {again.stderr}"
        left = [path.name for place in ("out/runs", "open", "sets") for path in (folder / place).glob(".unfinished-*")]
        assert not left, f"{what}\nthen left: {left}"
        if ended.returncode == 0:
            return "new" if not ended.stderr else "new, with a warning"
        return {KILLED: "killed", ABORTED: "aborted", PANICKED: "panicked"}.get(ended.returncode, "error") + (", new" if now == self.new else ", old")


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work).resolve()
        shim = work / "faults.so"
        source = pathlib.Path(__file__).with_name("faults.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
        bad = 0
        for name in JOBS:
            job = Job(program, shim, name, work)
            for operation in job.counts:
                for how in ("once", "on", "kill") if operation != "allocate" else ("once",):
                    # Each fault has a folder of its own.
                    attempt = functools.partial(job.attempt, operation, how=how)
                    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                        ends = collections.Counter(pool.map(attempt, job.points(operation)))
                    bad += ends["WRONG"]
                    told = ", ".join(f"{n} {end}" for end, n in sorted(ends.items()))
                    if not ends:
                        continue
                    print(f"{name:13} {operation:9} {how:5} {sum(ends.values()):4} of {job.counts[operation]:<7} {told}", flush=True)
        sys.exit(bool(bad))


if __name__ == "__main__":
    main()
