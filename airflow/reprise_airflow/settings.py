"""What an audit file says: read, checked against its schema, and completed by defaults."""

from __future__ import annotations

import difflib
import functools
import json
import os
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import yaml
from croniter import croniter
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

SCHEMA = Path(__file__).with_name("audit.schema.json")

# The directory of Reprise, if the audits do not name another: the one that this package lies in.
HOME = Path(__file__).resolve().parents[2]

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

# Of a value that a sentence shows.
LONGEST_VALUE = 60

# How YAML's own types are called in a sentence.
KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "a mapping of keys to values",
    "string": "a text",
}


class AuditError(Exception):
    """One sentence that names the file, the key and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A notifier, and what it is called for: ``failure`` or ``gate``."""

    notifier: str
    arguments: Mapping[str, Any]
    events: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    home: str | None
    driver_memory: str
    executor_memory: str | None
    executor_cores: int | None
    executors: int | None
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When the DAGs run by themselves; ``None`` and ``False``: only by hand."""

    daily: bool
    wait: timedelta
    retrain: str | None
    expire: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrain:
    approval: bool
    approval_timeout: timedelta
    tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    count: int
    first_delay: timedelta
    longest_delay: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    name: str
    file: Path
    output: str
    archive: str | None
    configuration: tuple[Path, ...]
    settings: Mapping[str, str]
    connection: str
    output_connection: str | None
    home: Path
    jar: str
    spark: Spark
    schedule: Schedule
    start: datetime
    retrain: Retrain
    pool: str
    owner: str
    tags: tuple[str, ...]
    retries: Retries
    task_timeout: timedelta
    run_timeout: timedelta
    alerts: tuple[Alert, ...]


def load(file: Path) -> Audit:
    """The audit of a file, or an ``AuditError``."""
    if file.suffix != ".yaml":
        raise AuditError(f"{file.name}: audit files end in .yaml; call it {file.stem}.yaml.")
    if not NAME.fullmatch(file.stem):
        raise AuditError(
            f"{file.name}: the name of the file becomes that of the audit; write letters, digits,"
            " _ and -, and begin with a letter or a digit."
        )
    return _Reader(file, _checked(file, _parsed(file))).audit()


class _Loader(yaml.SafeLoader):
    """Refuses a key that is there twice, and leaves dates as text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} is there twice; keep one", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _parsed(file: Path) -> Any:
    try:
        # A safe loader: it makes plain values only.
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except OSError as failure:
        raise AuditError(f"{file.name}: it cannot be read: {failure.strerror}.") from failure
    except UnicodeDecodeError as failure:
        raise AuditError(f"{file.name}: it is not UTF-8; save it as that.") from failure
    except yaml.MarkedYAMLError as failure:
        line = f"line {failure.problem_mark.line + 1}" if failure.problem_mark else "somewhere"
        raise AuditError(f"{file.name}: no YAML at {line}: {failure.problem}.") from failure
    except yaml.YAMLError as failure:
        raise AuditError(f"{file.name}: no YAML: {failure}.") from failure


def _checked(file: Path, content: Any) -> dict[str, Any]:
    failures = sorted(_validator().iter_errors(content), key=lambda each: len(each.absolute_path))
    if failures:
        raise AuditError(f"{file.name}: {_sentence(_deepest(failures[0]))}")
    checked: dict[str, Any] = content
    return checked


@functools.cache
def _validator() -> Draft202012Validator:
    formats = FormatChecker(["date"])
    return Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=formats)


def _deepest(failure: ValidationError) -> ValidationError:
    """Of alternatives, the failure of the one that has the type of what was written."""
    for each in failure.context or ():
        if each.validator != "type":
            return _deepest(each)
    return failure


