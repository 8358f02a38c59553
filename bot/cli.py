"""The command line: wiring only. What it prints and returns is a contract; see the README."""

from __future__ import annotations

import contextlib
import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from bot.errors import MeetingBotError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.terminal.invocation import Invocation

ANSWERED, NOT_ANSWERED, ERROR, INTERRUPTED = 0, 1, 2, 130
READER_LEFT = 141
"""What a shell says of a command that a closed pipe has ended."""

FIGURES = (
    "hit_at_1",
    "hit_at_3",
    "mrr",
    "sentence_hit_at_1",
    "coverage_auroc",
    "answered_of_covered",
    "refused_of_not_covered",
)
"""The figures of ``eval`` for which a least value can be asked for."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    # Looking for cycles of garbage costs a command that answers and ends a tenth of its time, and as much
    # again when the interpreter ends, for nothing. Commands that go on switch it on again.
    gc.disable()
    code = _run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()
    sys.exit(code)


def _run(arguments: Sequence[str]) -> int:
    try:
        from bot.terminal import output

        output.use_utf8()
        if sys.stdout is None:
            return _fail("cannot write the output: standard output is closed")
        # Not by meeting_bot.main(), which would exit by itself where the output is a closed pipe.
        with meeting_bot.make_context("meeting-bot", list(arguments)) as context:
            code = meeting_bot.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except click.NoSuchOption as error:
        return _fail(f"{error.format_message()} (words that begin with a dash stand after --)")
    except click.ClickException as error:
        return _fail(f"{error.format_message()} ('meeting-bot --help' lists commands and options)")
    except MeetingBotError as error:
        return _fail(str(error))
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        output.discard(sys.stdout)
        output.discard(sys.stderr)
        return READER_LEFT
    except OSError as error:
        output.discard(sys.stdout)
        return _fail(f"cannot write the output: {error.strerror}")
    return code if isinstance(code, int) else ANSWERED


def _fail(message: str) -> int:
    from bot.terminal.output import warn

    with contextlib.suppress(OSError):  # there is nobody to be told
        warn(message)
    return ERROR


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Keep a common option's value, given before or after the command's name, for that command."""
    if value is not None:
        context.meta[f"bot.{parameter.name}"] = value


def _common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all commands have."""
    declared: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        (("--config",), {"metavar": "FILE", "help": "Read settings from FILE, not from config.toml."}),
        (("--corpus",), {"metavar": "DIR", "help": "Answer from the documents in DIR."}),
        (
            ("-n", "--passages"),
            {"type": click.IntRange(1, 100), "metavar": "N", "help": "Show at most N passages."},
        ),
        (("--json",), {"is_flag": True, "default": None, "help": "Print JSON, an object a line."}),
        (("--no-color",), {"is_flag": True, "default": None, "help": "Print without colours."}),
    ]
    return _options(command, declared)


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that restrict a search."""
    date = "Look only in documents from DATE on, such as 2026-03-12, 12 March 2026 or March 2026."
    declared: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        (
            ("--document",),
            {"multiple": True, "metavar": "ID", "help": "Look only in this document; may be repeated."},
        ),
        (
            ("--speaker",),
            {"multiple": True, "metavar": "NAME", "help": "Look only at what NAME says; may be repeated."},
        ),
        (("--since",), {"metavar": "DATE", "help": date}),
        (("--until",), {"metavar": "DATE", "help": "Look only in documents up to DATE."}),
    ]
    return _options(command, declared)


def _options(
    command: Callable[..., Any], declared: Sequence[tuple[tuple[str, ...], dict[str, Any]]]
) -> Callable[..., Any]:
    for names, how in reversed(declared):
        command = click.option(*names, callback=_remember, expose_value=False, **how)(command)
    return command


def _invocation() -> Invocation:
    from bot.terminal.invocation import Invocation

    given = click.get_current_context().meta
    return Invocation(
        config_path=given.get("bot.config"),
        corpus=given.get("bot.corpus"),
        passages=given.get("bot.passages"),
        json=given.get("bot.json", False),
        color=not given.get("bot.no_color", False),
        documents=given.get("bot.document", ()),
        speakers=given.get("bot.speaker", ()),
        since=given.get("bot.since"),
        until=given.get("bot.until"),
    )


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        from bot import __version__

        click.echo(f"meeting-bot {__version__}")
        context.exit()


