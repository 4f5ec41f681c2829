"""The command: ``python -m kfrules``."""

import signal
import sys

from kfrules._kfrules import _main


def main() -> int:
    """Runs the command with the arguments of the process, and tells its status."""
    # The command does not come back to Python to be interrupted.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _main(["kfrules", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
