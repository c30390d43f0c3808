package io.reprise.stage.table;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** A process that publishes results of one kind, one after the other: path, kind, how many. */
public final class Publisher {

  private Publisher() {}

  public static void main(String[] arguments) {
    Store store = new Store(arguments[0], new Configuration());
    ResultKind kind = ResultKind.valueOf(arguments[1]);
    for (int run = 1; run <= Integer.parseInt(arguments[2]); run++) {
      store.publish(Map.of(kind, "run" + run));
    }
  }
}
