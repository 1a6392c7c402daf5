"""The graph of steps: take a file in, close a month. The only writer of the lake."""

import os

# Hamilton would look for pandas, Spark and others and load what it finds: seconds, for nothing we use.
os.environ.setdefault("HAMILTON_AUTOLOAD_EXTENSIONS", "0")
