"""What must hold in the law: an explicit list of small pure functions that return findings.

None of them stops at the first finding. ``findings`` runs them all; what rests on no text read is no
finding but listed by ``toandan.lawbook.story.unverified``.
"""
