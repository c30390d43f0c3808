package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reflect('java.lang.System', 'getenv', 'HOME')",
        "REFLECT ('java.lang.System', 'getenv')",
        "1 + `reflect`('a', 'b')",
        "\"reflect\"('a', 'b')",
        "system.builtin.reflect('a', 'b')",
        "reflect /* */ ('a', 'b')",
        "reflect -- a\n('a', 'b')",
        "concat('it''s', reflect('a', 'b'))",
        "concat('\\\\', reflect('a', 'b'))",
        "concat('\\'', reflect('a', 'b'))",
        "concat(r'\\', reflect('a', 'b'))",
        "concat(R\"\\\", reflect('a', 'b'))",
        "`a'` + reflect('x', 'y')",
        "`a``'` + reflect('x', 'y')",
        "/* ' */ reflect('x', 'y')",
        "1 -- '\n + reflect('x', 'y')"
      })
  void findsACallWhereverSparkDoes(String expression) {
    assertThat(SqlText.calledForbidden(expression)).contains("reflect");
  }

  @Test
  void findsTheOthers() {
    assertThat(SqlText.calledForbidden("java_method('a', 'b')")).contains("java_method");
    assertThat(SqlText.calledForbidden("try_reflect('a', 'b')")).contains("try_reflect");
    assertThat(SqlText.calledForbidden("identifier('ref' || 'lect')('a', 'b')"))
        .contains("identifier");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(fahrenheit - 32) / 1.8",
        "state not in ('reflect(a)', \"java_method('x')\")",
        "reflect + 1",
        "`reflect` * (2)",
        "1 -- reflect('a')",
        "1 /* reflect('a') */",
        "reflected(1)",
        "my_reflect(1)"
      })
  void leavesEverythingElse(String expression) {
    assertThat(SqlText.calledForbidden(expression)).isEmpty();
  }
}
