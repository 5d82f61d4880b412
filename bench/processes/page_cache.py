"""Makes files cold: drops them from the kernel's memory before a run."""

import os
import pathlib

import measure

DROP_CACHES = "/proc/sys/vm/drop_caches"
HOW = {
    None: "not measured",
    "drop_caches": "every cached page, name and attribute is dropped before each run (/proc/sys/vm/drop_caches): the "
                   "programs and their libraries are read again, too",
    "fadvise": "the kernel is asked to drop the pages of the index and, for programs that read it, of the corpus "
               "(posix_fadvise, POSIX_FADV_DONTNEED); names and attributes of files stay cached, programs too",
}


def method() -> str:
    """The method that works here: only root may drop all caches of the machine."""
    try:
        os.close(os.open(DROP_CACHES, os.O_WRONLY))
    except OSError:
        return "fadvise"
    return "drop_caches"


def drop(how: str, directories: list[pathlib.Path]) -> None:
    """REQUIRES: the files in `directories` are on disk; pages not written yet cannot be dropped."""
    if how == "drop_caches":
        with open(DROP_CACHES, "w") as file:
            file.write("3\n")
        return
    for directory in directories:
        for path in measure.files_in(directory):
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)
