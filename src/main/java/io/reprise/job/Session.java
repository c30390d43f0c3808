package io.reprise.job;

import io.reprise.stage.SessionSettings;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The Spark session, opened and closed in one place. */
record Session(SparkSession spark, TaskTicker ticker) implements AutoCloseable {

  static Session open(String name, Console console) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", name);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    SessionSettings.defaults(conf.get("spark.master")).forEach(conf::setIfMissing);
    SessionSettings.of(conf.get("spark.master")).forEach(conf::set);
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    return new Session(spark, TaskTicker.start(spark, console));
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
