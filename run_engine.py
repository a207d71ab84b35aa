"""The family case engine: `python run_engine.py --help` says what it can do."""

from commandline.app import main
from commandline.collector import spare_the_collector

if __name__ == "__main__":
    spare_the_collector()
    main()
