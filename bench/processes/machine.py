"""Describes the machine, without its name."""

import os
import pathlib
import platform
import re


def field(file: str, name: str) -> str:
    match = re.search(rf"^{name}\s*:\s*(.*)$", pathlib.Path(file).read_text(), re.MULTILINE)
    return match[1].strip() if match else "unknown"


def describe() -> dict:
    kib = re.match(r"\d+", field("/proc/meminfo", "MemTotal"))
    return {
        "cpu": field("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": int(kib[0]) << 10 if kib else None,
        "kernel": f"{platform.system()} {re.match(r'[0-9.]*', platform.release())[0]}",
        "load_at_start": round(os.getloadavg()[0], 1),
    }
