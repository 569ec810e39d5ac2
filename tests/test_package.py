"""The built wheel, unpacked elsewhere, does the main job; and the house keeps its rules."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_is_no_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"tui", "store"}
    for file in ROOT.joinpath("store").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert str(file.relative_to(ROOT)) in names
    for file in ROOT.joinpath("tui").rglob("*.tcss"):
        assert str(file.relative_to(ROOT)) in names
    assert {"tui/py.typed", "store/py.typed"} <= set(names)


def test_the_installed_wheel_makes_the_demo_and_lists_it(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(target)
    library = tmp_path / "demo.db"

    def newsdiff(*arguments: str) -> str:
        program = f"import sys; sys.path.insert(0, {str(target)!r}); sys.argv[0] = 'newsdiff'; from tui.__main__ import main; main()"
        done = subprocess.run(
            [sys.executable, "-P", "-c", program, "--db", str(library), *arguments],
            cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    newsdiff("demo", "--no-open")
    stories = newsdiff("stories", "--json").splitlines()
    assert len(stories) >= 4
    origin = f"import sys; sys.path.insert(0, {str(target)!r}); import store; print(store.__file__)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", origin], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(str(target))


def test_the_first_frame_pays_for_nothing_heavy() -> None:
    heavy = ("trafilatura", "httpx", "sqlite_utils", "feedparser", "rapidfuzz", "tomlkit", "lxml", "snowballstemmer")
    program = f"import sys, store.library, tui.app; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_store_needs_no_screen() -> None:
    program = (
        "import sys, pkgutil, importlib, store\n"
        "for m in pkgutil.walk_packages(store.__path__, 'store.'): importlib.import_module(m.name)\n"
        "print([m for m in ('textual', 'tui') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_door_exports_what_it_says() -> None:
    import store

    for name in store.__all__:
        assert getattr(store, name) is not None
    with pytest.raises(AttributeError):
        store.nothing  # noqa: B018


def test_no_registry_is_named() -> None:
    committed = [ROOT / "constraints.txt", ROOT / "pyproject.toml"]
    assert not any(
        "://" in line for file in committed for line in file.read_text().splitlines() if "index" in line.lower()
    )
    tomllib.loads((ROOT / "pyproject.toml").read_text())