def _sentence(failure: ValidationError) -> str:
    key = ".".join(str(each) for each in failure.absolute_path)
    instance: Any = failure.instance
    value = _shown(instance)
    rule: Any = failure.validator_value
    match failure.validator:
        case "additionalProperties" if isinstance(rule, bool):
            schema: Any = failure.schema
            return _unknown_key(key, instance, list(schema["properties"]))
        case "required":
            missing = next(each for each in rule if each not in instance)
            return f"{f'{key}.' if key else ''}{missing} is missing; set it."
        case "type":
            return f"{key or 'the file'} = {value} must be {_kind(rule)}."
        case "oneOf":
            kinds = [_kind_of(each) for each in rule]
            return f"{key} = {value} must be {' or '.join(kinds)}."
        case "format":
            return f"{key} = {value} must be a date like 2024-01-31."
        case "enum":
            return f"{key} = {value} must be {' or '.join(map(str, rule))}."
        case "pattern" if key.endswith("memory"):
            return f"{key} = {value} must be a size like 2g or 512m."
        case "pattern":
            return f"{key} = {value} must be the path of a class, like package.module.Class."
        case "minLength" | "minItems":
            return f"{key} must not be empty; leave the key out for the default."
        case "minimum" | "exclusiveMinimum" | "maximum" | "maxLength":
            return f"{key} = {value} must be {_bound(failure)}."
        case _:
            return f"{key} = {value}: {failure.message}."


def _unknown_key(key: str, written: Iterable[Any], known: list[str]) -> str:
    unknown = next(str(each) for each in written if each not in known)
    nearest = difflib.get_close_matches(unknown.lower().replace("_", "-"), known, n=1, cutoff=0.5)
    mend = f"did you mean {nearest[0]}?" if nearest else f"the keys are {', '.join(known)}."
    return f"{f'{key}.' if key else ''}{unknown} is no key; {mend}"


def _kind(types: str | list[str]) -> str:
    return " or ".join(KINDS[each] for each in ([types] if isinstance(types, str) else types))


def _kind_of(schema: Mapping[str, Any]) -> str:
    return _kind(schema.get("type", "object"))


def _bound(failure: ValidationError) -> str:
    words = {
        "minimum": "at least",
        "exclusiveMinimum": "greater than",
        "maximum": "at most",
        "maxLength": "no longer than",
    }
    return f"{words[str(failure.validator)]} {failure.validator_value}"


def _shown(value: Any) -> str:
    return textwrap.shorten(json.dumps(value, default=str), LONGEST_VALUE, placeholder=" ...")


