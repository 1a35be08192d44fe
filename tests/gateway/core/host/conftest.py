import pytest
from blockbuster import BlockBuster


@pytest.fixture(autouse=True)
def may_start_a_process(no_blocking_call: BlockBuster) -> None:
    """Starting one waits until it has begun, a millisecond; asyncio's own way, which is excepted too, does the same."""
    no_blocking_call.functions["os.read"].can_block_in("subprocess.py", {"_execute_child"})
