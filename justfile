# Recipes for working on Vire; `just` lists them.

# List the recipes
default:
    @just --list

# Build the program
build:
    cargo build --release

# Build quickly after a changed line in reading or classifying, for a program that is a fifth slower
quick:
    cargo build --release --config 'profile.release.package.vire-ingest.codegen-units=16' --config 'profile.release.package.vire-domain.codegen-units=16'

# Publish a run from the sample data to out/kotka
run-sample:
    cargo run --release -- run pipelines/kotka.toml

# Run all tests
test:
    cargo test --release

# Check formatting and lints
lint:
    cargo fmt --check
    cargo clippy --release --workspace --all-targets --features vire-fuzz/whole -- -D warnings

# Everything that must pass before a change is merged
ci:
    bash .ci/run

# Write the sample data anew; the bytes stay the same
sample-data:
    cargo run --release --example make-sample-data

# Run the benchmarks of the program alone
bench-alone:
    cargo bench

# A first run and runs after changes, beside other programs' same job, whose folder is named
bench peers="../shared/bench" *options:
    @just _bench changes {{peers}} {{options}}

# First runs of 1, 10 and 100 million lines
bench-growth peers="../shared/bench" *options:
    @just _bench growth {{peers}} {{options}}

_bench what peers *options:
    cargo build --release --quiet
    test -x ~/.cache/vire/venv/bin/python || python3 -m venv ~/.cache/vire/venv
    ~/.cache/vire/venv/bin/python -m pip install --quiet --disable-pip-version-check numpy polars duckdb
    ~/.cache/vire/venv/bin/python benches/table.py {{what}} "${CARGO_TARGET_DIR:-target}/release/vire" {{peers}} {{options}}

# Run a fuzz target for some seconds: just fuzz tables 600
fuzz target seconds="600":
    fuzz/run {{target}} {{seconds}}

# Write the JSON Schema of the pipeline file, for editors
schema:
    cargo build --release
    cargo run --release --quiet -- schema > pipelines/schema.json

# Write docs/reference anew from the code
docs:
    cargo run --release --example make-docs

# Pack the program as a wheel, a .deb and a tar.gz, into target/packages; VIRE_BINARY names one that is built already
dist:
    bash packaging/dist.sh

# Check the licences, sources and known faults of the dependencies
deny:
    cargo deny check
