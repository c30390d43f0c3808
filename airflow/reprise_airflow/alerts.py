"""Turns the alerts of an audit into callbacks that Airflow takes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from airflow.sdk import BaseNotifier, Context

from reprise_airflow.settings import Alert, Audit, AuditError

Callback = Callable[[Context], Any]

TIMED_OUT = "timed_out"


def callbacks(audit: Audit, event: str) -> list[Callback]:
    """A notifier for each alert that wants to hear of the event."""
    return [_notifier(audit, each) for each in audit.alerts if event in each.events]


def on_timeout(callback: Callback) -> Callback:
    """Calls back if a run took too long; of tasks that failed their own callbacks have told."""

    def called(context: Context) -> None:
        if context.get("reason") == TIMED_OUT:
            callback(context)

    return called


def _notifier(audit: Audit, alert: Alert) -> BaseNotifier:
    kind = _class(audit, alert)
    try:
        notifier = kind(**alert.arguments)
    except (TypeError, ValueError) as failure:
        raise AuditError(
            f"{audit.file.name}: alerts.arguments do not fit {alert.notifier}: {failure}."
        ) from failure
    if not isinstance(notifier, BaseNotifier):
        raise AuditError(
            f"{audit.file.name}: alerts.notifier = {alert.notifier} is no notifier of Airflow; name"
            " a class that extends airflow.sdk.BaseNotifier."
        )
    return notifier


def _class(audit: Audit, alert: Alert) -> type:
    module, _, name = alert.notifier.rpartition(".")
    try:
        found: type = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as failure:
        raise AuditError(
            f"{audit.file.name}: alerts.notifier = {alert.notifier} cannot be imported"
            f" ({failure}); install the provider that has it, or mend the path."
        ) from failure
    return found
