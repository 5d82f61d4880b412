"""Pins a generation as a reader does, without opening the index."""
import contextlib
import fcntl
import os
import struct

F_OFD_SETLK = 37


@contextlib.contextmanager
def pin(index, generation):
    """Holds the lock on the byte of this number. indexer/format/FORMAT.md explains it."""
    pins = os.open(index / "pins.lock", os.O_RDONLY)
    try:
        lock = struct.pack("hhqqi4x", fcntl.F_RDLCK, os.SEEK_SET, generation, 1, 0)
        fcntl.fcntl(pins, F_OFD_SETLK, lock)
        yield
    finally:
        os.close(pins)


def tables_of(index):
    """The names of all tables in the store."""
    return {path.name for path in (index / "db").glob("*.sst")}
