package io.reprise.job;

import io.reprise.stage.SessionSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

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

  @Override
  public void close() {
    ticker.close();
    spark.stop();
  }
}
