#!/usr/bin/env bash
# ratio.sh [ROUNDS]: what Foreword costs over the least that any such program must do.
#
# Runs in turn, ROUNDS times (default 9), on workload D of the benchmark folder: stage `md` of the floor (read, Markdown
# events) with two threads, and `foreword check --quiet --output-format concise`. Prints CPU time (user + system) and
# wall time, least and median, and their ratios; then start-up over an empty Rust program. Ratios of the least times are
# the ones to quote: other work on the machine only ever adds.
#
# Needs bash, python3 and cargo, and the benchmark folder: `shared` beside the repository, or where FOREWORD_SHARED says.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=${FOREWORD_SHARED:-$repo/../shared}
rounds=${1:-9}

if [ ! -f "$shared/bench/floor/Cargo.toml" ]; then
  printf 'skipped: no benchmark folder at %s (set FOREWORD_SHARED)\n' "$shared"
  exit 0
fi
shared=$(cd "$shared" && pwd)
command -v python3 >/dev/null || { printf 'skipped: python3 is not on PATH\n'; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf 'building...\n' >&2
cargo build --quiet --release --manifest-path "$repo/Cargo.toml"
foreword=${CARGO_TARGET_DIR:-$repo/target}/release/foreword
# The benchmark folder may be read-only, and the floor has a lock file and a target folder of its own.
cp -R "$shared/bench/floor" "$work/floor"
chmod -R u+w "$work/floor"
CARGO_TARGET_DIR=${FLOOR_TARGET_DIR:-$work/target} cargo build --quiet --release --manifest-path "$work/floor/Cargo.toml"
floor=${FLOOR_TARGET_DIR:-$work/target}/release/floor
printf 'fn main() {}\n' >"$work/empty.rs"
rustc -O -o "$work/empty" "$work/empty.rs"

printf 'laying out the workload...\n' >&2
# Only D is wanted; the corpora are unpacked as mkdev.sh does, without its six copies.
mkdir -p "$work/D"
for archive in "$shared"/corpora/*.tar.gz; do tar xzf "$archive" -C "$work/D"; done

SCHEMA=$shared/bench/schema.json python3 - "$rounds" "$work" "$floor" "$foreword" "$work/empty" <<'PY'
import os, statistics, subprocess, sys, time

rounds, work, floor, foreword, empty = int(sys.argv[1]), *sys.argv[2:]
tree = os.path.join(work, "D")


def run(command):
    """CPU and wall seconds of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=work)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {child.returncode}: {message.decode(errors='replace')[:2000]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def alternate(commands, times):
    """Runs the commands in turn; the first turn only warms the caches."""
    results = {name: [] for name in commands}
    for turn in range(times + 1):
        for name, command in commands.items():
            result = run(command)
            if turn:
                results[name].append(result)
    return results


def line(name, values, unit):
    print(f"  {name:<28} min {min(values) * 1e3:9.2f} {unit}   median {statistics.median(values) * 1e3:9.2f} {unit}")


checked = alternate(
    {
        "floor": [floor, tree, "md", "2"],
        "foreword": [foreword, "check", "--quiet", "--output-format", "concise", "--threads", "2", tree],
    },
    rounds,
)
for at, what in ((0, "CPU"), (1, "wall")):
    print(f"{what} on workload D, {rounds} rounds in turn, two threads")
    ours, theirs = ([result[at] for result in checked[name]] for name in ("foreword", "floor"))
    line("floor, stage md", theirs, "ms")
    line("foreword check", ours, "ms")
    least, median = min(ours) / min(theirs), statistics.median(ours) / statistics.median(theirs)
    print(f"  {'ratio':<28} min {least:9.2f}      median {median:9.2f}")
print(f"peak memory: foreword {max(r[2] for r in checked['foreword']):.0f} MiB, floor {max(r[2] for r in checked['floor']):.0f} MiB")

started = alternate({"empty": [empty], "foreword": [foreword, "--version"]}, 20 * rounds)
print(f"start-up, wall, {20 * rounds} rounds in turn")
ours, theirs = ([result[1] for result in started[name]] for name in ("foreword", "empty"))
line("empty Rust program", theirs, "ms")
line("foreword --version", ours, "ms")
print(f"  {'above the empty program':<28} min {(min(ours) - min(theirs)) * 1e3:9.2f} ms   "
      f"median {(statistics.median(ours) - statistics.median(theirs)) * 1e3:9.2f} ms")
PY
