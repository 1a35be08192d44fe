"""Recording through the API, with a bulb that speaks UDP."""

from pathlib import Path

import pytest

from adapters.sdk.record import read
from tests.adapters.sdk.bulb import bulb
from tests.gateway.northbound.test_pairing import home, paired, switched

pytestmark = pytest.mark.network


async def test_a_recording_has_what_was_said_without_the_token(tmp_path: Path) -> None:
    async with bulb() as device, home(tmp_path, device.port) as (it, token):
        await paired(it, token, token="c0de")
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{it.root}/api/v1/adapters/bulbs/recording?seconds=0.5"
        async with it.session.get(url, headers=headers) as response:
            first = await response.content.readline()
            busy = await it.ask("GET", "/adapters/bulbs/recording?seconds=1", token)
            assert (busy.status, busy.code) == (409, "conflict")
            await switched(it, token, device)
            rest = (await response.content.read()).splitlines()
        lines = read([first.decode(), *(line.decode() for line in rest)])
        assert [one.way for one in lines[:2]] == ["out", "in"]
        assert b'"set":{"power":true}' in lines[0].message
        assert b"c0de" not in b"".join([first, *rest])
        assert (await it.ask("GET", "/adapters/nobody/recording", token)).status == 404
