"""The last release is a promise: what breaks it must be declared by a version."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schemas import publish
from schemas.catalogue import catalogue
from schemas.evolution import changes, undeclared
from schemas.evolution.form import version_of
from schemas.evolution.release import RELEASED, broken_promises, release, released
from schemas.registry import CapabilitySpec, Registry
from schemas.vocabulary import Hazard, Sensitivity
from tests.schemas.evolution.test_evolution import HEAT, MODE, TYPE, registry

OLD = registry()


def lines(folder: Path, new: Registry) -> list[str]:
    return list(broken_promises(new, folder))


def test_before_the_first_release_nothing_is_promised(tmp_path: Path) -> None:
    assert released(tmp_path) is None
    assert lines(tmp_path, OLD) == []


def test_a_release_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert release(OLD, tmp_path) == []
    kept = released(tmp_path)
    assert kept is not None
    assert changes(OLD, kept) == changes(kept, OLD) == ()


CHANGES: dict[str, tuple[Callable[[str], Registry], str]] = {
    "property gone": (lambda v: registry(MODE, version=v), "oven must be version 2.0 or later: oven/heat is gone"),
    "unit": (lambda v: registry(MODE, replace(HEAT, unit="K"), version=v), "oven/heat unit Cel became K"),
    "narrower": (lambda v: registry(MODE, replace(HEAT, maximum=200.0), version=v), "maximum 250 became 200"),
    "member gone": (
        lambda v: registry(replace(MODE, values=("off",), texts=MODE.texts[:1]), HEAT, version=v),
        "oven/mode value bake is gone",
    ),
    "label lowered": (
        lambda v: registry(MODE, replace(HEAT, sensitivity=Sensitivity.PUBLIC), version=v),
        "sensitivity behaviour became public",
    ),
    "hazard gone": (lambda v: registry(MODE, replace(HEAT, hazards=()), version=v), "oven/heat hazard heat is gone"),
    "added": (
        lambda v: registry(MODE, replace(HEAT, hazards=(Hazard.HEAT, Hazard.COST)), version=v),
        "oven must be version 1.1 or later: oven/heat hazard cost is new (additive)",
    ),
    "renamed and lowered": (
        lambda v: registry(
            MODE, replace(HEAT, name="t", aliases=("oven/heat",), sensitivity=Sensitivity.PUBLIC), version=v
        ),
        "oven must be version 2.0 or later: oven/t sensitivity behaviour became public",
    ),
    "renamed and in another unit": (
        lambda v: registry(MODE, replace(HEAT, name="t", aliases=("oven/heat",), unit="K"), version=v),
        "oven/t unit Cel became K",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_undeclared_change_is_refused_and_a_declared_one_released(tmp_path: Path, change: str) -> None:
    new, line = CHANGES[change]
    release(OLD, tmp_path)
    before = (tmp_path / RELEASED).read_bytes()
    (told,) = lines(tmp_path, new("1.0"))
    assert line in told
    assert release(new("1.0"), tmp_path) == [told]
    assert (tmp_path / RELEASED).read_bytes() == before
    assert release(new("2.0"), tmp_path) == []
    assert lines(tmp_path, new("2.0")) == []


def test_a_name_only_is_additive(tmp_path: Path) -> None:
    release(OLD, tmp_path)
    renamed = replace(HEAT, name="t", aliases=("oven/heat",))
    assert lines(tmp_path, registry(MODE, renamed, version="1.1")) == []
    (told,) = lines(tmp_path, registry(MODE, renamed, version="1.0"))
    assert told == "oven must be version 1.1 or later: oven/t is new (additive)"


def test_a_capability_that_goes_is_declared_by_the_schema_itself(tmp_path: Path) -> None:
    other = CapabilitySpec(id="fan", version="1.0", group="kitchen", zh="扇", en="Fan")
    both = Registry.of("1.0", [*OLD.capabilities.values(), other], [TYPE])
    release(both, tmp_path)
    assert lines(tmp_path, OLD) == ["the schema must be version 2.0 or later: fan the capability is gone (breaking)"]
    assert lines(tmp_path, replace(OLD, version="2.0")) == []


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    monkeypatch.setattr(publish, "write", (folder / "written").touch)
    monkeypatch.setattr(publish, "stale", list)
    monkeypatch.setattr(publish, "broken_promises", lambda new: broken_promises(new, folder))
    monkeypatch.setattr(publish, "release", lambda new: release(new, folder))
    return publish.main(arguments)


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def now(new: Registry) -> None:
        monkeypatch.setattr(publish, "catalogue", lambda: new)

    now(OLD)
    assert run(["--release"], monkeypatch, tmp_path) == 0
    (tmp_path / "written").unlink()
    assert run(["--check"], monkeypatch, tmp_path) == 0
    now(registry(MODE))
    line = "oven must be version 2.0 or later: oven/heat is gone (breaking)\n"
    for arguments in (["--check"], ["--release"]):
        assert run(arguments, monkeypatch, tmp_path) == 1
        assert capsys.readouterr().err == line
    assert not (tmp_path / "written").exists()
    now(registry(MODE, version="2.0"))
    assert run(["--release"], monkeypatch, tmp_path) == 0
    assert run(["--force"], monkeypatch, tmp_path) == 2


def test_the_release_is_not_one_of_the_files_that_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "published", dict)
    (tmp_path / RELEASED).write_text("{}")
    (tmp_path / "superfluous.json").write_text("{}")
    assert publish.stale(tmp_path) == ["superfluous.json"]
    publish.write(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [RELEASED]


# the schema itself


def too_late(new: Registry) -> list[str]:
    """Name what says it came with a version that its capability has not reached."""
    found: list[str] = []
    for one in new.capabilities.values():
        parts: list[Any] = [*one.properties.values(), *one.commands.values(), *one.events.values()]
        found += [
            f"{one.id}/{part.name} since {part.since}"
            for part in parts
            if version_of(part.since) > version_of(one.version)
        ]
    return found


def test_nothing_came_with_a_version_that_is_yet_to_be() -> None:
    assert too_late(catalogue()) == []
    assert too_late(registry(MODE, replace(HEAT, since="1.1"))) == ["oven/heat since 1.1"]


def test_every_change_since_the_last_release_is_declared() -> None:
    assert list(broken_promises(catalogue())) == []


def test_what_is_new_since_the_last_release_says_so() -> None:
    old, new = released(), catalogue()
    if old is not None:
        late = [
            f"{key[0]}/{key[1]}"
            for key, spec in new.specs.items()
            if key not in old.specs
            and key[0] in old.capabilities
            and version_of(spec.since) <= version_of(old.capabilities[key[0]].version)
            and key not in old.aliases.values()
        ]
        assert late == []


def aliases_at_fault(new: Registry) -> list[str]:
    """Name the aliases that are a property of today, or lead to two."""
    told: dict[str, str] = {}
    found = []
    for (capability, name), spec in new.specs.items():
        for alias in spec.aliases:
            former, _, rest = alias.partition("/")
            if (former, rest) in new.specs or not rest:
                found.append(f"{capability}/{name}: {alias} is a property itself")
            if alias in told:
                found.append(f"{capability}/{name}: {alias} is {told[alias]} already")
            told[alias] = f"{capability}/{name}"
    return found


def test_a_former_name_leads_to_one_property() -> None:
    assert aliases_at_fault(catalogue()) == []
    twice = registry(replace(MODE, aliases=("oven/heat", "oven/x")), replace(HEAT, aliases=("oven/x",)))
    assert aliases_at_fault(twice) == [
        "oven/mode: oven/heat is a property itself",
        "oven/heat: oven/x is oven/mode already",
    ]


def test_the_table_that_is_compared_is_the_one_that_is_committed() -> None:
    kept = released()
    if kept is not None:
        table = json.loads((Path(publish.__file__).with_name("published") / RELEASED).read_text("utf-8"))
        assert table["schema"] == kept.version
        assert list(undeclared(kept, kept, changes(kept, kept))) == []
