"""Places through time: provinces, districts and communes, keyed by (vintage, code).

Begin with ``toandan.places.load.atlas_at(day)`` and ``toandan.places.crosswalk``.
"""