class _Reader:
    """Makes an audit of a file that fits the schema."""

    def __init__(self, file: Path, content: Mapping[str, Any]) -> None:
        self._file = file
        self._content = content

    def audit(self) -> Audit:
        home = self._home()
        hours = self._section("hours")
        return Audit(
            name=self._file.stem,
            file=self._file,
            output=self._output(),
            archive=self._located("archive"),
            configuration=tuple(self._configuration()),
            settings=self._settings(),
            connection=self._content.get("connection", "spark_default"),
            output_connection=self._content.get("output-connection"),
            home=home,
            jar=self._located("jar") or str(home / "target" / "reprise.jar"),
            spark=self._spark(),
            schedule=self._schedule(),
            start=self._start(),
            retrain=self._retrain(),
            pool=self._content.get("pool", f"reprise_{self._file.stem}"),
            owner=self._content.get("owner", "reprise"),
            tags=tuple(self._content.get("tags", ())),
            retries=self._retries(),
            task_timeout=timedelta(hours=hours.get("task", 6)),
            run_timeout=timedelta(hours=hours.get("run", 24)),
            alerts=tuple(self._alerts()),
        )

    def _section(self, key: str) -> Mapping[str, Any]:
        section: Mapping[str, Any] = self._content.get(key, {})
        return section

    def _wrong(self, sentence: str) -> NoReturn:
        raise AuditError(f"{self._file.name}: {sentence}")

    def _located(self, key: str) -> str | None:
        """A path that is relative is so to the audit file; an address stays as it is."""
        value: str | None = self._content.get(key)
        return value if value is None or "://" in value else self._absolute(value)

    def _absolute(self, path: str) -> str:
        return os.path.normpath(self._file.parent.resolve() / Path(path).expanduser())

    def _output(self) -> str:
        output = self._located("output")
        if output is None or re.search(r"[{}\[\]*?\\]", output):
            self._wrong(
                f"output = {_shown(output)} must be one directory, without {{ }} [ ] * ? \\."
            )
        return output

    def _home(self) -> Path:
        written = self._located("reprise")
        return Path(written or os.environ.get("REPRISE_HOME") or HOME)

    def _configuration(self) -> Iterator[Path]:
        written = self._content.get("configuration", [])
        for each in [written] if isinstance(written, str) else written:
            file = Path(self._absolute(each))
            if not file.is_file():
                self._wrong(f"configuration = {each}: there is no file {file}; mend the path.")
            yield file

    def _settings(self) -> Mapping[str, str]:
        settings = self._section("settings")
        for key, elsewhere in (("output.path", "output"), ("archive.path", "archive")):
            if key in settings:
                self._wrong(f"settings.{key} is set by the key {elsewhere}; write it there.")
        return {str(key): _hocon(value) for key, value in settings.items()}

    def _spark(self) -> Spark:
        spark = self._section("spark")
        return Spark(
            home=spark.get("home"),
            driver_memory=spark.get("driver-memory", "2g"),
            executor_memory=spark.get("executor-memory"),
            executor_cores=spark.get("executor-cores"),
            executors=spark.get("executors"),
            properties={
                key: _property(value) for key, value in spark.get("properties", {}).items()
            },
        )

    def _schedule(self) -> Schedule:
        schedule = self._section("schedule")
        return Schedule(
            daily=schedule.get("daily", True),
            wait=timedelta(hours=schedule.get("wait-hours", 0)),
            retrain=self._cron("retrain", schedule.get("retrain", "0 6 * * 0")),
            expire=self._cron("expire", schedule.get("expire", "0 5 1 * *")),
        )

    def _cron(self, key: str, expression: str | None) -> str | None:
        if expression is not None and not croniter.is_valid(expression):
            self._wrong(
                f"schedule.{key} = {_shown(expression)} is no cron expression; write five fields,"
                " like 0 6 * * 0 for Sundays at six."
            )
        return expression

    def _start(self) -> datetime:
        day = date.fromisoformat(self._content.get("start", "2000-01-01"))
        return datetime(day.year, day.month, day.day, tzinfo=UTC)

    def _retrain(self) -> Retrain:
        retrain = self._section("retrain")
        return Retrain(
            approval=retrain.get("approval", False),
            approval_timeout=timedelta(hours=retrain.get("approval-hours", 72)),
            tolerance=retrain.get("tolerance", 0),
        )

    def _retries(self) -> Retries:
        retries = self._section("retries")
        return Retries(
            count=retries.get("count", 2),
            first_delay=timedelta(minutes=retries.get("first-delay-minutes", 5)),
            longest_delay=timedelta(minutes=retries.get("longest-delay-minutes", 60)),
        )

    def _alerts(self) -> Iterator[Alert]:
        written = self._content.get("alerts", [])
        for each in [written] if isinstance(written, dict) else written:
            yield Alert(
                notifier=each["notifier"],
                arguments=each.get("arguments", {}),
                events=frozenset(each.get("events", ("failure", "gate"))),
            )


def _property(value: str | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _hocon(value: Any) -> str:
    """A text stays as it is, for Reprise reads it as HOCON; JSON is HOCON."""
    return value if isinstance(value, str) else json.dumps(value)


def audit_files(directory: Path) -> list[Path]:
    """The audit files of a directory, and those that were meant to be ones."""
    return sorted([*directory.glob("*.yaml"), *directory.glob("*.yml")])


def load_all(directory: Path, wanted: Callable[[Path], bool] = lambda _: True) -> Loaded:
    """All audits of a directory whose files are wanted; one that is broken leaves the others."""
    audits: list[Audit] = []
    broken: dict[str, str] = {}
    for file in filter(wanted, audit_files(directory)):
        try:
            audit = load(file)
            _require_own_output(audit, audits)
            audits.append(audit)
        except AuditError as failure:
            broken[file.stem] = str(failure)
    return Loaded(audits=tuple(audits), broken=broken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    audits: tuple[Audit, ...]
    broken: Mapping[str, str]


def _require_own_output(audit: Audit, others: list[Audit]) -> None:
    for other in others:
        if other.output == audit.output and other.pool != audit.pool:
            raise AuditError(
                f"{audit.file.name}: output = {audit.output} is that of {other.file.name}, too;"
                " give each a directory of its own, or both the same pool."
            )
