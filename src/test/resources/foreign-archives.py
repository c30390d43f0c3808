"""Writes one small archive with each of the tools that others use, all of the same points.

Two pumps of 200 points each, a point a minute from 2024-03-01T00:00:00Z on; x counts 0, 1, 2 ...,
and y is half of it. Columns of types that Spark does not know lie beside them.
"""

import datetime
import decimal
import pathlib
import sys

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

POINTS = 200
START = datetime.datetime(2024, 3, 1)

out = pathlib.Path(sys.argv[1])
rows = [
    (pump, START + datetime.timedelta(minutes=minute), float(minute), minute / 2)
    for pump in ("pump-a", "pump-b")
    for minute in range(POINTS)
]
frame = pandas.DataFrame(rows, columns=["pump", "time", "x", "y"])


def directory(name):
    folder = out / name
    folder.mkdir(parents=True)
    return folder


def nanoseconds(values):
    return values.astype("datetime64[ns]")


# pandas 2 as it comes: nanoseconds without a zone, and the numbers of rows where some are dropped.
plain = frame.assign(time=nanoseconds(frame.time))
plain.to_parquet(directory("pandas") / "part.parquet", index=True)
dropped = pandas.concat([plain.iloc[:1], plain]).iloc[1:]
dropped.to_parquet(directory("pandas-index") / "part.parquet")

# With a zone, names as categories, and integers that may be missing.
zoned = plain.assign(
    time=plain.time.dt.tz_localize("UTC").dt.tz_convert("Europe/Berlin"),
    pump=plain.pump.astype("category"),
    x=plain.x.astype("Int64"),
    y=[decimal.Decimal(str(value)) for value in plain.y],
)
zoned.to_parquet(directory("pandas-zoned") / "part.parquet")

# A file of nanoseconds beside one of microseconds, as after an upgrade of pandas.
mixed = directory("mixed")
plain[plain.pump == "pump-a"].to_parquet(mixed / "old.parquet")
later = pyarrow.Table.from_pandas(plain[plain.pump == "pump-b"], preserve_index=False)
at = later.schema.get_field_index("time")
later = later.set_column(at, "time", later.column("time").cast(pyarrow.timestamp("us")))
pyarrow.parquet.write_table(later, mixed / "new.parquet")

# Arrow with large strings, dictionaries, and types that Spark does not know.
table = pyarrow.table(
    {
        "pump": pyarrow.array([row[0] for row in rows], pyarrow.large_string()).dictionary_encode(),
        "time": pyarrow.array([row[1] for row in rows], pyarrow.timestamp("ns", "UTC")),
        "x": pyarrow.array([int(row[2]) for row in rows], pyarrow.uint32()),
        "y": pyarrow.array([row[3] for row in rows], pyarrow.float64()),
        "shift": pyarrow.array([datetime.time(6)] * len(rows), pyarrow.time64("ns")),
        "name": pyarrow.array(["x"] * len(rows), pyarrow.large_string()),
    }
)
pyarrow.parquet.write_table(table, directory("arrow") / "part.parquet", version="2.6")

# DuckDB: nanoseconds, an interval, a time of day.
duckdb.sql(
    "copy (select pump, cast(time as timestamp_ns) as time, x, cast(y as decimal(12, 3)) as y,"
    " interval 1 hour as shift, time '06:00' as clock from frame)"
    f" to '{directory('duckdb') / 'part.parquet'}' (format parquet)"
)
# Polars: categories, nanoseconds, a duration, a time of day.
polars.DataFrame(
    {
        "pump": [row[0] for row in rows],
        "time": [row[1] for row in rows],
        "x": [row[2] for row in rows],
        "y": [row[3] for row in rows],
        "shift": [datetime.time(6)] * len(rows),
    }
).with_columns(
    polars.col("pump").cast(polars.Categorical), polars.col("time").cast(polars.Datetime("ns"))
).write_parquet(directory("polars") / "part.parquet")