@click.group(invoke_without_command=True)
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version."
)
@_common_options
@click.pass_context
def meeting_bot(context: click.Context) -> None:
    """Answer questions about a meeting with the meeting's own words, quoted and cited."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@meeting_bot.command()
@click.argument("question", nargs=-1)
@_filter_options
@_common_options
def ask(question: tuple[str, ...]) -> int:
    """Answer a question; with - as the QUESTION, every line of standard input."""
    from bot.terminal.answers import ask as answer, questions_on_standard_input

    if question == ("-",):
        gc.enable()
        answered = answer(_invocation(), questions_on_standard_input(), headings=True)
    else:
        answered = answer(_invocation(), [" ".join(question)], headings=False)
    return ANSWERED if answered else NOT_ANSWERED


@meeting_bot.command()
@_filter_options
@_common_options
def repl() -> None:
    """Ask interactively."""
    from bot.terminal.repl import run

    invocation = _invocation()
    if invocation.json:
        raise click.UsageError("a session has no JSON; 'ask --json -' answers lines of standard input")
    gc.enable()
    run(invocation)


@meeting_bot.command()
@_common_options
def discord() -> int:
    """Run the Discord bot until it is interrupted."""
    import os

    from bot.discord_bot.running import run

    gc.enable()
    invocation = _invocation()
    return run(invocation.settings, environment=os.environ, track=invocation.track)


@meeting_bot.group(invoke_without_command=True)
@click.option("--rebuild", is_flag=True, help="Index them again, even if their index was kept.")
@_common_options
@click.pass_context
def documents(context: click.Context, *, rebuild: bool) -> None:
    """List the documents."""
    if context.invoked_subcommand is None:
        from bot.terminal.documents import list_documents

        invocation = _invocation()
        if rebuild:
            invocation.rebuild()
        list_documents(invocation)


@documents.command()
@click.argument("identifier", metavar="ID")
@_common_options
def show(identifier: str) -> None:
    """Print one document's text, exactly."""
    from bot.terminal import documents

    documents.show(_invocation(), identifier)


@meeting_bot.command()
@click.argument("citation")
@_common_options
def verify(citation: str) -> int:
    """Check that a quote still stands where its CITATION says, and print it."""
    from bot.terminal.verifying import print_verification

    return ANSWERED if print_verification(_invocation(), citation) else NOT_ANSWERED


def _floors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for the least value of each figure."""
    for figure in reversed(FIGURES):
        name = f"--min-{figure.replace('_', '-')}"
        command = click.option(
            name, type=click.FloatRange(0, 1), help=f"Exit with 1 where {figure} is less."
        )(command)
    return command


@meeting_bot.command("eval")
@click.argument("questions", metavar="QUESTIONS.jsonl")
@click.option("--against", metavar="FILE", help="Compare with the configuration in FILE.")
@click.option(
    "--plot", metavar="FILE", help="Draw coverage and kinds to FILE, an .svg or .png (needs matplotlib)."
)
@click.option("--all-failures", is_flag=True, help="Show every question that fails.")
@_floors
@_filter_options
@_common_options
def evaluate(
    questions: str, *, against: str | None, plot: str | None, all_failures: bool, **floors: float | None
) -> int:
    """Measure retrieval and coverage on a question set."""
    from bot.terminal.evaluating import Wanted, print_evaluation

    gc.enable()
    asked = {name.removeprefix("min_"): floor for name, floor in floors.items() if floor is not None}
    wanted = Wanted(floors=asked, against=against, plot=plot, all_failures=all_failures)
    return ANSWERED if print_evaluation(_invocation(), questions, wanted) else NOT_ANSWERED


@meeting_bot.command()
@click.option("--discord", "with_discord", is_flag=True, help="Print the Discord bot's invite link as well.")
@click.option("--alive", is_flag=True, help="Only say whether the Discord bot runs here, and is connected.")
@_common_options
def check(with_discord: bool, alive: bool) -> int:  # noqa: FBT001 - click's signature
    """Load configuration and documents, and say what is wrong with them."""
    import os

    if alive:
        from bot import app
        from bot.discord_bot.heartbeat import is_beating

        if not is_beating(app.state_folder() / "discord"):
            raise MeetingBotError("the Discord bot does not run here, or is not connected")
        return ANSWERED
    from bot.terminal import checking

    invocation = _invocation()
    links: dict[str, str] = {}
    if with_discord:
        from bot.discord_bot.account import links_for

        links = links_for(invocation.settings.discord, environment=os.environ)
    return ANSWERED if checking.check(invocation, **links) else ERROR
