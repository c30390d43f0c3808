package io.reprise.job;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Jobs in this very JVM: quicker, and enough where a test is not about processes. */
final class InProcess {

  private static final Map<String, String> LOCAL =
      Map.of(
          "spark.master", "local[2]",
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1",
          // What one job has compiled serves the next.
          "spark.sql.codegen.cache.maxEntries", "10000");

  private InProcess() {}

  /** What a job printed is apart: results, and errors. */
  record Ended(int code, String output, String error) {}

  static Ended run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    LOCAL.forEach(System::setProperty);
    try {
      System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
      int code = Main.run(arguments);
      return new Ended(
          code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      LOCAL.keySet().forEach(System::clearProperty);
    }
  }

  /** To look at what a job has written; to be closed, for the next job starts its own. */
  static SparkSession session() {
    SparkSession.Builder builder = SparkSession.builder();
    LOCAL.forEach(builder::config);
    return builder.getOrCreate();
  }
}
