package io.reprise.job;

import io.reprise.stage.SessionSettings;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The Spark session, opened and closed in one place. */
record Session(SparkSession spark, TaskTicker ticker, ShortageWatch shortages)
    implements AutoCloseable {

  private static final String NAME = "spark.app.name";

  /** A session called after the job and what it works on, unless it has a name by the user. */
  static Session open(String job, String subject, Console console) {
    SparkConf conf = new SparkConf();
    // What spark-submit calls it by itself, and what the scripts do, which know only the job.
    Set<String> notByUser = Set.of("", Main.class.getName(), "reprise " + job);
    if (notByUser.contains(conf.get(NAME, ""))) {
      conf.set(NAME, "reprise %s %s".formatted(job, subject));
    }
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    SessionSettings.defaults(conf.get("spark.master")).forEach(conf::setIfMissing);
    SessionSettings.of(conf.get("spark.master")).forEach(conf::set);
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    return new Session(spark, TaskTicker.start(spark, console), ShortageWatch.start(spark));
  }

  /** Whether a cluster runs the driver, this process. */
  static boolean isInCluster(SparkConf conf) {
    return conf.get("spark.submit.deployMode", "client").equals("cluster");
  }

  /** What the session would give to file systems, where there is none yet. */
  static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    for (Tuple2<String, String> each : new SparkConf().getAllWithPrefix("spark.hadoop.")) {
      hadoop.set(each._1(), each._2());
    }
    return hadoop;
  }

  @Override
  public void close() {
    ticker.close();
    spark.stop();
  }
}
