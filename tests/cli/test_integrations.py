"""What CI runs: the hooks, the action's steps, the job for GitLab, and the repository of templates that shows them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from unpushy.cli.main import main
from unpushy.reporters import names

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "template-repo"
BIN = Path(sys.executable).parent
PRESSURE = "\nIs this deal still alive?\n"


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, as a repository of its own."""
    folder = tmp_path / "templates-repo"
    shutil.copytree(EXAMPLE, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "first"]):
        call("git", "-c", "user.name=Dana", "-c", "user.email=dana@b.example", *arguments)
    return folder


def call(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done


@pytest.mark.usefixtures("templates")
def test_the_example_is_quiet_and_its_baseline_is_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "No new pressure found in 5 drafts (4 more are in the baseline).\n"
    assert captured.err == ""
    before = Path("unpushy-baseline.json").read_bytes()
    assert main(["baseline", "prune"]) == 0
    assert Path("unpushy-baseline.json").read_bytes() == before


@pytest.mark.parametrize("form", names())
@pytest.mark.usefixtures("templates")
def test_the_example_in_every_format(capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert main(["check", "--baseline", "", "--output-format", form]) == 1
    captured = capsys.readouterr()
    assert "budget of 'templates/dunning/*': max-scolding = 0, but 1 found in 2 drafts" in captured.err
    if form == "badge":
        assert "4 findings" in captured.out
    else:
        assert "status-demand" in captured.out


def action_steps() -> list[dict[str, object]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps: list[dict[str, object]] = action["runs"]["steps"]
    return steps


def run_action(folder: Path, **given: str) -> tuple[int, str, str]:
    """Run the steps of the action but for the installation, which a link stands for, and the cache's."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: str(one["default"]) for name, one in action["inputs"].items()} | given
    temp = folder.parent / "runner"
    (temp / "unpushy" / "bin").mkdir(parents=True, exist_ok=True)
    if not (temp / "unpushy/bin/unpushy").exists():
        (temp / "unpushy/bin/unpushy").symlink_to(BIN / "unpushy")
    summary = temp / "summary.md"
    summary.write_text("")
    status, out = 0, ""
    for step in action_steps():
        if "run" not in step or step["name"] == "Install unpushy":
            continue
        own = {
            key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], str(value))
            for key, value in step["env"].items()
        }
        assert not [value for value in own.values() if "${{" in value]
        environment = {**os.environ, **own, "RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(summary)}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", str(step["run"])]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        status, out = done.returncode, out + done.stdout
        if status:
            break
    return status, out, summary.read_text(encoding="utf-8")


def test_the_action_annotates_sums_up_and_writes_reports(templates: Path) -> None:
    assert run_action(templates, paths="templates")[:2] == (0, "")
    path = Path("templates/dunning/first-notice.txt")
    path.write_text(
        path.read_text(encoding="utf-8").replace("\n\nBest", f"\n{PRESSURE}\nBest"), encoding="utf-8"
    )
    given = {"sarif": "out.sarif", "report": "out.html", "diff-base": "main"}
    status, out, summary = run_action(templates, paths="templates", **given)
    assert status == 1
    assert re.match(
        r"::warning file=templates/dunning/first-notice.txt,line=9,[^:]*title=pushy/status-demand::", out
    )
    assert summary.startswith("## unpushy\n\n1 finding in 1 of 1 draft")
    assert len(json.loads(Path("out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1
    assert Path("out.html").read_text(encoding="utf-8").count("<article") == 1
    assert (templates.parent / "runner/unpushy-cache").is_dir()


def test_the_action_fails_where_something_can_not_be_read(templates: Path) -> None:
    assert run_action(templates, baseline="no-such.json")[0] == 2


def test_inputs_of_the_action_are_never_code() -> None:
    """They come to the script by its environment: what somebody names a branch must not be run."""
    assert not [step for step in action_steps() if "${{" in str(step.get("run", ""))]


def test_the_job_for_gitlab_writes_its_reports(templates: Path) -> None:
    job = yaml.safe_load((ROOT / "ci/unpushy.gitlab-ci.yml").read_text(encoding="utf-8"))["unpushy"]
    (templates / ".unpushy-venv/bin").mkdir(parents=True)
    (templates / ".unpushy-venv/bin/unpushy").symlink_to(BIN / "unpushy")
    lines = [line for line in job["script"] if "venv .unpushy-venv" not in line and "pip install" not in line]
    assert len(lines) == len(job["script"]) - 2
    environment = {key: str(value) for key, value in job["variables"].items()} | {
        "CI_PROJECT_DIR": str(templates), "UNPUSHY_CACHE_DIR": str(templates / ".unpushy-cache"),
        "UNPUSHY_ARGUMENTS": "--baseline=",
    }  # fmt: skip
    done = call("bash", "-c", "set -e\n" + "\n".join(lines), **environment)
    assert done.returncode == 1
    report = json.loads((templates / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert [one["location"]["path"] for one in report] == [
        "templates/dunning/second-notice.txt", "templates/follow-up/after-demo.md",
        "templates/follow-up/after-demo.md", "templates/outreach/first-touch.md",
    ]  # fmt: skip
    assert (templates / "unpushy.html").is_file()


CHECKER = shutil.which("check-jsonschema", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(CHECKER is None, reason="check-jsonschema, which brings the schemas, is not installed")
@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", "examples/template-repo/.github/workflows/unpushy.yml"),
        ("gitlab-ci", "ci/unpushy.gitlab-ci.yml"),
        ("gitlab-ci", "examples/template-repo/.gitlab-ci.yml"),
    ],
    ids=["action", "workflow", "job", "example's job"],
)
def test_what_forges_read_fits_their_schemas(tmp_path: Path, schema: str, name: str) -> None:
    arguments = [CHECKER or "", "--builtin-schema", f"vendor.{schema}"]
    done = call(*arguments, ROOT / name)
    assert done.returncode == 0, done.stdout
    broken = tmp_path / "broken.yml"
    broken.write_text((ROOT / name).read_text(encoding="utf-8") + "jobs: 1\nruns: 1\nstages: 1\n")
    assert call(*arguments, broken).returncode == 1, "the checker does look"


@pytest.mark.usefixtures("templates")
def test_named_files_that_are_no_drafts_are_left_out_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("README.md", "notes.py", "templates/new.txt"):
        Path(name).write_text("Is this deal still alive?\n", encoding="utf-8")
    arguments = ["check", "--output-format", "concise", "README.md", "notes.py", "templates/new.txt"]
    assert main([*arguments, "--force-exclude"]) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["templates/new.txt"]
    main(arguments)
    assert len(capsys.readouterr().out.splitlines()) == 3


def clone(folder: Path) -> str:
    """This tree's tracked and new files, as a repository of their own; gives its revision."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    for name in map(os.fsdecode, listed.rstrip(b"\0").split(b"\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git = ["git", "-C", str(folder), "-c", "user.name=Dana", "-c", "user.email=dana@b.example"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "hooks"]):
        call(*git, *arguments)
    return call(*git, "rev-parse", "HEAD").stdout.strip()


@pytest.mark.skipif(not (BIN / "pre-commit").exists(), reason="pre-commit is not installed")
def test_pre_commit_installs_and_runs_the_hooks_of_a_clone(templates: Path, tmp_path: Path) -> None:
    """pre-commit makes an environment and installs the clone into it with pip, which takes a minute."""
    revision = clone(tmp_path / "hooks")
    config = yaml.safe_load((templates / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    config["repos"][0] |= {"repo": str(tmp_path / "hooks"), "rev": revision}
    config["repos"][0]["hooks"].append({"id": "unpushy-fix", "stages": ["manual"]})
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"PRE_COMMIT_HOME": str(tmp_path / "store"), "UNPUSHY_PURE": "1"}

    def run(*arguments: str) -> tuple[int, str]:
        command = [str(BIN / "pre-commit"), "run", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        return done.returncode, done.stdout + done.stderr

    status, said = run("--all-files")
    assert status == 0, said
    assert re.search(r"^unpushy\.+Passed$", said, re.MULTILINE)
    draft = Path("templates/support/new.txt")
    draft.write_text(PRESSURE, encoding="utf-8")
    call("git", "add", "-A")
    status, said = run()
    assert status == 1
    assert "templates/support/new.txt:2:1 warning pushy/status-demand" in said
    status, said = run("unpushy-fix", "--hook-stage", "manual", "--files", str(draft))
    assert status == 1
    assert "files were modified by this hook" in said
    assert "still alive" not in draft.read_text(encoding="utf-8")
