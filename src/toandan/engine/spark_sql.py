"""Ibis for a cluster that keeps keyed ids as sixteen bytes, because it knows no UUID."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
from ibis.backends.pyspark import Backend
from ibis.backends.sql.compilers.base import NULL
from ibis.backends.sql.compilers.pyspark import PySparkCompiler


class _Compiler(PySparkCompiler):  # type: ignore[misc]  # Ibis declares no types
    """Writes a UUID as its bytes; Ibis would write a text, which is never equal to them."""

    def visit_Literal(  # noqa: N802  (Ibis finds it by this name)
        self,
        op: ops.Literal,
        *,
        value: Any,  # noqa: ANN401  (Ibis declares no types)
        dtype: dt.DataType,
    ) -> Any:  # noqa: ANN401  (Ibis declares no types)
        """No id is no bytes; Ibis would write an empty text, which no bytes can be put beside."""
        if value is None and dtype.is_uuid():
            return self.cast(NULL, dt.binary)
        return super().visit_Literal(op, value=value, dtype=dtype)

    def visit_NonNullLiteral(  # noqa: N802  (Ibis finds it by this name)
        self,
        op: ops.Literal,
        *,
        value: Any,  # noqa: ANN401  (Ibis declares no types)
        dtype: dt.DataType,
    ) -> Any:  # noqa: ANN401  (Ibis declares no types)
        if dtype.is_uuid():
            return self.f.unhex(UUID(str(value)).hex)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_Cast(  # noqa: N802  (Ibis finds it by this name)
        self,
        op: ops.Cast,
        *,
        arg: Any,  # noqa: ANN401  (Ibis declares no types)
        to: dt.DataType,
    ) -> Any:  # noqa: ANN401  (Ibis declares no types)
        if to.is_uuid() or op.arg.dtype.is_uuid():
            raise TypeError("a cluster has no texts of ids: ids are keyed where the keys are")
        return super().visit_Cast(op, arg=arg, to=to)


class SparkBackend(Backend):  # type: ignore[misc]  # Ibis declares no types
    """The backend of Ibis for Spark, with the compiler above."""

    compiler: ClassVar[PySparkCompiler] = _Compiler()
