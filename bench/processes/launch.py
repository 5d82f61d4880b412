"""launch.py OUTPUT SYNC COMMAND...: runs COMMAND once and prints what it cost.

Prints wall seconds, CPU seconds, peak memory in KiB, blocks of 512 bytes read from disk, exit code, and the peak
memory of this process in KiB. A process starts with the peak of its parent, so this is a small program of its own.
Output goes to the files OUTPUT and OUTPUT.err, because reading a pipe would take processor time from the command. If
SYNC is not empty, the clock runs until everything in that directory is on disk.
"""

import os
import sys
import time


def sync(directory: str) -> None:
    for folder, _, names in os.walk(directory, topdown=False):
        for path in (*(os.path.join(folder, name) for name in names), folder):
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)


def main() -> None:
    output, sync_directory, *command = sys.argv[1:]
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, output, write, 0o644),
               (os.POSIX_SPAWN_OPEN, 2, output + ".err", write, 0o644)]
    begin = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    if sync_directory:
        sync(sync_directory)
    wall = time.perf_counter() - begin
    with open("/proc/self/status") as file:
        own_peak = next(line.split()[1] for line in file if line.startswith("VmHWM:"))
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, usage.ru_inblock,
          os.waitstatus_to_exitcode(status), own_peak)


main()
