"""Reduces a source distribution to the files that its repository tracks.

Compared with the repositories of three packages at the commits of the release, such an archive differs as follows:
  - AUTHORS and ChangeLog, which pbr writes from git's log, PKG-INFO and *.egg-info are added. They are removed here.
  - setup.cfg is rewritten by setuptools: its comments are lost, its lists are indented by tabs, and a section
    [egg_info] is added, which is removed here. The rest cannot be restored without the repository.
  - .gitignore and .gitreview are often missing, as MANIFEST.in asks; symbolic links are plain copies.

Without git, a tracked AUTHORS that pbr has overwritten looks the same as one that pbr made. Files that pbr is
configured not to write (swift's) are kept.
"""

import configparser
import hashlib
import pathlib
import shutil
import tarfile

RULES_VERSION = 1  # increase when an unpacked tree changes, so that it is made again

ADDED_SECTION = "\n[egg_info]\ntag_build = \ntag_date = 0\n"


def sha256(path: pathlib.Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def newest_before(packages, before):
    """The first of `packages` (newest version first) that was uploaded before a time; None if there is none."""
    known = [package for package in packages if package.link.upload_time is not None]
    if not known:
        raise LookupError("the package index has no source distribution of it with a time of upload")
    return next((package for package in known if package.link.upload_time < before), None)


def unpack(archive: pathlib.Path, directory: pathlib.Path) -> None:
    """Unpacks without the archive's single top folder. Refuses paths outside `directory`."""
    directory.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        members = []
        for member in tar.getmembers():
            path = safe_path(member.name)
            if path is None:
                continue
            if not (member.isdir() or member.isreg()):
                # No source distribution here has links or devices, so refusing them keeps unpacking safe.
                raise ValueError(f"{archive.name}: {member.name} is not a file or a directory")
            member.name = path
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            member.uid = member.gid = -1  # files belong to the user who unpacks them
            member.uname = member.gname = ""
            members.append(member)
        # Python 3.11.2 has no filters. The code above refuses what they would refuse.
        safer = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        tar.extractall(directory, members, **safer)


def safe_path(name: str) -> str | None:
    """`name` without its first component; None for the top folder itself."""
    parts = pathlib.PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts:
        raise ValueError(f"a path leads outside of the archive: {name}")
    return "/".join(parts[1:]) or None


def remove_generated(tree: pathlib.Path) -> None:
    """Removes the files and lines that building the archive added to the tracked files."""
    skip = pbr_skips(tree / "setup.cfg")
    for name, option in (("AUTHORS", "skip_authors"), ("ChangeLog", "skip_changelog"),
                         ("RELEASENOTES.rst", "skip_reno"), ("releasenotes/notes/reno.cache", "skip_reno")):
        if option not in skip:
            (tree / name).unlink(missing_ok=True)
    (tree / "PKG-INFO").unlink(missing_ok=True)
    for folder in (*tree.glob("*.egg-info"), *tree.glob("src/*.egg-info")):
        shutil.rmtree(folder)
    restore_setup_cfg(tree / "setup.cfg")


def pbr_skips(setup_cfg: pathlib.Path) -> set[str]:
    """The files that pbr is configured not to write, and which therefore come from the repository."""
    config = configparser.ConfigParser(interpolation=None, strict=False)
    config.read(setup_cfg, encoding="utf-8")
    options = config["pbr"] if config.has_section("pbr") else {}
    truth = ("true", "t", "1", "y", "yes")  # the values that pbr reads as true
    return {name.replace("-", "_") for name, value in options.items() if value.lower() in truth}


def restore_setup_cfg(setup_cfg: pathlib.Path) -> None:
    if not setup_cfg.is_file():
        return
    content = setup_cfg.read_bytes()
    body = content.rstrip(b"\n") + b"\n"
    added = ADDED_SECTION.encode()
    if body.endswith(added):
        setup_cfg.write_bytes(body.removesuffix(added))
