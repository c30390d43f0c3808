package io.reprise.stage.archive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.reprise.stage.common.InputRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns that are computed from those of the archive. None of them can use another. */
final class DerivedColumns {

  private DerivedColumns() {}

  static Dataset<Row> with(Dataset<Row> stored, Map<String, String> expressions) {
    List<Column> columns = new ArrayList<>(List.of(col("*")));
    new TreeMap<>(expressions)
        .forEach((name, expression) -> columns.add(column(stored, name, expression)));
    return expressions.isEmpty() ? stored : stored.select(columns.toArray(Column[]::new));
  }

  private static Column column(Dataset<Row> stored, String name, String expression) {
    if (Arrays.stream(stored.columns()).anyMatch(name::equalsIgnoreCase)) {
      throw new InputRefusedException(
          "archive.derived.%s: the archive has a column of that name; take another.", name);
    }
    SqlText.calledForbidden(expression)
        .ifPresent(
            function -> {
              throw new InputRefusedException(
                  "archive.derived.%s calls %s, which can run any code; use another function.",
                  name, function);
            });
    Column column = computed(name, expression).as(name);
    try {
      stored.select(column);
    } catch (Exception e) {
      throw refused(name, expression, e);
    }
    return column;
  }

  private static Column computed(String name, String expression) {
    try {
      return expr(expression);
    } catch (Exception e) {
      throw refused(name, expression, e);
    }
  }

  private static InputRefusedException refused(String name, String expression, Exception e) {
    return new InputRefusedException(
        "archive.derived.%s = %s is no expression of Spark SQL over these columns (%s); mend it.",
        name, expression, SparkReader.firstLine(e.getMessage()));
  }
}
