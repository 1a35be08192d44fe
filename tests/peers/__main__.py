"""Install the programs of others that adapters are tested against: `python -m tests.peers [NAME…]`."""

import sys
import time

from tests.peers.environment import PeerMissing, known


def main(wanted: list[str]) -> int:
    """Say one line a peer. Never fails: tests of a peer that is missing are skipped, and say so."""
    for one in known():
        if wanted and one.name not in wanted:
            continue
        if one.is_installed:
            continue
        began = time.monotonic()
        try:
            one.install()
        except PeerMissing as error:
            sys.stderr.write(f"==> peer {one.name}: skipped, {error}\n")
        else:
            sys.stderr.write(f"==> peer {one.name} installed ({time.monotonic() - began:.0f} s)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
