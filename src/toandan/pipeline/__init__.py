"""The graph of steps: take a file in, close a month. The only writer of the lake."""
