"""Where Spark runs, by an Airflow connection."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from airflow.sdk import BaseHook, Connection
from airflow.sdk.exceptions import AirflowException

MASTER = re.compile(r"local|local\[[^\]]+\]|yarn|spark://.+:\d+|k8s://.+")

RESOURCE_MANAGER = "yarn_resourcemanager_webapp_address"


class UnusableConnectionError(Exception):
    """One sentence that names the connection and the mend."""


@dataclass(frozen=True, slots=True)
class Target:
    master: str
    cluster: bool

    @property
    def yarn_cluster(self) -> bool:
        return self.cluster and self.master == "yarn"

    @property
    def kubernetes_cluster(self) -> bool:
        return self.cluster and self.master.startswith("k8s://")


def spark_target(connection_id: str) -> Target:
    """Where a connection leads. One that is missing or broken the provider would take for YARN."""
    connection = _connection(connection_id)
    master = _master(connection)
    if not MASTER.fullmatch(master):
        raise UnusableConnectionError(
            f"The connection {connection_id} names the Spark master {master!r}, which there is not;"
            " set its type to spark and its host to local[2], yarn, spark://HOST:PORT or"
            " k8s://https://HOST:PORT."
        )
    extra = _extra(connection_id, connection)
    target = Target(master, extra.get("deploy-mode") == "cluster")
    if target.yarn_cluster and not extra.get(RESOURCE_MANAGER):
        raise UnusableConnectionError(
            f"The connection {connection_id} lacks {RESOURCE_MANAGER} in its extra, which the"
            ' cluster mode of YARN needs; set it, like "http://HOST:8088".'
        )
    if target.kubernetes_cluster and not extra.get("namespace"):
        raise UnusableConnectionError(
            f"The connection {connection_id} lacks namespace in its extra, which the cluster mode"
            " of Kubernetes needs; set it."
        )
    return target


def _connection(connection_id: str) -> Connection:
    try:
        return BaseHook.get_connection(connection_id)
    except (AirflowException, ValueError) as failure:
        reason = str(failure).splitlines()[0].rstrip(".")
        raise UnusableConnectionError(
            f"The connection {connection_id} cannot be used ({reason}); make it with airflow"
            f" connections add {connection_id} --conn-type spark --conn-host MASTER."
        ) from failure


def _master(connection: Connection) -> str:
    """The master as the provider puts it together."""
    host = connection.host or ""
    if connection.conn_type == "spark" and host and ("://" in host or not connection.port):
        master = host
    elif connection.conn_type in ("yarn", "local") and not host:
        master = str(connection.conn_type)
    else:
        master = f"{connection.conn_type}://{host}"
    return f"{master}:{connection.port}" if connection.port else master


def _extra(connection_id: str, connection: Connection) -> dict[str, str]:
    """Not ``extra_dejson``, which takes what it cannot read for nothing."""
    try:
        extra = json.loads(connection.extra or "{}")
    except ValueError:
        extra = None
    if not isinstance(extra, dict):
        raise UnusableConnectionError(
            f"The extra of the connection {connection_id} is no JSON object; mend it, or leave it"
            " empty."
        )
    return extra
