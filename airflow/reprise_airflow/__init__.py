"""Runs Reprise's audits by Airflow: one YAML file an audit, from which the DAGs are made."""
