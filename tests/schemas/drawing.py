"""Strategies for the values of a specification, parts included."""

from typing import Any

from hypothesis import strategies as st

from schemas.registry import Spec
from schemas.value import Value
from schemas.vocabulary import Kind

TEXT = st.characters(codec="utf-8")
EXACT = 2**53


def values_of(spec: Spec) -> st.SearchStrategy[Value]:
    """Give what a property may hold, null included."""
    return st.none() | known_values_of(spec)


def known_values_of(spec: Spec) -> st.SearchStrategy[Any]:  # noqa: PLR0911  one return a kind
    """Give what may be written."""
    match spec.kind:
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.NUMBER:
            return st.floats(spec.minimum, spec.maximum, allow_nan=False, allow_infinity=False)
        case Kind.INTEGER | Kind.TIMESTAMP:
            return st.integers(_whole(spec.minimum, -EXACT), _whole(spec.maximum, EXACT))
        case Kind.STRING | Kind.SECRET:
            return st.text(TEXT, max_size=min(spec.max_length or 20, 20))
        case Kind.ENUM:
            return _words(spec)
        case Kind.ENUMSET:
            return st.lists(_words(spec), unique=True, max_size=min(spec.max_length or 4, 4))
        case Kind.LIST:
            return st.lists(known_values_of(spec.item) if spec.item else JSON, max_size=min(spec.max_length or 3, 3))
        case Kind.OBJECT:
            return _object(spec) if spec.fields else st.dictionaries(st.text(TEXT, max_size=5), JSON, max_size=3)


JSON: st.SearchStrategy[Any] = st.booleans() | st.integers(-EXACT, EXACT) | st.text(TEXT, max_size=5)


def _whole(limit: float | None, default: int) -> int:
    return default if limit is None else int(limit)


def _words(spec: Spec) -> st.SearchStrategy[str]:
    foreign = st.text(TEXT, min_size=1, max_size=9).map(lambda text: f"vendor:{text}")
    return st.sampled_from(spec.values or ("-",)) | foreign


def _object(spec: Spec) -> st.SearchStrategy[dict[str, Any]]:
    needed = {one.name: known_values_of(one) for one in spec.fields if one.name in spec.required}
    spare = {one.name: values_of(one) for one in spec.fields if one.name not in spec.required}
    return st.fixed_dictionaries(needed, optional=spare)
