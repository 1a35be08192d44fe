"""The Merkle tree hash of RFC 6962 §2.1, grown leaf by leaf from a compact frontier, and its two proofs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAF: Final = b"\x00"
NODE: Final = b"\x01"
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash one leaf."""
    return hashlib.sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees."""
    return hashlib.sha256(NODE + left + right).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """The roots of the perfect subtrees that make up a tree of `size` leaves, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def appended(self, leaf: bytes) -> "Frontier":
        """Give the frontier with one more leaf hash: amortised one node hash."""
        peaks, carry, rest = list(self.peaks), leaf, self.size
        while rest & 1:
            carry = node_hash(peaks.pop(), carry)
            rest >>= 1
        return Frontier(size=self.size + 1, peaks=(*peaks, carry))

    @property
    def root(self) -> bytes:
        """Give the tree's root."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def frontier_of(leaves: Sequence[bytes]) -> Frontier:
    """Give the frontier over leaf hashes in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.appended(leaf)
    return frontier


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaf hashes in order."""
    return frontier_of(leaves).root


def _split(size: int) -> int:
    """Give the largest power of two below a size of 2 or more."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Prove that a leaf stands at `index` (RFC 6962 §2.1.1); IndexError where there is none."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return ()
    k = _split(len(leaves))
    if index < k:
        return (*inclusion_proof(leaves[:k], index), root_of(leaves[k:]))
    return (*inclusion_proof(leaves[k:], index - k), root_of(leaves[:k]))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, fn, sn = leaf, index, size - 1
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(step, node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == root


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """Prove that the first `old` leaves are a prefix of all (RFC 6962 §2.1.2); 0 < old <= len(leaves)."""
    if not 0 < old <= len(leaves):
        raise IndexError(old)
    return _subproof(old, leaves, whole=True)


def _subproof(old: int, leaves: Sequence[bytes], *, whole: bool) -> tuple[bytes, ...]:
    if old == len(leaves):
        return () if whole else (root_of(leaves),)
    k = _split(len(leaves))
    if old <= k:
        return (*_subproof(old, leaves[:k], whole=whole), root_of(leaves[k:]))
    return (*_subproof(old - k, leaves[k:], whole=False), root_of(leaves[:k]))


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Check a consistency proof (RFC 9162 §2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for step in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(step, fr), node_hash(step, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root
