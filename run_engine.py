"""The family case engine: `python run_engine.py --help` says what it can do."""

import atexit
import gc

from commandline.app import main

if __name__ == "__main__":
    # What a command loads stays to its end: the collector need not look through it
    # again and again while it comes, and once more before it goes (decision 56).
    gc.set_threshold(20_000, 20, 20)
    atexit.register(gc.freeze)
    main()
