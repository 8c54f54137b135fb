"""The command as a whole: help, exit codes, tables, the printed contract."""

from __future__ import annotations

import pytest

from claimgraph import api
from tests.cli.conftest import Shell
from tests.demo.made import free_port

COMMANDS = [
    ("serve",),
    ("demo",),
    ("migrate",),
    ("schema",),
    ("import",),
    *(("person", name) for name in ("create", "link", "set-password", "deactivate")),
    *(("token", name) for name in ("create", "list", "revoke")),
]


def test_every_command_says_what_it_does(bare_shell: Shell) -> None:
    told = bare_shell.done("--help")
    for name, *_ in COMMANDS:
        assert f"\n  {name} " in told


@pytest.mark.parametrize("command", [one for one in COMMANDS if len(one) == 2], ids=" ".join)
def test_the_commands_of_a_group_have_help(bare_shell: Shell, command: tuple[str, ...]) -> None:
    assert f"{' '.join(command)} [OPTIONS]" in bare_shell.done(*command, "--help")


def test_the_tables_are_made_once(bare_shell: Shell) -> None:
    first, second = bare_shell.run("migrate"), bare_shell.run("migrate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Applied 0001_initial." in first.stderr
    assert "was the newest already" in second.stderr
    assert (bare_shell.folder / "var" / "claimgraph.sqlite3").exists()


def test_without_tables_the_command_says_how_they_are_made(bare_shell: Shell) -> None:
    for command in (("serve", "--port", str(free_port())), ("person", "link", "ann@acme.example")):
        ended = bare_shell.run(*command)
        assert (ended.exit_code, "claimgraph migrate" in ended.stderr) == (3, True), ended.stderr


def test_a_wrong_setting_is_named_and_nothing_of_it_repeated(bare_shell: Shell) -> None:
    ended = bare_shell.run("serve", CLAIMGRAPH_SECRET="hush")
    assert ended.exit_code == 2
    assert "CLAIMGRAPH_SECRET" in ended.stderr
    assert "hush" not in ended.output
    assert bare_shell.run("serve", CLAIMGRAPH_PROT="1").exit_code == 2
    assert bare_shell.run("migrate", "--database-url", "mysql://there").exit_code == 2


def test_as_a_program_it_ends_with_the_same_code(bare_shell: Shell) -> None:
    assert bare_shell.program("--version").stdout.startswith("claimgraph, version ")
    ended = bare_shell.program("token", "list", "--as", "ann@acme.example")
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "claimgraph migrate" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_printed_contract_is_the_one_that_is_served(bare_shell: Shell) -> None:
    assert bare_shell.run("schema").stdout == api.sdl()
