"""Synthetic registers of a whole province, calibrated to published figures and marked as synthetic.

No person in them exists. What comes out is a function of the arguments alone: the same seed
gives the same bytes.
"""
