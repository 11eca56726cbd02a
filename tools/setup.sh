#!/bin/sh
# Brings a bare machine to where `make` can work: system libraries, .venv, locked packages, reportgen.
# Called by every make target; when all is in place it only looks (about 0.1 s).
# Exit codes: 0 ready; 1 an installation failed; 4 the machine lacks something and the cure was printed.
set -eu
cd "$(dirname "$0")/.."

SYSTEM_LIBRARIES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
venv=.venv

say() { printf 'reportgen setup: %s\n' "$*" >&2; }

# Opened by the file names that WeasyPrint opens, so that what passes here works there.
# Elsewhere (macOS) the names and search paths differ: `reportgen doctor` tells.
libraries_load() {
    "$1" -I -S -c 'import ctypes, sys
for name in ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    sys.platform != "linux" or ctypes.CDLL(name)' 2>/dev/null
}

version_of() { "$1" -I -S -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null; }

# The checkout's path is part of it: an editable install points there.
fingerprint() { { cat requirements.lock pyproject.toml tools/setup.sh; pwd; } | cksum; }

is_ready() {
    [ -f "$venv/ready" ] && [ "$(cat "$venv/ready")" = "$(fingerprint)" ] && libraries_load "$venv/bin/python" &&
        { [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of "$venv/bin/python")" ]; }
}

# Prints the interpreter to use: PYTHON if given, else the newest one, preferably with venv and ensurepip.
# Each is run, since a name on PATH may be a shim that only prints an error.
choose_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3.13 python3.12 python3.11 python3; fi
    for check in 'import ensurepip, venv' ''; do
        for candidate; do
            if "$candidate" -I -S -c "import sys
assert sys.version_info >= (3, 11)
$check" >/dev/null 2>&1; then
                echo "$candidate"
                return
            fi
        done
    done
    if [ -n "${PYTHON:-}" ]; then
        say "PYTHON=$PYTHON is not a Python 3.11 or newer that runs."
    else
        say "no Python 3.11 or newer on PATH. On Debian 12+, Ubuntu 24.04+: sudo apt-get install python3 python3-venv"
        say "or name one that is elsewhere: make PYTHON=/path/to/python3.12 ..."
    fi
    exit 4
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt_install() {
    cure="sudo apt-get update && sudo apt-get install -y $*"
    if ! command -v apt-get >/dev/null; then
        say "missing: $*  (Debian's names; install what your system calls Pango and HarfBuzz, then run make again)"
        exit 4
    elif ! as_root true 2>/dev/null; then
        say "missing: $*"
        say "type this, then run make again:  $cure"
        exit 4
    fi
    say "installing $*"
    get="env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120"
    # The first try spares a machine with fresh lists the update; where the lists are absent or old it fails.
    # Output to stderr: a target's stdout belongs to the command it runs.
    as_root $get install -y --no-install-recommends "$@" >/dev/null 2>&1 </dev/null ||
        { as_root $get update && as_root $get install -y --no-install-recommends "$@"; } >&2 </dev/null || {
        say "apt-get failed (its words are above). When it works again:  $cure"
        exit 4
    }
}

pip_install() {
    "$venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-input "$@" >&2 </dev/null
}

install_packages() {
    rm -f "$venv/ready" # an interrupted installation must not look finished
    say "installing the locked packages (a minute or two the first time)"
    pip_install --require-hashes -r requirements.lock || return 1
    # hatchling, the build backend, comes from the lock too: nothing unpinned is ever downloaded.
    pip_install --no-deps --no-build-isolation -e . || return 1
    # hatchling copies the bundled folders even for an editable install; a stale copy would only mislead.
    rm -rf "$venv"/lib/python3*/site-packages/reportgen
    fingerprint >"$venv/ready"
}

new_venv() {
    rm -rf "$venv"
    say "making $venv with $python ($(version_of "$python"))"
    "$python" -m venv "$venv" >&2
}

is_ready && exit 0

# Two makes at once: the second waits here, then finds the work done. (macOS has no flock: don't do that there.)
if command -v flock >/dev/null; then
    exec 9<tools/setup.sh
    flock 9
    is_ready && exit 0
fi

python=$(choose_python)
missing=""
libraries_load "$python" || missing=$SYSTEM_LIBRARIES
if ! "$python" -I -S -c 'import ensurepip, venv' 2>/dev/null; then # Debian ships them apart
    version=$(version_of "$python")
    missing="$missing python${version%.*}-venv"
fi
[ -z "$missing" ] || apt_install $missing
if ! libraries_load "$python"; then
    say "$SYSTEM_LIBRARIES are installed, but $python cannot load them (is it built for another system?)"
    exit 4
fi

# A finished .venv of the same Python is brought up to date; a half-made, broken or other one is made anew.
if [ -f "$venv/ready" ] && [ "$(version_of "$venv/bin/python")" = "$(version_of "${PYTHON:-$venv/bin/python}")" ] &&
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 && install_packages; then
    :
elif ! new_venv || ! install_packages; then
    say "the installation failed (the reason is above); run make again when it is mended"
    exit 1
fi
say "ready"
