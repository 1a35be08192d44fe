"""Publishing is repeatable, and the shipped table is enough to make every form again."""

import subprocess
import sys

import pytest

from schemas.catalogue import catalogue
from schemas.forms.catalogue import TABLE, published_catalogue
from schemas.forms.columns import mapping_columns
from schemas.forms.files import FORMS
from schemas.publish import published
from schemas.registry import to_flat


def test_twice_gives_the_same_bytes() -> None:
    assert published() == published()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_from_the_table_is_the_form_from_the_classes(form: str) -> None:
    shipped = published_catalogue()
    made = FORMS[form](catalogue(), mapping_columns())
    assert FORMS[form](shipped.registry, shipped.mapped) == made


def test_the_flat_registry_and_the_table_agree() -> None:
    assert to_flat(published_catalogue().registry) == to_flat(catalogue())


def test_every_file_ends_with_one_line_break() -> None:
    for name, text in published().items():
        assert text.endswith("\n"), name
        assert not text.endswith("\n\n"), name
        assert "\r" not in text, name


def test_reading_the_table_imports_no_class_and_no_pydantic() -> None:
    code = (
        "import sys; from schemas.forms.catalogue import published_catalogue as p; p().registry;"
        "print([m for m in sys.modules if m.startswith(('pydantic', 'schemas.capab', 'jinja2'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout == "[]\n"
    assert TABLE.is_file()
