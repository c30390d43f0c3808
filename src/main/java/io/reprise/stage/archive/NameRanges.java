package io.reprise.stage.archive;

import io.reprise.stage.common.InputRefusedException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of columns, of which {@code v1..v140} means v1, v2 and so on to v140. */
final class NameRanges {

  private static final Pattern RANGE = Pattern.compile("(.*?)(\\d+)\\.\\.\\1(\\d+)");
  private static final int MOST = 100_000;

  private NameRanges() {}

  static List<String> expanded(List<String> names) {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      Matcher range = RANGE.matcher(name);
      if (range.matches()) {
        expand(range, all);
      } else {
        all.add(name);
      }
    }
    return all;
  }

  private static void expand(Matcher range, List<String> all) {
    BigInteger first = new BigInteger(range.group(2));
    BigInteger last = new BigInteger(range.group(3));
    BigInteger count = last.subtract(first).add(BigInteger.ONE);
    if (count.signum() <= 0) {
      throw new InputRefusedException(
          "archive.columns.features: %s ends before it begins; write the lower number first.",
          range.group());
    }
    if (count.compareTo(BigInteger.valueOf(MOST - all.size())) > 0) {
      throw new InputRefusedException(
          "archive.columns.features: with %s there are more than %,d columns; name fewer.",
          range.group(), MOST);
    }
    for (int i = 0; i < count.intValue(); i++) {
      all.add(range.group(1) + first.add(BigInteger.valueOf(i)));
    }
  }
}
