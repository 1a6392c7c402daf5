"""`python -m toandan` is `toandan`."""

from toandan.cli import main

main()
