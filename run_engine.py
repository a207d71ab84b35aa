"""The family case engine: `python run_engine.py --help` says what it can do."""

from commandline.app import main

if __name__ == "__main__":
    main()
