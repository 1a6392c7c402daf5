"""The rules of health insurance read a second time: plain Python, one person after the other.

Written from the texts of the law and from the vocabulary of ``schemas``, not from the law's
data and not from the fast rules: every figure stands here once more, beside its article. A
wrong figure or a wrong step would have to be made twice to go unseen.
"""
