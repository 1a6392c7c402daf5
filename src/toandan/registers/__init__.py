"""One folder per outside source: read, stage, check, quarantine.

``source`` turns files into batches of text, ``reading`` turns text into typed values,
``checks`` are the families of row checks; the folder of a register lists which of them
apply to it. Every path ends in ``staging.stage`` and ``writing.write_tables``.
"""
