"""The DAGs of every audit file in airflow/audits."""

from pathlib import Path

from reprise_airflow.factory import reprise_dags

globals().update(reprise_dags(Path(__file__).resolve().parents[1] / "audits"))
